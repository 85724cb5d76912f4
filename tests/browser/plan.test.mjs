// From the start page to the plan of an opening day, as a visitor with a keyboard and without
// JavaScript; and what a screen reader is given on the way, as a file that is compared.
//
// SAMVIS_BLESS=1 writes the file anew: read it before it is kept.

import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { root, startBrowser, startPortal } from "./portal.mjs";

let portal;
let small;
let browser;

before(async () => {
  [portal, small, browser] = await Promise.all([
    startPortal(),
    startPortal(`${root}/tests/sites/small`),
    startBrowser(),
  ]);
});

after(async () => {
  await browser?.close();
  await portal?.stop();
  await small?.stop();
});

async function visitor(url) {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    locale: "sv-SE",
  });
  const page = await context.newPage();
  await page.goto(url);
  return { context, page };
}

/** Chooses one of the options of the question on the page, by its words, and goes on. */
async function answer(page, words) {
  await page.getByLabel(words, { exact: true }).check();
  await page.getByRole("button", { name: "Fortsätt" }).press("Enter");
}

test("Örnsköldsvik: from a search to a plan with order, dates, fees and who decides", async () => {
  const { context, page } = await visitor(portal.url);
  await page.getByRole("searchbox").first().fill("öppna restaurang");
  await page.getByRole("searchbox").first().press("Enter");
  const offer = page.locator("main h2, main h3").first();
  assert.equal(await offer.innerText(), "Öppna restaurang", "the plan is offered before the hits");
  await offer.getByRole("link").click();
  await page.getByRole("link", { name: "Börja" }).click();
  await page.locator("select").selectOption("ornskoldsvik");
  await page.getByRole("button", { name: "Fortsätt" }).click();
  // With the place these are the six answers of a usual restaurant.
  for (const words of [
    ["Restaurang, pizzeria eller lunchställe"],
    ["Tom, men det var restaurang eller kafé förut"],
    ["Folköl, högst 3,5 procent", "Vin, starköl, cider eller sprit för alla som kommer in"],
    ["Inget av det här"],
    ["Inget av det här"],
  ]) {
    for (const one of words) await page.getByLabel(one, { exact: true }).check();
    await page.getByRole("button", { name: "Fortsätt" }).click();
    assert.equal(await page.locator('[role="alert"]').count(), 0, page.url());
  }
  assert.match(page.url(), /\/plan\?kommun=ornskoldsvik/);
  assert.match(await page.locator("h1").innerText(), /Örnsköldsvik/);
  assert.ok((await page.locator(".plan-steps > li").count()) >= 5, "a plan with steps");
  assert.equal(await page.locator(".timeline > li").count(), await page.locator(".plan-steps > li").count());
  const link = page.getByRole("link", { name: /kalender/ });
  const calendar = await page.request.get(portal.url + (await link.getAttribute("href")));
  assert.match(calendar.headers()["content-type"], /^text\/calendar/);
  assert.match(await calendar.text(), /^BEGIN:VCALENDAR\r\n/);
  await context.close();
});

test("an answer is changed, and the way back works", async () => {
  const { context, page } = await visitor(`${small.url}/sv/checklistor/oppna-krog/fragor`);
  await page.locator("select").selectOption("sundsvall");
  await page.getByRole("button", { name: "Fortsätt" }).click();
  await answer(page, "Nej");
  // The browser cannot go back from a page that it has not arrived at.
  await page.waitForURL(/lokal=/);
  await page.goBack();
  assert.ok(await page.getByLabel("Nej", { exact: true }).isVisible());
  await answer(page, "Ja, den byggs om");
  await page.getByRole("link", { name: "Ändra svaret: Var ska krogen ligga?" }).click();
  assert.equal(await page.locator("select").inputValue(), "sundsvall");
  await page.locator("select").selectOption("ange");
  await page.getByRole("button", { name: "Fortsätt" }).click();
  assert.ok(page.url().includes("plats=ange&lokal=ombyggd"), page.url());
  await context.close();
});

/** What a screen reader is given of the page's content: roles, names and states, day for day the same. */
async function heard(page) {
  const snapshot = await page.locator("main").ariaSnapshot();
  return snapshot
    .replace(/\d{1,2} (januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december) \d{4}/g, "‹dag›")
    .replace(/\d{4}-\d{2}-\d{2}/g, "‹dag›")
    .replace(/\?v=[0-9a-f]+/g, "");
}

test("a screen reader is given the whole journey in order", async () => {
  const { context, page } = await visitor(`${small.url}/sv/checklistor/oppna-krog`);
  const said = [];
  const listen = async (what) => said.push(`## ${what}\n\n${await heard(page)}\n`);
  await listen("Checklistan");
  await page.getByRole("link", { name: "Börja" }).click();
  await listen("Var ska krogen ligga?");
  await page.getByRole("button", { name: "Fortsätt" }).click();
  await listen("Inget svar");
  await page.locator("select").selectOption("sundsvall");
  await page.getByRole("button", { name: "Fortsätt" }).click();
  await listen("Ska lokalen byggas om?");
  await answer(page, "Ja, den är ny");
  await listen("Vilka drycker?");
  await answer(page, "Vin eller starköl");
  await page.getByLabel("Hur många platser har krogen?").fill("30");
  await page.getByRole("button", { name: "Fortsätt" }).click();
  await answer(page, "Nej");
  await listen("Vilken dag?");
  await page.getByRole("button", { name: "Fortsätt" }).click();
  await listen("Planen");
  await context.close();
  const file = `${root}/tests/browser/transcripts/restaurant.md`;
  const text = `# What a screen reader is given: from the checklist to the plan\n\n${said.join("\n")}`;
  if (process.env.SAMVIS_BLESS) {
    await mkdir(`${root}/tests/browser/transcripts`, { recursive: true });
    await writeFile(file, text);
  }
  assert.equal(text, await readFile(file, "utf8"));
});
