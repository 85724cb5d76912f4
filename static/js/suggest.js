// Suggestions while typing in a search field. Everything works without them: the field then is
// a plain one. The browser's own list of options is used, so that keyboards, screen readers
// and touch work as people are used to.

const WAIT_MS = 150;
const LENGTH_MIN = 2;

for (const field of document.querySelectorAll("input[data-suggest]")) {
  const options = document.createElement("datalist");
  options.id = `${field.id}-suggestions`;
  field.after(options);
  field.setAttribute("list", options.id);

  let timer;
  let asking;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest(field.value.trim()), WAIT_MS);
  });

  async function suggest(text) {
    asking?.abort();
    if (text.length < LENGTH_MIN) {
      options.replaceChildren();
      return;
    }
    asking = new AbortController();
    try {
      const query = new URLSearchParams({ q: text, locale: document.documentElement.lang });
      const answer = await fetch(`${field.dataset.suggest}?${query}`, { signal: asking.signal });
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      const texts = new Set(suggestions.map((suggestion) => suggestion.text));
      options.replaceChildren(...[...texts].map((value) => new Option(value, value)));
    } catch {
      // Without an answer there are no suggestions; the search itself does not need them.
    }
  }
}
