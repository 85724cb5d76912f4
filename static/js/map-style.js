// How the map that can be moved looks: the colours and patterns of the page's own map.

const STATES = ["provided", "handled", "elsewhere", "missing", "unknown"];
const PATTERN_PX = 16;

/** A colour of the style sheet as MapLibre reads it. */
export function color(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  pen.fillStyle = getComputedStyle(probe).color;
  pen.fillRect(0, 0, 1, 1);
  probe.remove();
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

function tiles(layer) {
  return {
    type: "vector",
    tiles: [`${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt`],
    maxzoom: 14,
    bounds: [-180, -85, 180, 85],
  };
}

/** How much the states let through of the operator's base map. */
const ABOVE_GROUND = 0.5;

/**
 * The whole style: the areas with their states, the background, the lines of other layers. With a base
 * map of the operator's, our own lies beneath it, for where it has nothing.
 */
export function style({ layer, base, areas, others, ground }) {
  const codes = (wanted) => areas.filter(wanted).map((area) => area.code);
  const among = (list) => ["in", ["get", "code"], ["literal", list]];
  const fill = (id, source, filter, paint) => ({ id, type: "fill", source, "source-layer": source, filter, paint });
  const line = (id, source, filter, paint) => ({ id, type: "line", source, "source-layer": source, filter, paint });
  const sources = { [layer]: tiles(layer), asked: { type: "geojson", data: point() } };
  const water = color(ground ? "--map-water" : "--water");
  const layers = [{ id: "water", type: "background", paint: { "background-color": water } }];
  if (base) {
    sources[base] = tiles(base);
    layers.push(fill("land", base, among(["land"]), { "fill-color": color("--land") }));
    layers.push(line("borders", base, ["==", ["geometry-type"], "LineString"], {
      "line-color": color("--line-strong"),
      "line-dasharray": [3, 3],
    }));
  }
  const lakes = base ? [fill("lakes", base, among(["lake"]), { "fill-color": water })] : [];
  const plain = ground ? () => true : (area) => !area.state;
  layers.push(fill("area", layer, among(codes(plain)), { "fill-color": color(ground ? "--land" : "--map-plain") }));
  if (ground) {
    Object.assign(sources, ground.sources);
    layers.push(...lakes, ...ground.layers);
  }
  for (const state of STATES) {
    const own = codes((area) => area.state === state);
    if (own.length === 0) continue;
    layers.push(fill(`state-${state}`, layer, among(own), {
      "fill-color": color(`--map-${state}`),
      "fill-opacity": ground ? ABOVE_GROUND : 1,
    }));
    if (state !== "provided") {
      layers.push(fill(`pattern-${state}`, layer, among(own), { "fill-pattern": state }));
    }
  }
  if (!ground) layers.push(...lakes);
  layers.push(line("area-line", layer, among(codes(() => true)), {
    "line-color": color(ground ? "--brand" : "--paper"),
    "line-width": ["interpolate", ["linear"], ["zoom"], 4, 1, 9, 3],
  }));
  for (const other of others) {
    sources[other] = tiles(other);
    layers.push(line(`over-${other}`, other, ["has", "code"], {
      "line-color": color("--ink"),
      "line-width": 2,
      "line-dasharray": [4, 2],
    }));
  }
  layers.push({
    id: "asked",
    type: "circle",
    source: "asked",
    paint: {
      "circle-radius": 7,
      "circle-color": color("--brand"),
      "circle-stroke-color": color("--paper"),
      "circle-stroke-width": 3,
    },
  });
  return { version: 8, sources, layers };
}

const INKS = { handled: "--other", elsewhere: "--other", missing: "--none", unknown: "--unsure" };

/** Draws the pattern of a state when the map misses it, so that nobody has to tell colours apart. */
export function addPattern(map, state) {
  if (!(state in INKS)) return;
  const side = PATTERN_PX;
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const pen = canvas.getContext("2d");
  pen.strokeStyle = pen.fillStyle = color(INKS[state]);
  pen.globalAlpha = 0.55;
  pen.lineWidth = 1.5;
  pen.beginPath();
  if (state === "unknown") {
    pen.arc(side / 2, side / 2, 1.6, 0, 2 * Math.PI);
    pen.fill();
  } else {
    for (const shift of [-side, 0, side]) {
      pen.moveTo(shift, side);
      pen.lineTo(shift + side, 0);
    }
    if (state === "missing") {
      pen.moveTo(0, 0);
      pen.lineTo(side, side);
    }
    pen.stroke();
  }
  map.addImage(state, pen.getImageData(0, 0, side, side));
}

/** A place that was asked about, or none. */
export function point(at) {
  const features = at
    ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [at.lng, at.lat] } }]
    : [];
  return { type: "FeatureCollection", features };
}
