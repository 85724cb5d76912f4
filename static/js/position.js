// "Use my position": an extra of the form it stands in. It is shown only where the browser can
// answer and the connection is safe. The position is rounded to about ten metres, sent once to
// find the municipality, and not kept.

const WAIT_MS = 15000;
const DECIMALS = 4;

for (const part of document.querySelectorAll("[data-position]")) {
  if (!window.isSecureContext || !navigator.geolocation) continue;
  part.hidden = false;
  const button = part.querySelector("button");
  const told = part.querySelector("[data-denied]");
  button.addEventListener("click", () => {
    told.textContent = "";
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => go(button.form, coords),
      () => {
        button.removeAttribute("aria-busy");
        told.textContent = told.dataset.denied;
      },
      { timeout: WAIT_MS, maximumAge: 60000 },
    );
  });
}

/** Sends the form with coordinates instead of a written place. */
function go(form, { latitude, longitude }) {
  const fields = new FormData(form);
  fields.delete("place");
  const query = new URLSearchParams([...fields].filter(([, value]) => value));
  query.set("lat", latitude.toFixed(DECIMALS));
  query.set("lon", longitude.toFixed(DECIMALS));
  location.assign(`${form.action}?${query}`);
}
