// The main job as a new visitor would do it: by typing, choosing and pressing, with JavaScript off.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { root, startBrowser, startPortal } from "./portal.mjs";

let portal;
let browser;

before(async () => {
  [portal, browser] = await Promise.all([startPortal(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await portal?.stop();
});

/** Opens the start page as a visitor on a phone without JavaScript. */
async function visitor() {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    locale: "sv-SE",
  });
  const page = await context.newPage();
  await page.goto(portal.url);
  return { context, page };
}

/** Searches from the start page and opens the first hit that leads to building permits. */
async function searchForBuildingPermit(page) {
  await page.getByRole("searchbox").first().fill("hur ansöker jag om bygglov");
  await page.getByRole("searchbox").first().press("Enter");
  await page.locator("main").getByRole("link", { name: "Bygglov", exact: true }).first().click();
  assert.equal(await page.locator("h1").innerText(), "Bygglov");
}

/** Writes a place in the service page's chooser. */
async function choose(page, place) {
  const field = page.locator("main input[name=place]").first();
  await field.fill(place);
  await field.press("Enter");
}

test("Sollefteå: a search ends at the municipality's own e-service", async () => {
  const { context, page } = await visitor();
  await searchForBuildingPermit(page);
  await choose(page, "Sollefteå");
  assert.ok(page.url().endsWith("/sv/tjanster/bygglov/solleftea"), page.url());
  const link = page.locator('main a[href="https://e-tjanster.solleftea.se/oversikt/overview/146"]');
  assert.ok((await link.count()) >= 1, "the e-service of Sollefteå");
  await context.close();
});

test("Ånge: the same search ends at Bräcke, with the reason", async () => {
  const { context, page } = await visitor();
  await searchForBuildingPermit(page);
  await choose(page, "Ånge");
  assert.ok(page.url().endsWith("/sv/tjanster/bygglov/ange"), page.url());
  const main = await page.locator("main").innerText();
  assert.match(main, /Bräcke/);
  assert.match(main, /e-tjanster\.ange\.se/, "the source of the reason");
  await context.close();
});

test("Umeå: where nothing is known the page says so and gives portal, site or telephone", async () => {
  const { context, page } = await visitor();
  await searchForBuildingPermit(page);
  await choose(page, "Umeå");
  const main = page.locator("main");
  assert.match(await main.innerText(), /vet inte/);
  assert.ok((await main.locator('a[href^="https://www.umea.se"]').count()) >= 1, "the site");
  assert.ok((await main.locator('a[href^="tel:"]').count()) >= 1, "the telephone");
  await context.close();
});

test("coordinates are understood as a place", async () => {
  const { context, page } = await visitor();
  await page.goto(`${portal.url}/sv/valj-plats?place=62.39%2C+17.31`);
  assert.match(await page.locator("main").innerText(), /Sundsvall/);
  await context.close();
});

test("the language switch stays on the page", async () => {
  const { context, page } = await visitor();
  await page.goto(`${portal.url}/sv/tjanster/bygglov/ange`);
  await page.getByRole("link", { name: "English" }).first().click();
  assert.ok(page.url().endsWith("/en/services/bygglov/ange"), page.url());
  await context.close();
});

test("the municipality is remembered only when asked, and forgotten again", async () => {
  const { context, page } = await visitor();
  await page.goto(`${portal.url}/sv/kommuner/sundsvall`);
  assert.deepEqual(await context.cookies(), []);
  await page.locator('form[action="/remember"] button').first().click();
  const cookies = await context.cookies();
  assert.deepEqual(cookies.map(({ name, value }) => [name, value]), [["municipality", "2281"]]);
  await page.locator('form[action="/remember"] button').first().click();
  assert.deepEqual(await context.cookies(), []);
  await context.close();
});

test("suggestions are a combobox for the keyboard, the mouse and a screen reader", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "sv-SE" });
  const page = await context.newPage();
  await page.goto(portal.url);
  const field = page.getByRole("combobox").first();
  const options = page.locator("[role=listbox] [role=option]");
  const chosen = page.locator('[role=option][aria-selected="true"]');
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  await field.pressSequentially("bygg");
  await options.first().waitFor();
  assert.equal(await field.getAttribute("aria-expanded"), "true");
  assert.equal(await options.first().evaluate((it) => it.parentElement.id), await field.getAttribute("aria-controls"));
  assert.ok((await page.locator("[role=status]").first().textContent()).length > 0, "a screen reader is told");

  await field.press("ArrowDown");
  assert.equal(await field.getAttribute("aria-activedescendant"), await chosen.getAttribute("id"));
  assert.equal(await field.inputValue(), await chosen.textContent());
  await field.press("Escape");
  assert.equal(await field.inputValue(), "bygg", "what was typed comes back");
  assert.equal(await field.getAttribute("aria-expanded"), "false");
  assert.equal(await options.count(), 0);

  // The arrow opens the list again, Enter searches for what is chosen.
  await field.press("ArrowDown");
  await options.first().waitFor();
  await field.press("ArrowDown");
  const wanted = await field.inputValue();
  await field.press("Enter");
  await page.waitForURL(/\/sv\/sok\?/);
  assert.equal(new URL(page.url()).searchParams.get("q"), wanted);

  const again = page.getByRole("combobox").first();
  await again.fill("");
  await again.pressSequentially("avl");
  await options.first().waitFor();
  const clicked = await options.first().textContent();
  await options.first().click();
  await page.waitForURL((url) => url.searchParams.get("q") === clicked);

  // One letter is too few to ask, and leaving the field closes the list.
  await again.fill("");
  await again.pressSequentially("b");
  await page.waitForTimeout(400);
  assert.equal(await options.count(), 0);
  await again.pressSequentially("y");
  await options.first().waitFor();
  await again.press("Tab");
  assert.equal(await options.count(), 0);
  await context.close();
});

test("the pictures of the README", { skip: !process.env.SAMVIS_PICTURES }, async () => {
  const folder = `${root}/docs/pictures`;
  await mkdir(folder, { recursive: true });
  const shots = [
    ["start", "/sv/", "light", 1280, 900],
    ["search", "/sv/sok?q=hur+ans%C3%B6ker+jag+om+bygglov", "light", 1280, 900],
    ["answer", "/sv/tjanster/bygglov/ange", "light", 1280, 900],
    ["map", "/sv/tjanster/bygglov", "light", 1280, 900],
    ["phone", "/sv/tjanster/bygglov/solleftea", "light", 390, 844],
    ["dark", "/sv/", "dark", 390, 844],
  ];
  for (const [name, path, colorScheme, width, height] of shots) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height } });
    const page = await context.newPage();
    await page.goto(portal.url + path);
    await page.screenshot({ path: `${folder}/${name}.png` });
    await context.close();
  }
});
