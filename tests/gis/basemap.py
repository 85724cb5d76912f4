"""Compares the base map of a running portal with its archive, read by the PMTiles project's own program.

    python tests/gis/basemap.py http://127.0.0.1:8000 maps/norr.pmtiles

Needs `pmtiles` from PyPI. The portal never needs it, and `cargo test` writes archives of its own; this
shows that others read the same. Ends with 1 when a tile is not as it is stored, or where the archive has
none and the portal does.
"""

import json
import sys
import urllib.error
import urllib.request

from pmtiles.reader import MmapSource, Reader, all_tiles

# So many addresses of each zoom are asked for besides those of the archive's tiles.
OTHERS = 64


def get(url):
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def main(base, path):
    with urllib.request.urlopen(f"{base}/basemap.json") as response:
        described = json.load(response)
    ending = described["tiles"][0].split("{y}")[1]
    tile = lambda z, x, y: get(f"{base}/basemap/{z}/{x}/{y}{ending}")
    wrong, number = [], 0
    with open(path, "rb") as file:
        source = MmapSource(file)
        for (z, x, y), stored in all_tiles(source):
            number += 1
            if tile(z, x, y) != (200, stored):
                wrong.append((z, x, y))
        reader = Reader(source)
        for z in range(described["minzoom"], described["maxzoom"] + 1):
            side = 2**z
            for step in range(min(OTHERS, side * side)):
                x, y = step * 7919 % side, step * 104729 % side
                status, body = tile(z, x, y)
                stored = reader.get(z, x, y)
                if (status, body) != ((204, b"") if stored is None else (200, stored)):
                    wrong.append((z, x, y))
    print(f"{number} tiles of {path}: {len(wrong)} are not as they are stored {wrong[:5]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
