#!/usr/bin/env bash
# Time and memory of the static build, Samvis and Zola in turn over the same texts.
#
#   benches/against-zola.sh PORTAL ZOLA_SITE [ROUNDS]
#
# PORTAL comes from benches/make_portal.py. ZOLA (default: zola) names the other program.
set -euo pipefail
cd "$(dirname "$0")/.."
portal=$1
site=$2
rounds=${3:-3}
samvis=$PWD/${SAMVIS_BIN:-target/release/samvis}
zola=${ZOLA:-zola}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Prints seconds and the largest resident memory in MiB.
measure() { /usr/bin/time -f '%e %M' -o "$scratch/time" "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }; awk '{ printf "%.2f s\t%.0f MiB", $1, $2 / 1024 }' "$scratch/time"; }

printf 'round\tsamvis build\t\tzola build\n'
for round in $(seq "$rounds"); do
  rm -rf "$scratch/ours" "$scratch/theirs"
  ours=$(measure "$samvis" build --root "$portal" --out "$scratch/ours")
  theirs=$(measure "$zola" --root "$site" build --output-dir "$scratch/theirs")
  printf '%s\t%s\t%s\n' "$round" "$ours" "$theirs"
done
printf 'pages: samvis %s, zola %s\n' "$(find "$scratch/ours" -name '*.html' | wc -l)" "$(find "$scratch/theirs" -name '*.html' | wc -l)"
