// The map that can be moved. Nothing of it is fetched before somebody opens it; the page's own map
// and list show the same without it. Everything comes from this portal: the program, the tiles,
// the answers. What is shown stands in the address, so that it can be sent on.

const live = document.getElementById("live");
const opener = document.getElementById("live-open");
const figure = document.querySelector("#stage > .map");
const form = document.getElementById("map-form");
const here = document.getElementById("live-here");

const PADDING_PX = 24;

let map;
let areas;
let looks;
let grounds;
let points;
let pins;

if (live && opener && figure && window.WebGL2RenderingContext) {
  opener.parentElement.hidden = false;
  opener.addEventListener("click", open);
  if ("open" in live.dataset) open();
}

async function open() {
  opener.setAttribute("aria-busy", "true");
  try {
    const library = await import(live.dataset.library);
    looks = await import(live.dataset.looks);
    if (live.dataset.points) points = await import(live.dataset.pointsProgram);
    // Without the places to visit, the rest of the map still works, and the page can list them.
    const toVisit = (await points?.all(live.dataset.points).catch(console.warn)) ?? [];
    // Without the operator's base map, our own is there.
    if (live.dataset.ground) grounds = await import(live.dataset.groundLooks).catch(console.warn);
    library.setWorkerUrl(new URL(live.dataset.worker, location).href);
    figure.hidden = true;
    opener.parentElement.hidden = true;
    live.hidden = false;
    await start(library, toVisit);
    address({ live: "1" });
    map.getCanvas().focus();
  } catch (error) {
    close();
    opener.parentElement.hidden = false;
    opener.nextElementSibling.textContent = live.dataset.failed;
    console.warn(error);
  }
  opener.removeAttribute("aria-busy");
}

function close() {
  map?.remove();
  map = undefined;
  pins = undefined;
  live.hidden = true;
  figure.hidden = false;
  opener.parentElement.hidden = false;
  here.replaceChildren();
  address({ live: null });
  opener.focus();
}

/** Changes the address without loading anything. */
function address(changes) {
  const url = new URL(location);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  history.replaceState(null, "", url);
}

function style() {
  const { layer, base } = live.dataset;
  const others = layerBoxes().map((box) => box.value);
  const hasStates = areas.some((area) => area.state);
  const ground = grounds?.ground(JSON.parse(live.dataset.ground), looks.color, hasStates);
  return looks.style({ layer, base, areas, others, ground });
}

async function start(library, toVisit) {
  areas = JSON.parse(live.dataset.areas);
  const [west, south, east, north] = live.dataset.bounds.split(",").map(Number);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  map = new library.Map({
    container: "live-map",
    style: style(),
    bounds: [west, south, east, north],
    fitBoundsOptions: { padding: PADDING_PX },
    maxBounds: [west - 12, south - 4, east + 12, north + 3],
    attributionControl: false,
    dragRotate: false,
    touchPitch: false,
    pitchWithRotate: false,
    rollEnabled: false,
    fadeDuration: still ? 0 : 200,
    locale: { "Map.Title": document.getElementById("live-title").textContent },
  });
  map.setMissingStyleImageResolver((id) => looks.addPattern(map, id));
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  // A page must scroll on when the pointer only passes over the map.
  map.scrollZoom.disable();
  map.on("mousedown", () => map.scrollZoom.enable());
  map.getCanvas().addEventListener("blur", () => map?.scrollZoom.disable());
  map.getCanvas().setAttribute("aria-describedby", "live-keys");
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Enter") ask(map.getCenter());
  });
  map.on("click", (event) => ask(event.lngLat));
  addNames(library);
  pins = points?.add(library, map, toVisit, tellPoint);
  if (grounds) map.on("sourcedata", showLand);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    map?.setStyle(style(), { diff: false });
    map?.once("style.load", showLayers);
  });
  await map.once("load");
  map.on("idle", () => {
    // For whoever tests: how many areas are drawn, and how much of the operator's base map.
    live.dataset.drawn = map.queryRenderedFeatures({ layers: ["area-line"] }).length;
    if (grounds) live.dataset.drawnGround = map.queryRenderedFeatures().filter((it) => it.source === "ground").length;
  });
  for (const box of [...layerBoxes(), pointBox()]) box?.addEventListener("change", showLayers);
  showLayers();
  const asked = new URLSearchParams(location.search);
  if (asked.has("lat") && asked.has("lon")) {
    ask({ lat: Number(asked.get("lat")), lng: Number(asked.get("lon")) });
  }
}

/** Shows the land of a base map that has only the water on it, once some of its water has come. */
function showLand({ sourceId, tile }) {
  const land = sourceId === "ground" && tile && map.getLayer("ground-land");
  if (land?.visibility !== "none") return;
  const water = map.querySourceFeatures("ground", { sourceLayer: "water" });
  if (water.length > 0) map.setLayoutProperty("ground-land", "visibility", "visible");
}

/** The names of the municipalities, where there is room for them. */
function addNames(library) {
  const names = areas.map(({ name, at }) => {
    const element = document.createElement("span");
    element.className = "live__name";
    element.textContent = name;
    element.setAttribute("aria-hidden", "true");
    new library.Marker({ element }).setLngLat(at).addTo(map);
    element.removeAttribute("role");
    element.removeAttribute("tabindex");
    element.removeAttribute("aria-label");
    return { element, at };
  });
  const place = () => {
    const taken = [];
    for (const { element, at } of names) {
      const { x, y } = map.project(at);
      const [width, height] = [element.offsetWidth / 2, element.offsetHeight / 2];
      const box = [x - width, y - height, x + width, y + height];
      const free = taken.every((other) => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]);
      element.classList.toggle("live__name--hidden", !free);
      if (free) taken.push(box);
    }
  };
  map.on("move", place);
  map.on("resize", place);
  place();
}

/** Tells of a place to visit. */
function tellPoint({ name, wholeAddress, opening_hours: openingHours, phone, tel, url }) {
  const link = (label, href) => paragraph(Object.assign(text("a", label), { href }));
  const told = [text("h3", name), text("p", wholeAddress)];
  if (openingHours) told.push(text("p", openingHours));
  if (phone) told.push(link(phone, tel));
  told.push(link(live.dataset.pointMore.replace("{name}", name), url));
  here.replaceChildren(...told);
}

/** The box that shows the places to visit, which are no layer of tiles. */
function pointBox() {
  return form?.querySelector("input[data-points]");
}

function layerBoxes() {
  return [...(form?.querySelectorAll("input[name=layers]:not([data-points])") ?? [])];
}

function showLayers() {
  const shown = [...layerBoxes(), pointBox()].filter((box) => box?.checked);
  pins?.show(pointBox()?.checked ?? false);
  for (const box of layerBoxes()) {
    map?.setLayoutProperty(`over-${box.value}`, "visibility", box.checked ? "visible" : "none");
  }
  if (map) address({ layers: shown.map((box) => box.value).join(",") });
}

/** What applies here: the same answers that programs get from the API. */
async function ask(at) {
  const [lat, lon] = [at.lat.toFixed(4), at.lng.toFixed(4)];
  map.getSource("asked")?.setData(looks.point(at));
  address({ lat, lon, place: null });
  const question = new URLSearchParams({ lat, lon });
  const found = async (layer) => {
    const answer = await fetch(`/api/v1/areas?${question}&layer=${layer}`);
    if (!answer.ok) throw new Error(`the portal answered ${answer.status}`);
    return answer.json();
  };
  const shown = layerBoxes().filter((box) => box.checked);
  try {
    const layers = [live.dataset.layer, ...shown.map((box) => box.value)];
    const [nearest, own, ...others] = await Promise.all([nearestPoints(question), ...layers.map(found)]);
    tell(own, others.map((other, number) => [shown[number].labels[0].textContent.trim(), other]));
    here.append(...nearest);
  } catch (error) {
    here.textContent = live.dataset.failed;
    console.warn(error);
  }
}

/** The places to visit that are nearest, when they are shown. */
async function nearestPoints(question) {
  if (!pins || !pointBox()?.checked) return [];
  const answer = await fetch(`/api/v1/service-points?${question}&limit=3&locale=${document.documentElement.lang}`);
  if (!answer.ok) throw new Error(`the portal answered ${answer.status}`);
  const { service_points: found } = await answer.json();
  const list = document.createElement("ul");
  for (const { name, url, distance_m } of found.filter((one) => one.distance_m !== null)) {
    const item = document.createElement("li");
    const label = filled(live.dataset.nearOne, { name, distance_m });
    item.append(Object.assign(text("a", label), { href: url }));
    list.append(item);
  }
  return list.children.length > 0 ? [text("p", live.dataset.nearestPoints), list] : [];
}

function tell(found, others) {
  const words = live.dataset;
  const own = found.areas[0];
  const known = own && areas.find((area) => area.code === own.code);
  const parts = [];
  if (!own) parts.push(text("p", words.nowhere));
  else if (found.match === "nearest") parts.push(text("p", filled(words.nearest, own)));
  else parts.push(text("h3", filled(words.here, own)));
  if (known) {
    const legend = document.querySelector(`#legend .state--${known.state}`);
    if (legend) parts.push(paragraph(legend.cloneNode(true)));
    const label = filled(words.goService ?? words.go, own);
    parts.push(paragraph(Object.assign(text("a", label), { href: known.href })));
  }
  for (const [title, other] of others) {
    const names = other.areas.map((area) => area.name).join(", ");
    if (names) parts.push(text("p", `${title}: ${names}`));
  }
  const near = found.near_border.map((area) => [area, areas.find((one) => one.code === area.code)]);
  if (near.some(([, one]) => one)) {
    const list = document.createElement("ul");
    for (const [area, one] of near.filter(([, one]) => one)) {
      const item = document.createElement("li");
      item.append(Object.assign(text("a", filled(words.nearOne, area)), { href: one.href }));
      list.append(item);
    }
    parts.push(text("p", words.near), list);
  }
  here.replaceChildren(...parts);
}

function filled(words, { name, distance_m }) {
  const km = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  return words.replace("{name}", name).replace("{km}", km.format(Math.max(distance_m / 1000, 0.1)));
}

function text(tag, content) {
  return Object.assign(document.createElement(tag), { textContent: content });
}

function paragraph(...content) {
  const element = document.createElement("p");
  element.append(...content);
  return element;
}

const actions = {
  in: () => map.zoomIn(),
  out: () => map.zoomOut(),
  whole: () => {
    const [west, south, east, north] = live.dataset.bounds.split(",").map(Number);
    map.fitBounds([west, south, east, north], { padding: PADDING_PX });
  },
  full: () => (document.fullscreenElement ? document.exitFullscreen() : live.requestFullscreen()),
  close,
};

live?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button && map) actions[button.dataset.do]();
});
document.addEventListener("fullscreenchange", () => {
  const button = live?.querySelector("[data-do=full]");
  button?.setAttribute("aria-pressed", String(document.fullscreenElement === live));
  map?.resize();
});
