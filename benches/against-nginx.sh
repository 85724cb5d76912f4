#!/usr/bin/env bash
# Requests per second of a page from Samvis and of the same bytes from nginx, side by side.
#
#   benches/against-nginx.sh [PATH] [ROUNDS]      default: /sv/tjanster/bygglov/ange 5
#
# Needs nginx and wrk. Everything stays on the loopback addresses and ends by itself.
set -euo pipefail
cd "$(dirname "$0")/.."
path=${1:-/sv/tjanster/bygglov/ange}
rounds=${2:-5}
connections=${CONNECTIONS:-32}
samvis=${SAMVIS_BIN:-target/release/samvis}

scratch=$(mktemp -d)
# nginx writes no access log here, so neither does Samvis.
SAMVIS_LOG=warn "$samvis" serve --port 8471 >"$scratch/samvis.log" 2>&1 &
server=$!
cleanup() { kill "$server" 2>/dev/null || true; [ -f "$scratch/nginx.pid" ] && kill "$(cat "$scratch/nginx.pid")" 2>/dev/null || true; rm -rf "$scratch"; }
trap cleanup EXIT
for _ in $(seq 200); do curl -sf -o "$scratch/page.html" "http://127.0.0.1:8471$path" && break; sleep 0.1; done
chmod 755 "$scratch"; chmod 644 "$scratch/page.html"

cat >"$scratch/nginx.conf" <<CONF
worker_processes 2;
pid $scratch/nginx.pid;
error_log $scratch/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  types { text/html html; }
  open_file_cache max=100 inactive=60s;
  keepalive_requests 10000000;
  server { listen 127.0.0.1:8472; root $scratch; }
}
CONF
nginx -c "$scratch/nginx.conf"

measure() { wrk -t1 -c"$connections" -d3s "$1" | awk '/Requests\/sec/ { print $2 }'; }
size=$(stat -c %s "$scratch/page.html")
printf 'page %s, %s bytes, %s connections\nround\tsamvis\tnginx\tratio\n' "$path" "$size" "$connections"
for round in $(seq "$rounds"); do
  ours=$(measure "http://127.0.0.1:8471$path")
  theirs=$(measure "http://127.0.0.1:8472/page.html")
  awk -v n="$round" -v a="$ours" -v b="$theirs" 'BEGIN { printf "%s\t%.0f\t%.0f\t%.2f\n", n, a, b, a / b }'
done
