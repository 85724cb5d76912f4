// Suggestions while typing in a search field: a combobox with a list, after the ARIA Authoring
// Practices. Everything works without it: the field then is a plain one. Focus stays in the field;
// the arrow keys move through the list, Enter searches for what is chosen, Escape closes the list.

const WAIT_MS = 120;
const LENGTH_MIN = 2;

for (const field of document.querySelectorAll("input[data-suggest]")) combobox(field);

function combobox(field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestLabel);
  list.hidden = true;
  const said = document.createElement("p");
  said.className = "ds-sr-only";
  said.setAttribute("role", "status");
  field.after(list, said);
  field.parentElement.classList.add("has-suggestions");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  let timer;
  let asking;
  let typed = field.value;

  const options = () => [...list.children];
  const chosen = () => options().findIndex((option) => option.ariaSelected === "true");

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    list.replaceChildren();
    said.textContent = "";
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function show(texts) {
    list.replaceChildren(...texts.map((text, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.textContent = text;
      return option;
    }));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    field.removeAttribute("aria-activedescendant");
    said.textContent = field.dataset.suggestHint;
  }

  function choose(number) {
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const option = options()[number];
    if (option) {
      field.value = option.textContent;
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field.value = typed;
      field.removeAttribute("aria-activedescendant");
    }
  }

  async function ask() {
    asking?.abort();
    if (typed.trim().length < LENGTH_MIN) return close();
    asking = new AbortController();
    const query = new URLSearchParams({ q: typed.trim(), locale: document.documentElement.lang });
    try {
      const answer = await fetch(`${field.dataset.suggest}?${query}`, { signal: asking.signal });
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      const texts = [...new Set(suggestions.map((suggestion) => suggestion.text))];
      if (texts.length === 0) close();
      else show(texts);
    } catch {
      // Without an answer there are no suggestions; the search itself does not need them.
    }
  }

  field.addEventListener("input", () => {
    typed = field.value;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });

  field.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" && last < 0) {
      ask();
    } else if (event.key === "ArrowDown") {
      choose(chosen() < last ? chosen() + 1 : -1);
    } else if (event.key === "ArrowUp" && last >= 0) {
      choose(chosen() < 0 ? last : chosen() - 1);
    } else if (event.key === "Escape" && !list.hidden) {
      field.value = typed;
      close();
    } else {
      if (event.key === "Tab" || event.key === "Enter") close();
      return;
    }
    event.preventDefault();
  });

  // The mouse must not take the focus from the field before the choice is made.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    field.value = option.textContent;
    close();
    field.form.requestSubmit();
  });
  field.addEventListener("blur", close);
}
