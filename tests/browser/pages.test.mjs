// Every kind of page, in light and dark, on a phone and a desk, with and without JavaScript:
// no accessibility violation, nothing wider than the screen, no request to another host.

import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kinds, startBrowser, startPortal } from "./portal.mjs";

let portal;
let browser;

before(async () => {
  [portal, browser] = await Promise.all([startPortal(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await portal?.stop();
});

const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const javaScriptEnabled of [true, false]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      const look = `${colorScheme}, ${width} px, ${javaScriptEnabled ? "with" : "without"} JavaScript`;
      test(`every kind of page is accessible: ${look}`, async (t) => {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
        // axe itself is a script, so a page "without JavaScript" is one whose own scripts never
        // arrive. The journeys run with scripts switched off in the browser.
        if (!javaScriptEnabled) await context.route(/\.js(\?|$)/, (route) => route.abort());
        const foreign = [];
        const messages = [];
        context.on("request", (request) => {
          if (!request.url().startsWith(portal.url)) foreign.push(request.url());
        });
        for (const [kind, path] of Object.entries(kinds)) {
          await t.test(kind, async () => {
            const page = await context.newPage();
            page.on("console", (message) => {
              // A missing page is meant to answer 404; the browser tells so in its console.
              const expected =
                message.text().includes("Failed to load resource") &&
                (kind.includes("missing") || !javaScriptEnabled);
              if (message.type() === "error" && !expected) messages.push(`${kind}: ${message.text()}`);
            });
            page.on("pageerror", (error) => messages.push(`${kind}: ${error}`));
            await page.goto(portal.url + path);
            const overflow = await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            assert.ok(overflow <= 0, `${kind} is ${overflow} px wider than the screen`);
            const { violations } = await new AxeBuilder({ page }).withTags(axeTags).analyze();
            const told = violations.map(
              (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`,
            );
            assert.deepEqual(told, [], `${kind} (${look})`);
            await page.close();
          });
        }
        assert.deepEqual(foreign, [], "requests to other hosts");
        assert.deepEqual(
          messages.filter((message) => !/404|400/.test(message)),
          [],
          "errors in the browser's console",
        );
        assert.deepEqual(await context.cookies(), [], "cookies without a wish");
        await context.close();
      });
    }
  }
}

test("every kind of page is valid HTML", async () => {
  const { HtmlValidate } = await import("html-validate");
  const validator = new HtmlValidate({
    extends: ["html-validate:standard", "html-validate:a11y"],
    rules: {
      // The templates write what they write: these two are matters of taste.
      "no-trailing-whitespace": "off",
      "void-style": "off",
      // A telephone number is written as it is dialled in Sweden.
      "tel-non-breaking": "off",
      // Laid out in blocks on a phone, a table is one to a screen reader only when its roles say so.
      "no-redundant-role": "off",
      // Long titles are the truth of the content.
      "long-title": "off",
    },
  });
  for (const [kind, path] of Object.entries(kinds)) {
    const body = await (await fetch(portal.url + path)).text();
    const report = await validator.validateString(body);
    const told = report.results.flatMap((result) =>
      result.messages.map((message) => `${message.ruleId} ${message.line}:${message.column} ${message.message}`),
    );
    assert.deepEqual(told, [], kind);
  }
});

test("every page can be walked by keyboard, and the focus is seen", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(portal.url + "/sv/");
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  assert.match(first ?? "", /^#/, "the first stop is the skip link");
  await page.keyboard.press("Enter");
  const stops = new Set();
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return null;
      const style = getComputedStyle(focused);
      const seen = style.outlineStyle !== "none" || style.boxShadow !== "none" || focused.closest("svg") !== null;
      return { what: focused.outerHTML.slice(0, 80), seen };
    });
    if (!stop) break;
    assert.ok(stop.seen, `the focus is not seen on ${stop.what}`);
    stops.add(stop.what);
  }
  assert.ok(stops.size >= 8, `only ${stops.size} stops`);
  await context.close();
});
