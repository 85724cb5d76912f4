#!/usr/bin/env bash
# Searches per second of Samvis over HTTP and of PostgreSQL's Swedish full-text search, side by side.
#
#   benches/against-postgres.sh PORTAL CORPUS.jsonl QUERIES.jsonl [ROUNDS]      default: 3
#
# PORTAL is the same corpus as benches/make_portal.py writes it; a line of QUERIES has `q`. PostgreSQL has each
# text as one row with a stored tsvector (title A, summary B, body C) and a GIN index; it finds rows with any
# word, ranks them by ts_rank and gives the ten best without a snippet, by a prepared statement. Samvis gives
# its whole answer as JSON: ten hits with snippets and signposts, and the counts. Both have four clients.
# SECONDS_EACH (default 10) is how long each is asked in a round.
# Makes a database server of its own in a temporary folder, which goes when it ends; needs PostgreSQL's
# programs (PGBIN, default: those of Debian), wrk, python3 and, as root, the user `postgres`.
set -euo pipefail
cd "$(dirname "$0")/.."
portal=$1
corpus=$(realpath "$2")
queries=$(realpath "$3")
rounds=${4:-3}
seconds=${SECONDS_EACH:-10}
samvis=${SAMVIS_BIN:-target/release/samvis}
bin=${PGBIN:-$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -1)}
as=(); [ "$(id -u)" = 0 ] && as=(runuser -u postgres --)

scratch=$(mktemp -d)
cleanup() {
  kill "${server:-}" 2>/dev/null || true
  "${as[@]}" "$bin/pg_ctl" -D "$scratch/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap cleanup EXIT

# The same texts as rows, the same queries as rows and as requests.
python3 - "$corpus" "$queries" "$scratch" <<'PY'
import json, sys, urllib.parse
corpus, queries, out = sys.argv[1:]
def row(*fields):
    return "\t".join(f.replace("\\", "\\\\").replace("\t", " ").replace("\n", "\\n") for f in fields) + "\n"
with open(corpus, encoding="utf-8") as lines, open(f"{out}/docs.tsv", "w", encoding="utf-8") as docs:
    for text in map(json.loads, lines):
        docs.write(row(text["id"], text["title"], text["summary"], text["body_markdown"]))
with open(queries, encoding="utf-8") as lines:
    asked = [json.loads(line)["q"] for line in lines if line.strip()]
with open(f"{out}/queries.tsv", "w", encoding="utf-8") as rows, open(f"{out}/ask.lua", "w", encoding="utf-8") as lua:
    lua.write("local paths = {\n")
    for number, words in enumerate(asked, 1):
        rows.write(row(str(number), words))
        lua.write(f'"/api/v1/search?{urllib.parse.urlencode({"q": words, "locale": "sv"})}",\n')
    lua.write("}\nlocal next = math.random(#paths)\n")
    lua.write("request = function() next = next % #paths + 1; return wrk.format('GET', paths[next]) end\n")
PY
chmod -R a+rX "$scratch"
mkdir "$scratch/data"
[ "$(id -u)" = 0 ] && chown postgres "$scratch/data"
"${as[@]}" "$bin/initdb" -D "$scratch/data" -A trust -U postgres >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$scratch/data" -w -l "$scratch/data/log" \
  -o "-p 8473 -k $scratch/data -c listen_addresses= -c shared_buffers=1GB -c work_mem=64MB" start >/dev/null
sql() { "${as[@]}" psql -h "$scratch/data" -p 8473 -U postgres -qv ON_ERROR_STOP=1 "$@"; }
sql <<SQL
CREATE TABLE docs (id text, title text, summary text, body text);
\\copy docs FROM '$scratch/docs.tsv'
ALTER TABLE docs ADD COLUMN words tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('swedish', title), 'A') || setweight(to_tsvector('swedish', summary), 'B') ||
  setweight(to_tsvector('swedish', body), 'C')) STORED;
CREATE INDEX ON docs USING gin (words);
CREATE TABLE queries (number int PRIMARY KEY, words text);
\\copy queries FROM '$scratch/queries.tsv'
VACUUM ANALYZE;
SQL
cat >"$scratch/ask.sql" <<SQL
\\set number random(1, $(wc -l <"$scratch/queries.tsv"))
SELECT id, title, summary, ts_rank(docs.words, asked.any_word) AS rank FROM docs,
  (SELECT replace(plainto_tsquery('swedish', words)::text, '&', '|')::tsquery AS any_word
     FROM queries WHERE number = :number) AS asked
  WHERE docs.words @@ asked.any_word ORDER BY rank DESC LIMIT 10;
SQL
chmod a+r "$scratch/ask.sql"

XDG_CACHE_HOME=$scratch/cache SAMVIS_LOG=warn "$samvis" serve --root "$portal" --port 8474 --no-stats >"$scratch/samvis.log" 2>&1 &
server=$!
for _ in $(seq 600); do curl -sf -o /dev/null http://127.0.0.1:8474/health/ready && break; sleep 0.1; done

ours() { wrk -t1 -c4 -d"${seconds}s" -s "$scratch/ask.lua" http://127.0.0.1:8474 | awk '/Requests\/sec/ { print $2 }'; }
theirs() { "${as[@]}" pgbench -h "$scratch/data" -p 8473 -U postgres -n -M prepared -c4 -j1 -T "$seconds" -f "$scratch/ask.sql" postgres 2>/dev/null | awk '/^tps/ { print $3 }'; }
printf '%s queries, four clients, %s s each\nround\tsamvis\tpostgres\tratio\n' "$(wc -l <"$scratch/queries.tsv")" "$seconds"
for round in $(seq "$rounds"); do
  a=$(ours); b=$(theirs)
  awk -v n="$round" -v a="$a" -v b="$b" 'BEGIN { printf "%s\t%.0f\t%.1f\t%.0f\n", n, a, b, a / b }'
done | tee "$scratch/rounds"
cut -f4 "$scratch/rounds" | sort -n | awk '{ ratio[NR] = $1 } END { printf "median ratio %.0f\n", ratio[int((NR + 1) / 2)] }'
