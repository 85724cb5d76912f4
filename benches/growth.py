#!/usr/bin/env python3
"""How much longer a lookup takes in many areas than in few of the same.

    growth.py LAYER... [--areas 290] [--points 100000] [--rounds 3] [--realtime] [--bench PROGRAM]

LAYER is GeoJSON with a feature a line, packed with gzip or not; several are one layer together. The areas
of the small layer are drawn by lot from all of them. Points lie evenly in the boxes of areas drawn
by lot, so that most hit one. The same program answers for both layers in turn, `--rounds` times.
"""
import argparse
import gzip
import json
import math
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile


def features(paths):
    for path in paths:
        read = gzip.open if path.endswith(".gz") else open
        with read(path, "rt", encoding="utf-8") as lines:
            yield from (line.rstrip("\n") for line in lines if line.strip())


def box(line):
    """West, south, east and north of a feature; nothing where it has no corners."""
    def corners(part):
        if part and isinstance(part[0], (int, float)):
            yield part
        else:
            for inner in part:
                yield from corners(inner)
    all_corners = list(corners(json.loads(line)["geometry"]["coordinates"]))
    if not all_corners:
        return None
    east, north = zip(*((corner[0], corner[1]) for corner in all_corners))
    return min(east), min(north), max(east), max(north)


def write(folder, name, lines, count, dice):
    layer, points = folder / f"{name}.geojsonl", folder / f"{name}.csv"
    layer.write_text("\n".join(lines) + "\n", encoding="utf-8")
    boxes = list(filter(None, map(box, lines)))
    with points.open("w", encoding="utf-8") as out:
        out.write("lon,lat\n")
        for _ in range(count):
            west, south, east, north = dice.choice(boxes)
            out.write(f"{dice.uniform(west, east):.6f},{dice.uniform(south, north):.6f}\n")
    return layer, points


def measure(command, layer, points):
    told = subprocess.run([*command, layer, "none", points], check=True, capture_output=True, text=True).stdout
    figures = dict(re.findall(r"^(which area, one by one|which area, one thread|memory)\s+([\d.]+)", told, re.M))
    coordinates = int(re.search(r"(\d+) coordinates", told)[1])
    return {name: float(figure) for name, figure in figures.items()} | {"coordinates": coordinates}


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("layers", nargs="+", metavar="LAYER")
    ask.add_argument("--areas", type=int, default=290)
    ask.add_argument("--points", type=int, default=100_000)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--realtime", action="store_true", help="before all other programs (root only)")
    ask.add_argument("--bench", help="the benchmark program, already built; cargo bench otherwise")
    asked = ask.parse_args()
    dice = random.Random(290)
    lines = list(features(asked.layers))
    first = ["chrt", "-r", "1"] if asked.realtime else []
    program = [asked.bench] if asked.bench else ["cargo", "bench", "--quiet", "--bench", "lookup", "--"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        few = write(folder, "few", dice.sample(lines, asked.areas), asked.points, dice)
        all_of_them = write(folder, "all", lines, asked.points, dice)
        logarithm = math.log(len(lines)) / math.log(asked.areas)
        ways = {}
        for turn in range(asked.rounds):
            small, large = (measure([*first, *program], *files) for files in (few, all_of_them))
            for way in ("which area, one by one", "which area, one thread"):
                ways.setdefault(way, []).append((small[way], large[way], large[way] / small[way]))
        print(f"{asked.areas} areas with {small['coordinates']} coordinates, and {len(lines)} with {large['coordinates']}; "
              f"memory {small['memory']} and {large['memory']} times the coordinates")
        for way, figures in ways.items():
            few_ns, all_ns, ratio = (statistics.median(column) for column in zip(*figures))
            print(f"{way:<24} {few_ns:6.1f} and {all_ns:6.1f} ns a point, {ratio:.2f} times (the logarithm: {logarithm:.2f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
