// The map that can be moved: it draws the portal's own tiles, is used with the keyboard alone, answers
// what applies at a place, and asks no other host. Without scripts the page shows the same as SVG and list.

import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { appendFile, copyFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { root, startBrowser, startPortal } from "./portal.mjs";

let portal;
let browser;

before(async () => {
  // The browser draws WebGL by itself where there is no graphics card.
  const software = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];
  [portal, browser] = await Promise.all([startPortal(), startBrowser(software)]);
});

after(async () => {
  await browser?.close();
  await portal?.stop();
});

/** A page of the map, with what went wrong on it and what it fetched. */
async function opened(query, options = {}, of = portal) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const seen = { wrong: [], tiles: [], foreign: [] };
  page.on("console", (message) => message.type() === "error" && seen.wrong.push(message.text()));
  page.on("pageerror", (error) => seen.wrong.push(String(error)));
  page.on("request", (request) => request.url().startsWith(of.url) || seen.foreign.push(request.url()));
  page.on("response", (answer) => /\.mvt(\?|$)/.test(answer.url()) && seen.tiles.push(answer.status()));
  await page.goto(`${of.url}/sv/karta${query}`);
  return { context, page, seen };
}

/** Goes on with the tabulator until this element has the focus. */
async function tabTo(page, selector) {
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((it) => document.activeElement?.matches(it), selector)) return;
  }
  assert.fail(`${selector} cannot be reached with the tabulator`);
}

/** Waits until the map has drawn areas, and tells how many. */
async function drawn(page) {
  await page.waitForFunction(() => Number(document.getElementById("live").dataset.drawn) > 0);
  return page.evaluate(() => Number(document.getElementById("live").dataset.drawn));
}

test("the map is opened, moved, asked and closed with the keyboard alone", async () => {
  const { context, page, seen } = await opened("?service=bygglov", { reducedMotion: "reduce" });
  await tabTo(page, "#live-open");
  await page.keyboard.press("Enter");
  assert.ok((await drawn(page)) > 40, "the municipalities of the north are drawn");
  assert.ok(seen.tiles.length > 0 && seen.tiles.every((status) => [200, 204].includes(status)), `${seen.tiles}`);
  assert.ok(page.url().includes("live=1"), page.url());
  assert.ok(await page.evaluate(() => document.activeElement.matches("canvas")), "the map has the focus");

  await page.keyboard.press("Enter");
  const here = page.locator("#live-here");
  await here.locator("h3").waitFor();
  const first = await here.innerText();
  assert.match(page.url(), /lat=6\d\.\d+&lon=1\d\.\d+/);
  for (let step = 0; step < 8; step += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForFunction((before) => document.getElementById("live-here").innerText !== before, first);

  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.do), "close");
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#stage > .map").isVisible(), "the map of the page is back");
  assert.ok(await page.evaluate(() => document.activeElement.id === "live-open"), "so is the focus");
  assert.deepEqual([seen.wrong, seen.foreign], [[], []]);
  await context.close();
});

test("an address brings back the layers, the place and the open map", async () => {
  const { context, page, seen } = await opened("?live=1&layers=lan&lat=62.39&lon=17.31");
  await drawn(page);
  const here = page.locator("#live-here");
  await here.getByText("Sundsvall").first().waitFor();
  assert.match(await here.innerText(), /Västernorrland/);
  await page.waitForLoadState("networkidle");
  const { violations } = await new AxeBuilder({ page }).include("#live").analyze();
  assert.deepEqual(violations.map((violation) => violation.id), []);
  assert.deepEqual([seen.wrong, seen.foreign], [[], []]);
  await context.close();
});

test("without scripts the map is a picture with links, and the same as a list", async () => {
  const { context, page, seen } = await opened("?service=bygglov", { javaScriptEnabled: false });
  assert.ok(await page.locator("#live").isHidden());
  const area = page.locator("#stage svg a").first();
  const name = (await area.getAttribute("aria-label")) ?? (await area.locator("title").first().textContent());
  assert.ok(name.length > 1, "an area has a name");
  await area.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/sv\/(tjanster\/bygglov|kommuner)\//);
  assert.deepEqual(seen.foreign, []);
  await context.close();
});

/** The shipped portal with the small archive of `ground/` as its base map. */
async function portalWithGround() {
  const folder = await mkdtemp(`${tmpdir()}/samvis-`);
  for (const part of ["samvis.toml", "content", "maps"]) await cp(`${root}/${part}`, `${folder}/${part}`, { recursive: true });
  await copyFile(fileURLToPath(new URL("ground/norr.pmtiles", import.meta.url)), `${folder}/maps/norr.pmtiles`);
  const settings = [
    "[maps.basemap]",
    'pmtiles = "maps/norr.pmtiles"',
    'attribution = { sv = "Påhittad karta (CC0)", en = "Made-up map (CC0)" }',
    'url = "https://samvis.example/licens"',
  ];
  await appendFile(`${folder}/samvis.toml`, `\n${settings.join("\n")}\n`);
  const own = await startPortal(folder);
  const stop = async () => {
    await own.stop();
    await rm(folder, { recursive: true });
  };
  return { url: own.url, archive: `${folder}/maps/norr.pmtiles`, stop };
}

test("the operator's own base map lies beneath the portal's layers, with its source in words", async () => {
  const own = await portalWithGround();
  try {
    for (const colorScheme of ["light", "dark"]) {
      const { context, page, seen } = await opened("?service=bygglov&live=1", { colorScheme }, own);
      assert.ok((await drawn(page)) > 40, "the municipalities are drawn above it");
      const names = await page.evaluate(() => document.getElementById("live").dataset.ground);
      assert.deepEqual(JSON.parse(names).layers.toSorted(), ["boundaries", "earth", "landuse", "roads", "water"]);
      // What the map drew of the archive: its roads, its lake, its borders.
      await page.waitForFunction(() => Number(document.getElementById("live").dataset.drawnGround) > 0);
      const { violations } = await new AxeBuilder({ page }).include("#live").analyze();
      assert.deepEqual(violations.map((violation) => violation.id), []);
      const source = page.locator(".live__source");
      assert.ok(await source.isVisible());
      assert.match(await source.innerText(), /Påhittad karta \(CC0\)/);
      assert.deepEqual([seen.wrong, seen.foreign], [[], []]);
      await context.close();
    }
    // An archive that is written to while it is open gives nothing more, and our own map is there as before.
    await writeFile(own.archive, await readFile(own.archive));
    const broken = await opened("?live=1", {}, own);
    assert.ok((await drawn(broken.page)) > 40);
    assert.equal(await broken.page.evaluate(() => document.getElementById("live").dataset.drawnGround), "0");
    assert.ok(broken.seen.tiles.some((status) => status === 500), `${broken.seen.tiles}`);
    await broken.context.close();
    const { context, page } = await opened("", { javaScriptEnabled: false }, own);
    assert.ok(await page.locator("#stage > .map").isVisible(), "the map of the page is as it was");
    await page.goto(`${own.url}/en/sources`);
    assert.match(await page.locator("main").innerText(), /Made-up map \(CC0\)/);
    await context.close();
  } finally {
    await own.stop();
  }
});
