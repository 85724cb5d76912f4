#!/usr/bin/env python3
"""Point lookups and vector tiles of `samvis serve` and of PostGIS, side by side on one machine.

    against-postgis.py lookups LAYER CODE NAME [--clients 1,4,16,64] [--seconds 5] [--rounds 3] [--together 50]
    against-postgis.py tiles LAYER CODE NAME [--tiles 300] [--rounds 3]

LAYER is GeoJSON, CODE and NAME the properties with the areas' ids and names. Lookups are random
points in the box of the layer: Samvis is asked for JSON over HTTP by wrk, PostGIS by pgbench
(prepared statements, TCP as well, one client thread as wrk has), which reads areas cut up by
ST_Subdivide under a GiST index. Both must name the same area for 5,000 points first. Samvis
always tells the nearest area and the distances to others within 2 km as well; with `--answer
borders` PostGIS tells these too (in SWEREF 99 TM, where that is quickest). With `--together` so many
points are asked for at once: in one request, and in one statement that makes them itself. Each round
asks both with every number of connections; the best number of each counts.

Tiles are the same addresses, at every zoom of the layer's TileJSON: half of them anywhere in the
box of the layer, half on its borders. PostGIS makes them with ST_AsMVT from a table for each zoom
that is in Web Mercator and simplified beforehand (a pixel), also prepared, and is asked
through libpq; it has gone through all of them once before. Samvis is asked over HTTP on one open
connection, first with nothing kept and then again.

Needs PostgreSQL with PostGIS (Debian: postgresql, postgis, postgresql-15-postgis-3) and wrk.
A database is made in a new folder, reached on the loopback address only, and deleted in the
end; as root it belongs to the user postgres. SAMVIS_BIN names the program. With --realtime (root only) both
servers and the clients run before everything else on the machine.
"""
import argparse
import contextlib
import ctypes
import ctypes.util
import glob
import json
import math
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

PORT = 8473
LAYER_ID = "measured"
MERCATOR_M = 20_037_508.342789244
SETTINGS = ["listen_addresses=127.0.0.1", f"port={PORT + 1}", "fsync=off", "shared_buffers=1GB", "work_mem=64MB", "jit=off",
            "max_parallel_workers_per_gather=0", "autovacuum=off", "max_connections=200"]


POINT = "ST_SetSRID(ST_MakePoint(:lon, :lat), 4326)"
QUERIES = {
    "area": f"SELECT code, name FROM parts WHERE ST_Covers(geom, {POINT}) ORDER BY code LIMIT 1",
    "borders": "SELECT code, min(name), min(ST_Distance(flat, at)) FROM parts,"
               f" (SELECT ST_Transform({POINT}, 3006) AS at) AS point WHERE ST_DWithin(flat, at, 2000) GROUP BY code ORDER BY 3, 1",
}


class Postgis:
    """A database of its own, for as long as the program runs."""

    def __init__(self, folder, first):
        self.data, self.first = os.path.join(folder, "postgres"), first
        self.programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        os.mkdir(self.data)
        if self.user:
            shutil.chown(self.data, "postgres")
        self.program("initdb", "-A", "trust", "-E", "UTF8", "--no-locale", "-U", "postgres", os.path.join(self.data, "db"))
        options = [part for setting in SETTINGS for part in ("-c", setting)]
        server = [os.path.join(self.programs, "postgres"), "-D", os.path.join(self.data, "db"), "-k", self.data, *options]
        self.server = subprocess.Popen([*first, *self.user, *server], stderr=subprocess.DEVNULL, cwd=self.data)
        while subprocess.run([os.path.join(self.programs, "pg_isready"), "-q", "-h", self.data, "-p", str(PORT + 1)]).returncode:
            if self.server.poll() is not None:
                sys.exit("PostgreSQL does not start")
            time.sleep(0.1)
        self.sql("CREATE EXTENSION postgis")

    def program(self, name, *arguments, before=()):
        command = [*before, *self.user, os.path.join(self.programs, name), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.data)
        if done.returncode:
            sys.exit(f"{name}: {done.stderr}")
        return done.stdout

    def sql(self, text):
        command = ["psql", "-q", "-h", self.data, "-p", str(PORT + 1), "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-At", "-f", "-"]
        done = subprocess.run(command, input=text, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        return done.stdout

    def load(self, features, code, name):
        escaped = lambda text: text.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ")
        rows = (
            "\t".join(escaped(text) for text in (f["properties"][code], f["properties"][name], json.dumps(f["geometry"])))
            for f in features
        )
        self.sql("CREATE TABLE read (code text, name text, shape text);\nCOPY read FROM STDIN;\n" + "\n".join(rows) + "\n\\.\n"
                 "CREATE TABLE areas AS SELECT code, name, ST_SetSRID(ST_GeomFromGeoJSON(shape), 4326) AS geom FROM read;")

    def stop(self):
        self.server.terminate()
        self.server.wait()


@contextlib.contextmanager
def samvis(folder, first):
    """The portal of this folder, served."""
    program = os.path.abspath(os.environ.get("SAMVIS_BIN", "target/release/samvis"))
    command = [*first, program, "--root", folder, "--no-index-cache", "serve", "--port", str(PORT)]
    server = subprocess.Popen(command, env={**os.environ, "SAMVIS_LOG": "warn"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), Asker() as asker:
                if asker.get("/health/ready")[0] == 200:
                    break
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


class Asker:
    """One open HTTP connection, with as little of a client as there can be."""

    def __enter__(self):
        self.connection = socket.create_connection(("127.0.0.1", PORT))
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self

    def __exit__(self, *_):
        self.connection.close()

    def get(self, path):
        return self.send(request(path))

    def send(self, asked):
        self.connection.sendall(asked)
        answer = self.connection.recv(1 << 20)
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self.connection.recv(1 << 20)
        head = answer[:end].lower()
        at = head.find(b"content-length: ")
        missing = (int(head[at + 16 :].split(b"\r", 1)[0]) if at >= 0 else 0) + end + 4 - len(answer)
        while missing > 0:
            piece = self.connection.recv(1 << 20)
            answer, missing = answer + piece, missing - len(piece)
        return int(head[9:12]), answer[end + 4 :]


def request(path):
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


class Prepared:
    """A prepared statement over libpq, with a binary answer."""

    def __init__(self, postgis, statement, socket_too):
        self.library = ctypes.CDLL(ctypes.util.find_library("pq"))
        for name in ("PQconnectdb", "PQprepare", "PQexecPrepared", "PQgetvalue"):
            getattr(self.library, name).restype = ctypes.c_void_p
        self.connection = ctypes.c_void_p(self.library.PQconnectdb(f"host={postgis.data if socket_too else '127.0.0.1'} port={PORT + 1} user=postgres sslmode=disable".encode()))
        made = self.library.PQprepare(self.connection, b"tile", statement.encode(), 0, None)
        if self.library.PQresultStatus(ctypes.c_void_p(made)) != 1:
            sys.exit("the statement cannot be prepared")

    def ask(self, numbers):
        values = (ctypes.c_char_p * len(numbers))(*numbers)
        result = ctypes.c_void_p(self.library.PQexecPrepared(self.connection, b"tile", len(numbers), values, None, None, 1))
        if self.library.PQresultStatus(result) != 2:
            sys.exit("the statement failed")
        length = self.library.PQgetlength(result, 0, 0)
        body = ctypes.string_at(self.library.PQgetvalue(result, 0, 0), length)
        self.library.PQclear(result)
        return body


def portal(folder, layer, code, name):
    """The shipped portal and the layer that is measured."""
    root = os.path.join(folder, "portal")
    os.mkdir(root)
    shutil.copy("samvis.toml", root)
    for part in ("content", "maps"):
        shutil.copytree(part, os.path.join(root, part))
    shutil.copy(layer, os.path.join(root, "maps", f"{LAYER_ID}.geojson"))
    with open(os.path.join(root, "maps", f"{LAYER_ID}.toml"), "w") as facts:
        facts.write(f'title = {{ sv = "Mätt", en = "Measured" }}\nsource = "measured"\nlicence = "measured"\n'
                    f'retrieved = 2026-11-27\ncode = "{code}"\nname = "{name}"\naccuracy_m = 2000\n')
    return root


def box(features):
    corners = [corner for feature in features for corner in corners_of(feature["geometry"]["coordinates"])]
    return (min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners)), corners


def corners_of(nested):
    if isinstance(nested[0], (int, float)):
        yield tuple(nested[:2])
    else:
        for part in nested:
            yield from corners_of(part)


def agree(postgis, bounds, count=5_000):
    """The same area from both for points of which PostGIS, with whole areas, knows one."""
    dice = random.Random(7)
    west, south, east, north = bounds
    points = [(round(dice.uniform(west, east), 6), round(dice.uniform(south, north), 6)) for _ in range(count)]
    listed = ",".join(f"({number},{x},{y})" for number, (x, y) in enumerate(points))
    rows = postgis.sql(f"SELECT n, (SELECT code FROM parts WHERE ST_Covers(geom, ST_SetSRID(ST_MakePoint(x, y), 4326))"
                       f" ORDER BY code LIMIT 1) FROM (VALUES {listed}) AS points (n, x, y)").split()
    theirs = dict(row.split("|") for row in rows)
    differ = inside = 0
    with Asker() as asker:
        for number, (x, y) in enumerate(points):
            found = json.loads(asker.get(f"/api/v1/areas?lat={y}&lon={x}&layer={LAYER_ID}")[1])
            ours = found["areas"][0]["code"] if found["match"] == "inside" else ""
            inside += ours != ""
            differ += ours != theirs[str(number)]
    print(f"{count} points, {inside} of them in an area: {differ} answers differ")
    return differ


def lookups(asked, postgis, root, features):
    bounds, _ = box(features)
    west, south, east, north = bounds
    postgis.sql(f"CREATE TABLE parts AS SELECT code, name, ST_Subdivide(geom, {asked.vertices}) AS geom FROM areas;"
                "ALTER TABLE parts ADD COLUMN flat geometry; UPDATE parts SET flat = ST_Transform(geom, 3006);"
                "CREATE INDEX ON parts USING gist (flat); CREATE INDEX ON parts USING gist (geom); CLUSTER parts USING parts_geom_idx; VACUUM ANALYZE parts;")
    print(f"PostGIS: {postgis.sql('SELECT count(*) FROM parts').strip()} parts of at most {asked.vertices} corners")
    millionths = lambda degrees: round(degrees * 1_000_000)
    statement, script = (os.path.join(postgis.data, name) for name in ("lookup.sql", "lookup.lua"))
    if asked.together > 1:
        point = f"ST_SetSRID(ST_MakePoint({west} + random() * {east - west}, {south} + random() * {north - south}), 4326)"
        single = QUERIES[asked.answer].replace(POINT, "asked_at")
        together = f"SELECT * FROM (SELECT {point} AS asked_at FROM generate_series(1, {asked.together}) OFFSET 0) AS points LEFT JOIN LATERAL ({single}) AS found ON true;\n"
    with open(statement, "w") as file:
        file.write(together if asked.together > 1 else f"\\set lon random({millionths(west)}, {millionths(east)}) / 1000000.0\n"
                   f"\\set lat random({millionths(south)}, {millionths(north)}) / 1000000.0\n"
                   f"{QUERIES[asked.answer]};\n")
    with open(script, "w") as file:
        ask_one = f"string.format('lat=%.6f&lon=%.6f', between({south}, {north}), between({west}, {east}))"
        ask_many = (f"(function() local points = {{}} for n = 1, {asked.together} do points[n] = string.format('%.6f,%.6f', between({south}, {north}),"
                    f" between({west}, {east})) end return 'points=' .. table.concat(points, ';') end)()")
        path, parameters = ("areas/many", ask_many) if asked.together > 1 else ("areas", ask_one)
        file.write(f"local function between(a, b) return a + math.random() * (b - a) end\n"
                   f"request = function() return 'GET /api/v1/{path}?layer={LAYER_ID}&' .. {parameters}"
                   f" .. ' HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n\\r\\n' end\n"
                   "done = function(summary) if summary.errors.status > 0 then print('Failed answers') end end\n")
    for path in (statement, script):
        os.chmod(path, 0o644)
    with samvis(root, asked.first):
        if agree(postgis, bounds):
            sys.exit("the answers differ")
        best = []
        for round_number in range(asked.rounds):
            theirs, ours = {}, {}
            for clients in asked.clients:
                theirs[clients] = float(re.search(r"tps = ([\d.]+)", postgis.program(
                    "pgbench", "-h", postgis.data if asked.socket else "127.0.0.1", "-p", str(PORT + 1), "-U", "postgres", "-n", "-M", "prepared", "-T", str(asked.seconds),
                    "-c", str(clients), "-j", "1", "-f", statement, "postgres", before=asked.first))[1])
                told = subprocess.run([*asked.first, "wrk", "-t1", f"-c{clients}", f"-d{asked.seconds}s", "-s", script,
                                       f"http://127.0.0.1:{PORT}"], capture_output=True, text=True).stdout
                if "Failed" in told or "Socket errors" in told or "Non-2xx" in told:
                    sys.exit(told)
                ours[clients] = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])
            ours, theirs = ({n: asked.together * count for n, count in counts.items()} for counts in (ours, theirs))
            row = "  ".join(f"{n}: {ours[n]:,.0f} / {theirs[n]:,.0f}" for n in asked.clients)
            best.append(max(ours.values()) / max(theirs.values()))
            print(f"round {round_number + 1}, connections: points a second, Samvis / PostGIS   {row}   best {best[-1]:.2f}", flush=True)
    print(f"median ratio {statistics.median(best):.2f}")


def addresses(bounds, corners, zoom, count):
    """So many tiles of a zoom: half anywhere in the box, half on the borders; all where there are fewer."""
    dice, side = random.Random(zoom), 2**zoom
    west, south, east, north = bounds
    column = lambda lon: min(int((lon + 180) / 360 * side), side - 1)
    row = lambda lat: int((0.5 - math.asinh(math.tan(math.radians(lat))) / math.tau) * side)
    columns, rows = range(column(west), column(east) + 1), range(row(north), row(south) + 1)
    if len(columns) * len(rows) <= count:
        return [(x, y) for x in columns for y in rows]
    chosen = {(dice.choice(columns), dice.choice(rows)) for _ in range(count // 2)}
    for lon, lat in dice.choices(corners, k=20 * count):
        if len(chosen) == count:
            break
        chosen.add((column(lon), row(lat)))
    return sorted(chosen)


def timed(ask, questions, times=1):
    """The milliseconds of each answer, and how many were empty."""
    durations, empty = [], 0
    for _ in range(times):
        for question in questions:
            begun = time.perf_counter()
            body = ask(question)
            durations.append((time.perf_counter() - begun) * 1000)
            empty += not body
    return durations, empty


def p99(durations):
    return sorted(durations)[math.ceil(len(durations) * 0.99) - 1]


def tiles(asked, postgis, root, features):
    bounds, corners = box(features)
    statements = {}
    with samvis(root, []), Asker() as asker:
        described = json.loads(asker.get(f"/tiles/{LAYER_ID}.json")[1])
    zooms = range(described["minzoom"], described["maxzoom"] + 1)
    postgis.sql("CREATE TABLE mercator AS SELECT code, name, ST_Transform(geom, 3857) AS geom FROM areas")
    for zoom in zooms:
        # What an MVT of 512 pixels can show: a vertex that moves the line by less than one is left out.
        pixel_m = 2 * MERCATOR_M / 2**zoom / 512
        postgis.sql(f"CREATE TABLE z{zoom} AS SELECT code, name, ST_SimplifyPreserveTopology(geom, {pixel_m}) AS geom FROM mercator;"
                    f"CREATE INDEX ON z{zoom} USING gist (geom); VACUUM ANALYZE z{zoom};")
        statements[zoom] = Prepared(postgis, f"""
            WITH tile AS (SELECT ST_TileEnvelope({zoom}, $1::int, $2::int) AS whole,
                                 ST_TileEnvelope({zoom}, $1::int, $2::int, margin => (64.0 / 4096)) AS wide)
            SELECT coalesce(ST_AsMVT(drawn, '{LAYER_ID}'), '') FROM (
                SELECT code, name, ST_AsMVTGeom(geom, tile.whole, 4096, 64) AS geom
                FROM z{zoom}, tile WHERE geom && tile.wide) AS drawn WHERE geom IS NOT NULL""", asked.socket)
    measured = {zoom: {"first": [], "again": [], "postgis": []} for zoom in zooms}
    for _ in range(asked.rounds):
        with samvis(root, asked.first), Asker() as asker:
            for zoom in zooms:
                chosen = addresses(bounds, corners, zoom, asked.tiles)
                ask = lambda question: asker.send(question)[1]
                ours = [request(f"/tiles/{LAYER_ID}/{zoom}/{x}/{y}.mvt") for x, y in chosen]
                theirs = [(str(x).encode(), str(y).encode()) for x, y in chosen]
                # Where a zoom has few tiles, one answer would be all that p99 is made of.
                times = max(1, 50 // len(chosen))
                timed(statements[zoom].ask, theirs)
                known = measured[zoom]
                known["first"].append(timed(ask, ours))
                known["again"].append(timed(ask, ours, times))
                known["postgis"].append(timed(statements[zoom].ask, theirs, times))
    print("milliseconds, p99 (median of the rounds) and half of the answers in at most\n"
          "zoom  tiles  empty   Samvis first       Samvis again       PostGIS            PostGIS / first, p99")
    for zoom in zooms:
        middle = {name: (statistics.median(p99(one[0]) for one in rounds), statistics.median(rounds[0][0]))
                  for name, rounds in measured[zoom].items()}
        durations, empty = measured[zoom]["first"][0]
        row = "   ".join(f"{worst:7.3f} ({half:6.3f})" for worst, half in middle.values())
        print(f"{zoom:>4}  {len(durations):>5}  {empty:>5}   {row}   {middle['postgis'][0] / middle['first'][0]:>6.1f}")


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("what", choices=["lookups", "tiles"])
    ask.add_argument("layer")
    ask.add_argument("code")
    ask.add_argument("name")
    ask.add_argument("--clients", default="1,4,16,64", type=lambda text: [int(one) for one in text.split(",")])
    ask.add_argument("--seconds", type=int, default=5)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--answer", choices=QUERIES, default="area", help="what PostGIS is asked for: the area only, or also others near by")
    ask.add_argument("--together", type=int, default=1, metavar="POINTS", help="points asked for at once (at most 100)")
    ask.add_argument("--vertices", type=int, default=64, help="corners of a part after ST_Subdivide")
    ask.add_argument("--tiles", type=int, default=300, help="addresses of a zoom")
    ask.add_argument("--socket", action="store_true", help="PostGIS over a Unix socket, not over TCP as HTTP is")
    ask.add_argument("--realtime", action="store_true")
    asked = ask.parse_args()
    if asked.together > 1 and asked.answer != "area":
        ask.error("many points at once are compared for --answer area only")
    asked.first = ["chrt", "-r", "1"] if asked.realtime else []
    if asked.realtime:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    asked.layer = os.path.abspath(asked.layer)
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    with open(asked.layer, encoding="utf-8") as file:
        features = json.load(file)["features"]
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        postgis = Postgis(folder, asked.first)
        try:
            postgis.load(features, asked.code, asked.name)
            root = portal(folder, asked.layer, asked.code, asked.name)
            {"lookups": lookups, "tiles": tiles}[asked.what](asked, postgis, root, features)
        finally:
            postgis.stop()


if __name__ == "__main__":
    main()
