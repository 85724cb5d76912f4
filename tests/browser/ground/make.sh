#!/bin/sh
# Makes norr.pmtiles of the shapes beside it, which were drawn for the test and show no real place.
# Needs GDAL (ogr2ogr) and pmtiles-convert (PyPI pmtiles 3.8.1); norr.pmtiles was made so on 2026-11-27.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for file in *.geojson; do
  [ -f "$folder/all.gpkg" ] && update=-update || update=
  ogr2ogr $update -f GPKG "$folder/all.gpkg" "$file" -nln "${file%.geojson}"
done
ogr2ogr -f MBTILES "$folder/norr.mbtiles" "$folder/all.gpkg" -dsco MINZOOM=0 -dsco MAXZOOM=6 -dsco NAME=Prov
pmtiles-convert "$folder/norr.mbtiles" norr.pmtiles
