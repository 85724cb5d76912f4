#!/usr/bin/env bash
# Requests per second of a page from Samvis and of the same bytes from nginx, side by side.
#
#   benches/against-nginx.sh [PATH] [ROUNDS]      default: /sv/tjanster 7
#
# ACCEPT is the Accept-Encoding that Samvis is asked with (empty: none); nginx sends the bytes that came of
# it from a file. CONNECTIONS are kept open, 64 by default, by so many THREADS of the client, 1 by default.
# Neither writes a line for each request.
# With REALTIME=1 (root only) the servers and the client run before everything else on the machine, one
# second at a time: the only way to compare them on a machine that others use.
# Needs nginx and wrk. Everything stays on the loopback addresses and ends by itself.
set -euo pipefail
cd "$(dirname "$0")/.."
path=${1:-/sv/tjanster}
rounds=${2:-7}
accept=${ACCEPT-}
connections=${CONNECTIONS:-64}
threads=${THREADS:-1}
samvis=${SAMVIS_BIN:-target/release/samvis}
first=(); [ "${REALTIME:-0}" = 1 ] && first=(chrt -r 1)

scratch=$(mktemp -d)
SAMVIS_LOG=warn "${first[@]}" "$samvis" serve --port 8471 >"$scratch/samvis.log" 2>&1 &
server=$!
cleanup() { kill "$server" 2>/dev/null || true; [ -f "$scratch/nginx.pid" ] && kill "$(cat "$scratch/nginx.pid")" 2>/dev/null || true; rm -rf "$scratch"; }
trap cleanup EXIT
ask=(); [ -n "$accept" ] && ask=(-H "Accept-Encoding: $accept")
for _ in $(seq 300); do curl -sf "${ask[@]}" -D "$scratch/head" -o "$scratch/page.html" "http://127.0.0.1:8471$path" && break; sleep 0.1; done
# nginx makes these itself; the others it is told.
headers=$(tr -d '\r' <"$scratch/head" | awk -F': ' 'NR > 1 && NF > 1 && tolower($1) !~ /^(content-length|content-type|date|etag)$/ {
  value = substr($0, length($1) + 3); gsub(/"/, "\\\"", value); printf "add_header %s \"%s\";\n", $1, value }')
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
  $headers
  server { listen 127.0.0.1:8472; root $scratch; }
}
CONF
"${first[@]}" nginx -c "$scratch/nginx.conf"

measure() { "${first[@]}" wrk -t"$threads" -c"$connections" -d1s "${ask[@]}" "$1" | awk '/Requests\/sec/ { print $2 }'; sleep 0.6; }
size=$(stat -c %s "$scratch/page.html")
printf 'page %s, %s bytes as sent, %s connections of %s threads\nround\tsamvis\tnginx\tratio\n' "$path" "$size" "$connections" "$threads"
for round in $(seq "$rounds"); do
  ours=$(measure "http://127.0.0.1:8471$path")
  theirs=$(measure "http://127.0.0.1:8472/page.html")
  awk -v n="$round" -v a="$ours" -v b="$theirs" 'BEGIN { printf "%s\t%.0f\t%.0f\t%.2f\n", n, a, b, a / b }'
done | tee "$scratch/rounds"
cut -f4 "$scratch/rounds" | sort -n | awk '{ ratio[NR] = $1 } END { printf "median ratio %.2f\n", ratio[int((NR + 1) / 2)] }'
