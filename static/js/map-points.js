// Service points on the map that can be moved: buttons with names, so that they are read aloud and
// reached with the tabulator. Only those in view can be reached; the list of the page has them all.

/** All service points whose position is known, as the API answers, with what is told of each. */
export async function all(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the portal answered ${answer.status}`);
  const { features } = await answer.json();
  return features.map(({ properties, geometry }) => {
    const { address, postcode, town, phone } = properties;
    const postTown = [postcode, town].filter(Boolean).join(" ");
    const tel = phone && `tel:${phone.replace(/[^0-9+]/g, "").replace(/^0/, "+46")}`;
    const wholeAddress = [address, postTown].filter(Boolean).join(", ");
    return { ...properties, at: geometry.coordinates, wholeAddress, tel };
  });
}

/** A pin whose tip is at the place. */
function pin() {
  const made = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const picture = made("svg", { viewBox: "0 0 24 32", width: 24, height: 32, "aria-hidden": "true", focusable: "false" });
  const d = "M12 31 2.4 17A11 11 0 1 1 21.6 17Zm-4-19.5a4 4 0 1 0 8 0a4 4 0 1 0-8 0z";
  picture.append(made("path", { class: "pin", d, "fill-rule": "evenodd" }));
  return picture;
}

/** Puts service points on the map, hidden at first; whoever presses one is told of it. */
export function add(library, map, points, tell) {
  const marks = points.map((point) => {
    const element = Object.assign(document.createElement("button"), { type: "button", className: "live__pin" });
    element.append(pin());
    new library.Marker({ element, anchor: "bottom" }).setLngLat(point.at).addTo(map);
    element.removeAttribute("role");
    element.removeAttribute("tabindex");
    element.setAttribute("aria-label", `${point.name}, ${point.wholeAddress}`);
    element.addEventListener("click", (event) => {
      // The map would ask what applies there.
      event.stopPropagation();
      tell(point);
    });
    return { element, at: point.at };
  });
  let shown = false;
  const place = () => {
    const { clientWidth, clientHeight } = map.getContainer();
    for (const { element, at } of marks) {
      const { x, y } = map.project(at);
      const inView = x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight;
      element.classList.toggle("live__pin--hidden", !shown || !inView);
    }
  };
  map.on("move", place);
  map.on("resize", place);
  place();
  return {
    show(wanted) {
      shown = wanted;
      place();
    },
  };
}
