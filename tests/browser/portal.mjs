// Starts the real program on a free port and opens real browser pages on it.
//
// SAMVIS_BIN names the program (default: the release build), CHROMIUM the browser.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts `samvis serve` on the shipped portal or another folder; `stop` ends it gracefully. */
export async function startPortal(folder = root) {
  const program = process.env.SAMVIS_BIN ?? `${root}/target/release/samvis`;
  const child = spawn(program, ["serve", "--root", folder, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, SAMVIS_LOG: "warn" },
  });
  const url = await new Promise((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`samvis serve ended with code ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = line.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
  });
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners("exit");
      child.on("exit", resolve);
      child.kill("SIGTERM");
    });
  return { url, stop };
}

/** Starts the browser; nothing but what the page asks for may go out. */
export function startBrowser(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

/** One page of every kind, in the portal's two languages. */
export const kinds = {
  start: "/sv/",
  "start-en": "/en/",
  search: "/sv/sok?q=hur+ans%C3%B6ker+jag+om+bygglov",
  "search-place": "/sv/sok?q=starta+restaurang+i+%C3%85nge",
  "search-empty": "/sv/sok?q=qqqqzzzz",
  services: "/sv/tjanster",
  service: "/sv/tjanster/bygglov",
  "service-en": "/en/services/bygglov",
  "answer-direct": "/sv/tjanster/bygglov/solleftea",
  "answer-handled": "/sv/tjanster/bygglov/ange",
  "answer-unknown": "/sv/tjanster/bygglov/umea",
  "answer-en": "/en/services/bygglov/ange",
  municipality: "/sv/kommuner/sundsvall",
  municipalities: "/sv/kommuner",
  topic: "/sv/amnen/bygga-och-bo",
  topics: "/sv/amnen",
  guide: "/sv/guider/oppna-restaurang",
  guides: "/sv/guider",
  checklists: "/sv/checklistor",
  checklist: "/sv/checklistor/oppna-restaurang",
  "checklist-en": "/en/checklists/oppna-restaurang",
  "question-place": "/sv/checklistor/oppna-restaurang/fragor",
  "question-several": "/sv/checklistor/oppna-restaurang/fragor?change=alkohol",
  "questions-all": "/sv/checklistor/oppna-restaurang/fragor?all",
  "question-missing": "/sv/checklistor/oppna-restaurang/fragor?from=kommun",
  plan: "/sv/checklistor/oppna-restaurang/plan?kommun=ornskoldsvik&verksamhet=kafe&lokal=varit-annat&alkohol=alla&finns=torg&ordna=foretag&day=2040-06-01",
  "plan-en": "/en/checklists/oppna-restaurang/plan?kommun=ange&verksamhet=bar",
  flow: "/sv/checklistor/oppna-restaurang/flode",
  events: "/sv/handelser",
  event: "/sv/handelser/oppna-restaurang",
  compare: "/sv/tjanster/bygglov/jamfor?municipality=sundsvall&municipality=ange&municipality=umea",
  map: "/sv/karta",
  "map-service": "/sv/karta?service=bygglov&layers=lan&lat=62.39&lon=17.31",
  "map-embed": "/embed/sv/karta",
  place: "/sv/valj-plats",
  "place-found": "/sv/valj-plats?place=Giron",
  "place-unknown": "/sv/valj-plats?place=Qqqq",
  about: "/sv/om",
  sources: "/sv/kallor",
  accessibility: "/sv/tillganglighet",
  missing: "/sv/finns-inte",
};
