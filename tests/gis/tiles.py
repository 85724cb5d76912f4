"""Reads the tiles and the GeoJSON of a running portal with other people's programs.

    python tests/gis/tiles.py http://127.0.0.1:8000 [ZOOM_MAX]

Needs `mapbox-vector-tile` and `shapely` from PyPI and `ogrinfo` from Debian's gdal-bin. The
portal never needs any of them, and `cargo test` has its own decoder; this shows that others read
the same. Ends with 1 when something is not as it must be.
"""

import json
import math
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import mapbox_vector_tile
import shapely
from shapely.geometry import shape


def get(url):
    with urllib.request.urlopen(url) as response:
        return response.status, response.read()


def columns_and_rows(bounds, zoom):
    """The numbers of the tiles of a zoom that a box in degrees touches."""
    side = 2**zoom
    west, south, east, north = bounds
    row = lambda lat: (0.5 - math.asinh(math.tan(math.radians(lat))) / math.tau) * side
    column = lambda lon: (lon + 180) / 360 * side
    for x in range(int(column(west)), int(column(east)) + 1):
        for y in range(int(row(north)), int(row(south)) + 1):
            yield x, y


def ogr(source, *options):
    """What GDAL says of a source: the number of features, and whether it complained."""
    done = subprocess.run(["ogrinfo", "-ro", "-al", "-so", *options, source], capture_output=True, text=True)
    counts = [line for line in done.stdout.splitlines() if line.startswith("Feature Count")]
    return sum(int(line.split(":")[1]) for line in counts), done.stderr.strip()


def main(base, zoom_max):
    failures = []
    _, listed = get(f"{base}/api/v1/layers")
    for layer in json.loads(listed)["layers"]:
        name = layer["id"]
        _, body = get(f"{base}/api/v1/layers/{name}")
        told, complaint = ogr(f"{base}/api/v1/layers/{name}")
        features = json.loads(body)["features"]
        print(f"{name}: GDAL reads {told} of {len(features)} features as GeoJSON")
        if told != len(features) or complaint:
            failures.append(f"{name}: {complaint}")
        _, body = get(f"{base}/tiles/{name}.json")
        described = json.loads(body)
        for zoom in range(zoom_max + 1):
            read = broken = empty = 0
            times = []
            for x, y in columns_and_rows(described["bounds"], zoom):
                url = described["tiles"][0].format(z=zoom, x=x, y=y)
                begun = time.perf_counter()
                status, tile = get(url)
                times.append((time.perf_counter() - begun) * 1000)
                if status == 204:
                    empty += 1
                    continue
                decoded = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})
                shapes = [shape(feature["geometry"]) for feature in decoded[name]["features"]]
                read += len(shapes)
                broken += sum(not shapely.is_valid(one) for one in shapes)
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / "tile.mvt"
                    path.write_bytes(tile)
                    # One sub-process per tile is slow, so the deepest zooms are GDAL's no more.
                    if zoom <= 6:
                        told, complaint = ogr(str(path), "-oo", f"Z={zoom}", "-oo", f"X={x}", "-oo", f"Y={y}")
                        if told != len(shapes) or complaint:
                            failures.append(f"{name} {zoom}/{x}/{y}: GDAL reads {told} of {len(shapes)} {complaint}")
            median = statistics.median(times)
            print(f"  zoom {zoom}: {len(times)} tiles, {empty} empty, {read} shapes, {broken} invalid, median {median:.1f} ms")
            if broken:
                failures.append(f"{name}, zoom {zoom}: {broken} shapes are invalid")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), int(sys.argv[2]) if len(sys.argv) > 2 else 7))
