#!/usr/bin/env python3
"""Asks a running portal the queries of a file, one after the other: standard library only.

    search_load.py QUERIES.jsonl [--url http://127.0.0.1:8000] [--rounds 2]

A line of the file has `q`, what is asked, and `want` with `service_ids` or `id`, one of which must be
among the ten first hits (as the generator of the large corpora writes them), and `class`; a line
without `want` is only asked. Prints the share that was found in all and per class, how long the program
itself took (`took_us` of the API: median, 99th percentile, most), and how many answers a second
came over one connection. With --p99-us the exit code is 1 when the 99th percentile is more.
"""
import argparse
import collections
import http.client
import json
import sys
import time
import urllib.parse


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queries")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--p99-us", type=int)
    options = parser.parse_args()
    with open(options.queries, encoding="utf-8") as file:
        queries = [json.loads(line) for line in file if line.strip()]
    address = urllib.parse.urlsplit(options.url)
    connection = http.client.HTTPConnection(address.hostname, address.port or 80)

    found, asked = collections.Counter(), collections.Counter()
    took, elapsed = [], 0.0
    for number in range(options.rounds):
        for query in queries:
            path = "/api/v1/search?" + urllib.parse.urlencode({"q": query["q"], "locale": "sv"})
            begun = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse().read()
            elapsed += time.perf_counter() - begun
            answer = json.loads(answer)
            took.append(answer["took_us"])
            if number == 0 and "want" in query:
                want = query["want"].get("service_ids") or [query["want"]["id"]]
                asked[query["class"]] += 1
                found[query["class"]] += any(hit["id"] in want for hit in answer["hits"][:10])
    took.sort()
    for name in sorted(asked):
        print(f"{name:<12} {found[name] / asked[name]:.3f} of {asked[name]}")
    if asked:
        print(f"found among ten   {sum(found.values()) / sum(asked.values()):.3f}")
    p99 = took[len(took) * 99 // 100]
    print(f"in the program    median {took[len(took) // 2]} us, p99 {p99} us, most {took[-1]} us")
    print(f"over HTTP         {len(took) / elapsed:.0f} answers a second, one connection")
    if options.p99_us and p99 > options.p99_us:
        sys.exit(f"the 99th percentile is more than {options.p99_us} us")


if __name__ == "__main__":
    main()
