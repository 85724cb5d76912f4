#!/usr/bin/env python3
"""Compare the lookup of points with GEOS (Shapely), in answers and in time.

    against-shapely.py LAYER CODE [--random 100000] [--hard 20000] [--distances 2000]
    against-shapely.py LAYER CODE --points POINTS.csv

LAYER is GeoJSON (also .gz) or one feature a line, CODE the property with the areas' ids. Random points
lie evenly in the box of the layer; hard ones on vertices, on edges, level with vertices, and a tiny step
beside vertices and edges. Every answer must be that of GEOS: all areas that cover the point, the lowest
id first. Distances to borders are measured again in an azimuthal equidistant projection around each
point (pyproj) and must agree within 1 %. Exit code 0 when all agree.

Needs shapely 2, numpy and pyproj; runs `cargo bench --bench lookup`.
"""
import argparse
import csv
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import numpy
import shapely
from shapely.geometry import shape

NEAREST_MAX_M = 10_000
ACCURACY_M = 2_000


def read(path, code):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as file:
        text = file.read()
    try:
        features = json.loads(text)["features"]
    except json.JSONDecodeError:
        features = [json.loads(line) for line in text.splitlines()]
    features = [f for f in features if f["geometry"]["type"] in ("Polygon", "MultiPolygon")]
    areas = sorted((f["properties"][code], number) for number, f in enumerate(features))
    shapes = [shape(features[number]["geometry"]) for _, number in areas]
    valid = [number for number, one in enumerate(shapes) if shapely.is_valid(one)]
    print(f"{len(shapes)} areas, {len(shapes) - len(valid)} of them not valid and left out")
    kept = [features[areas[number][1]] for number in valid]
    return [areas[number][0] for number in valid], numpy.array([shapes[n] for n in valid]), kept


def points_of(shapes, count_random, count_hard, seed=4):
    dice = random.Random(seed)
    x0, y0, x1, y1 = shapely.total_bounds(shapes)
    points = [(round(dice.uniform(x0, x1), 6), round(dice.uniform(y0, y1), 6)) for _ in range(count_random)]
    boundaries = [shapely.get_parts(shapely.boundary(one)) for one in shapes]
    lines = [shapely.get_coordinates(line) for parts in boundaries for line in parts]
    weights = [len(line) for line in lines]
    for line in dice.choices(lines, weights, k=count_hard):
        at = dice.randrange(len(line) - 1)
        (ax, ay), (bx, by) = line[at], line[at + 1]
        kind = dice.randrange(6)
        along = dice.choice([0.5, 0.25, dice.random()])
        mx, my = ax + (bx - ax) * along, ay + (by - ay) * along
        tiny = dice.choice([1e-6, 1e-9, 1e-12, 5e-15, -5e-15, -1e-12, -1e-9, -1e-6])
        points.append([
            (ax, ay), (mx, my), (ax + tiny, ay), (mx, my + tiny),
            (ax + dice.uniform(-1, 1), ay), (ax, ay + dice.uniform(-1, 1)),
        ][kind])
    return numpy.array(points)


def inside(shapes, points):
    """The numbers of the areas that cover each point, in order."""
    tree = shapely.STRtree(shapes)
    geometry = shapely.points(points)
    tree.query(geometry[:1000], predicate="covered_by")
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        pairs = tree.query(geometry, predicate="covered_by")
        rounds.append((time.perf_counter() - start) / len(points) * 1e9)
    print(f"Shapely STRtree, bulk query{'':17} {min(rounds):>8.1f} ns a point")
    covering = [[] for _ in points]
    for point, area in pairs.T:
        covering[point].append(area)
    return [sorted(areas) for areas in covering]


def away(shapes, tree, point):
    """The distances in metres to the areas within reach, measured around the point."""
    import pyproj
    lon, lat = point
    to_plane = pyproj.Transformer.from_crs("EPSG:4326", f"+proj=aeqd +lat_0={lat} +lon_0={lon} +ellps=WGS84", always_xy=True)
    reach = 0.12
    box = shapely.box(lon - reach / numpy.cos(numpy.radians(lat)), lat - reach, lon + reach / numpy.cos(numpy.radians(lat)), lat + reach)
    distances = {}
    for area in tree.query(box):
        # Only what lies near: projecting far corners would bend long edges.
        border = shapely.intersection(shapely.boundary(shapes[area]), box)
        if shapely.is_empty(border):
            continue
        # An edge is straight in degrees; on the ground it is bent, which many short ones follow.
        border = shapely.segmentize(border, 0.0005)
        flat = shapely.transform(border, lambda c: numpy.column_stack(to_plane.transform(c[:, 0], c[:, 1])))
        distances[area] = shapely.distance(flat, shapely.points(0, 0))
    return distances


def judge_distances(codes, shapes, points, covering, answers, count):
    tree = shapely.STRtree(shapes)
    numbers = {code: number for number, code in enumerate(codes)}
    wrong, judged, worst = 0, 0, 0.0
    for at in random.Random(5).sample(range(len(points)), min(count, len(points))):
        answer, true = answers[at], away(shapes, tree, points[at])
        told = {numbers[code]: float(metres) for code, metres in (pair.rsplit("=", 1) for pair in answer["near"].split())}
        if answer["match"] == "nearest":
            told[numbers[answer["areas"]]] = float(answer["distance_m"])
        for area, metres in told.items():
            if area in covering[at]:
                continue
            judged += 1
            error = abs(metres - true[area]) / max(true[area], 1)
            worst = max(worst, error)
            wrong += error > 0.01
            if error > 0.01 and wrong < 10:
                print("distance", points[at], codes[area], metres, true[area])
        least = min(true.values(), default=numpy.inf)
        if not covering[at] and least < NEAREST_MAX_M * 0.99:
            # The nearest, or one that is as near within a hundredth.
            if answer["match"] != "nearest" or true[numbers[answer["areas"]]] > least * 1.01 + 1:
                wrong += 1
                print("nearest", points[at], answer, least)
        missing = [codes[a] for a, d in true.items() if d < ACCURACY_M * 0.99 and a not in told and codes[a] != answer["areas"].split(" ")[0]]
        if missing:
            wrong += 1
            print("not told", points[at], missing, answer)
    print(f"distances: {judged} judged, worst {worst:.3%} off, {wrong} wrong")
    return wrong


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("layer")
    ask.add_argument("code")
    ask.add_argument("--random", type=int, default=100_000)
    ask.add_argument("--hard", type=int, default=20_000)
    ask.add_argument("--distances", type=int, default=2_000)
    ask.add_argument("--points", help="a table with lon and lat instead of points of our own")
    ask.add_argument("--program", help="the built benchmark, when cargo should not build it")
    asked = ask.parse_args()
    codes, shapes, features = read(asked.layer, asked.code)
    if asked.points:
        with open(asked.points) as file:
            points = numpy.array([(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)])
    else:
        points = points_of(shapes, asked.random, asked.hard)
    with tempfile.TemporaryDirectory() as folder:
        layer, table, told = (os.path.join(folder, name) for name in ("layer.geojson", "points.csv", "told.csv"))
        with open(layer, "w", encoding="utf-8") as file:
            json.dump({"type": "FeatureCollection", "features": features}, file)
        with open(table, "w") as file:
            file.write("lon,lat\n")
            file.writelines(f"{x!r},{y!r}\n" for x, y in points.tolist())
        cargo = ["cargo", "bench", "--quiet", "--bench", "lookup", "--"]
        command = ([asked.program] if asked.program else cargo) + [layer, asked.code, table, told]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")
        with open(told, newline="") as file:
            answers = list(csv.DictReader(file))
    covering = inside(shapes, points)
    wrong = 0
    for point, areas, answer in zip(points, covering, answers):
        expected = [codes[area] for area in areas]
        given = answer["areas"].split() if answer["match"] == "inside" else []
        if given != expected or answer["first"] != (expected or [""])[0]:
            wrong += 1
            if wrong < 10:
                print("differs at", point, "GEOS says", expected, "we say", given, answer["first"])
    print(f"areas: {len(points)} points, {wrong} differ from GEOS")
    if asked.distances:
        wrong += judge_distances(codes, shapes, points, covering, answers, asked.distances)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
