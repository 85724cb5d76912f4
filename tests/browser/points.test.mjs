// Service points, with the small portal whose offices are made up: on the map of the page, in the list,
// on the map that can be moved, by keyboard, on a phone, in the dark, and without scripts.

import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { root, startBrowser, startPortal } from "./portal.mjs";

let portal;
let browser;

before(async () => {
  const software = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];
  [portal, browser] = await Promise.all([startPortal(`${root}/tests/sites/small`), startBrowser(software)]);
});

after(async () => {
  await browser?.close();
  await portal?.stop();
});

async function opened(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => request.url().startsWith(portal.url) || wrong.push(request.url()));
  await page.goto(`${portal.url}${path}`);
  return { context, page, wrong };
}

async function assertAccessible(page, where) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map((violation) => `${where}: ${violation.id}`), []);
}

/** The button of the movable map that has the focus, by its name. */
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

test("on the movable map they are buttons, told by keyboard", async () => {
  const { context, page, wrong } = await opened("/sv/karta?live=1", { reducedMotion: "reduce" });
  await page.waitForFunction(() => Number(document.getElementById("live").dataset.drawn) > 0);
  assert.equal(await page.locator(".live__pin:visible").count(), 0, "they are shown on demand");
  await page.locator("#layer-service-points").press("Space");
  assert.equal(await page.locator(".live__pin:visible").count(), 3);
  assert.match(page.url(), /layers=service-points/);

  await page.locator("#live canvas").focus();
  const names = [];
  for (let step = 0; step < 3; step += 1) {
    await page.keyboard.press("Tab");
    names.push(await focused(page));
    if (names.at(-1).startsWith("Exempelkontoret")) await page.keyboard.press("Enter");
  }
  assert.equal(new Set(names).size, 3, `${names}`);
  const here = page.locator("#live-here");
  for (const told of ["Exempelkontoret", "Exempelgatan 1, 852 31 Sundsvall", "Måndag till fredag 8–16"]) {
    await here.getByText(told, { exact: true }).waitFor();
  }
  assert.equal(await here.locator("a[href^='tel:']").count(), 1);
  await assertAccessible(page, "movable map");

  // What does not lie in view cannot be reached.
  await page.locator("#live canvas").focus();
  for (let step = 0; step < 8; step += 1) await page.keyboard.press("ArrowUp");
  await page.waitForFunction(() => document.querySelectorAll(".live__pin:not(.live__pin--hidden)").length === 0);
  await page.keyboard.press("Tab");
  assert.equal((await focused(page)) ?? "", "");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("who asks about a point on the movable map is told the nearest", async () => {
  const { context, page, wrong } = await opened("/en/map?live=1&layers=service-points&lat=62.35&lon=17.02");
  const first = page.locator("#live-here ul li").first();
  await first.waitFor();
  assert.equal(await first.innerText(), "Exempelbiblioteket i Matfors (0.5 km away)");
  await first.getByRole("link").click();
  await page.waitForURL(/\/en\/municipalities\/sundsvall#service-point-exempelbiblioteket$/);
  assert.ok(await page.locator("#service-point-exempelbiblioteket").isVisible());
  assert.deepEqual(wrong, []);
  await context.close();
});

test("without scripts they are links on the map and entries of the list", async () => {
  const options = { javaScriptEnabled: false };
  const { context, page, wrong } = await opened("/sv/karta", options);
  await page.getByLabel("Kontor och servicepunkter").check();
  await page.getByLabel("Vad gäller på en plats?").fill("62.39, 17.31");
  await page.getByRole("button", { name: "Visa på kartan" }).press("Enter");
  await page.waitForURL(/layers=service-points/);
  const nearest = page.locator(".service-point").first();
  assert.match(await nearest.innerText(), /Exempelkontoret\s+0,2 km härifrån/);
  const pin = page.locator("#stage svg a:has(.pin)").first();
  assert.match(await pin.getAttribute("aria-label"), /^Exempel.+, /);
  await pin.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/sv\/kommuner\/sundsvall#service-point-/);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("on a phone, in the dark and beside an answer nothing is in the way", async () => {
  const narrow = { viewport: { width: 320, height: 640 } };
  const pages = ["/sv/karta?layers=service-points&lat=62.35&lon=17.02", "/sv/kommuner/sundsvall", "/sv/tjanster/god-man/ange"];
  for (const path of pages) {
    for (const options of [narrow, { ...narrow, colorScheme: "dark" }]) {
      const { context, page, wrong } = await opened(path, options);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 320, `${path} is ${width} px wide`);
      assert.ok((await page.locator(".service-point").count()) > 0, path);
      await assertAccessible(page, path);
      assert.deepEqual(wrong, []);
      await context.close();
    }
  }
});
