// How the operator's own base map looks beneath the portal's layers: calm, in the page's colours, without
// names and pictures. Vector tiles are drawn by the names that the schemas of Protomaps and OpenMapTiles
// give their layers; a layer that the archive lacks is left out. Pictures are drawn as they are.

const KIND = ["to-string", ["coalesce", ["get", "kind"], ["get", "class"], ""]];
const among = (...kinds) => ["in", KIND, ["literal", kinds]];

const GREEN = among("forest", "wood", "park", "garden", "nature_reserve", "national_park");
const BUILT = among("residential", "urban_area", "commercial", "industrial");
const RAIL = among("rail", "transit");
const POLYGON = ["==", ["geometry-type"], "Polygon"];
const LINE = ["==", ["geometry-type"], "LineString"];

/** A width that grows with the scale: at the zooms 5, 10, 14 and 18, by the weight of the road. */
function roadWidth() {
  const heavy = ["highway", "motorway", "trunk"];
  const main = ["major_road", "primary", "secondary", "tertiary"];
  const by = (wide, middle, narrow) => ["match", KIND, heavy, wide, main, middle, narrow];
  const steps = [5, by(1.4, 0.8, 0), 10, by(3, 2, 0.8), 14, by(7, 5, 2.5), 18, by(22, 16, 10)];
  return ["interpolate", ["exponential", 1.5], ["zoom"], ...steps];
}

/**
 * What is drawn of each layer, from the ground up: its name, a filter, the paint, the first zoom. Where
 * states are told by colour above it, nothing is green: it would look like one of them.
 */
function rules(color, hasStates) {
  const fill = (token, opacity = 1) => ({ "fill-color": color(token), "fill-opacity": opacity });
  const line = (token, width, more = {}) => ({ "line-color": color(token), "line-width": width, ...more });
  const river = ["interpolate", ["linear"], ["zoom"], 6, 0.6, 14, 3];
  const dashed = { "line-dasharray": [3, 3] };
  const border = line("--line-strong", 1, dashed);
  const rail = line("--line-strong", ["interpolate", ["linear"], ["zoom"], 6, 0.5, 14, 1.5]);
  const road = line("--map-road", roadWidth());
  const greens = [
    ["landcover", GREEN, fill("--map-green")],
    ["landuse", GREEN, fill("--map-green")],
    ["park", POLYGON, fill("--map-green", 0.5)],
  ];
  return [
    ["earth", POLYGON, fill("--land")],
    ...(hasStates ? [] : greens),
    ["landcover", BUILT, fill("--map-built")],
    ["landuse", BUILT, fill("--map-built")],
    ["water", POLYGON, fill("--map-water")],
    ["water", LINE, line("--map-river", river)],
    ["waterway", LINE, line("--map-river", river)],
    ["aeroway", POLYGON, fill("--map-built")],
    ["buildings", POLYGON, fill("--map-building"), 13],
    ["building", POLYGON, fill("--map-building"), 13],
    ["transit", LINE, rail],
    ["roads", ["all", LINE, ["!", RAIL]], road],
    ["roads", ["all", LINE, RAIL], rail],
    ["transportation", ["all", LINE, ["!", RAIL]], road],
    ["transportation", ["all", LINE, RAIL], rail],
    ["boundaries", LINE, border],
    ["boundary", LINE, border],
  ];
}

/**
 * The land of an archive that draws only water on it, as OpenMapTiles do: all of its box. It is shown
 * once some of that water has come (`ground-land`), or our own coarse coast and lakes would stand beside its own.
 */
function land([west, south, east, north], color) {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  const data = { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
  const paint = { "fill-color": color("--land") };
  const layer = { id: "ground-land", type: "fill", source: "ground-land", layout: { visibility: "none" }, paint };
  return { source: { type: "geojson", data }, layer };
}

/** The sources and the layers of a base map. `color` reads a colour of the style sheet. */
export function ground({ tiles, pictures, minzoom, maxzoom, bounds, layers }, color, hasStates) {
  const source = { tiles: [location.origin + tiles], minzoom, maxzoom, ...(bounds && { bounds }) };
  if (pictures) {
    const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
    // A map made for paper would dazzle on a dark page.
    const paint = isDark ? { "raster-brightness-max": 0.6, "raster-saturation": -0.4 } : {};
    const picture = { id: "ground", type: "raster", source: "ground", paint };
    return { sources: { ground: { type: "raster", tileSize: 256, ...source } }, layers: [picture] };
  }
  const drawn = rules(color, hasStates).filter(([name]) => layers.includes(name));
  const vectors = drawn.map(([name, filter, paint, from], number) => ({
    id: `ground-${number}`,
    type: "fill-color" in paint ? "fill" : "line",
    source: "ground",
    "source-layer": name,
    filter,
    paint,
    ...(from && { minzoom: from }),
  }));
  const sources = { ground: { type: "vector", ...source } };
  const hasLand = layers.includes("earth") || !layers.includes("water") || !bounds;
  if (hasLand) return { sources, layers: vectors };
  const beneath = land(bounds, color);
  return { sources: { ...sources, "ground-land": beneath.source }, layers: [beneath.layer, ...vectors] };
}
