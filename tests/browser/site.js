// What all browser tests share: the browser, the kinds of pages, and a page that is watched for complaints.

import { test as base, expect } from "@playwright/test";
import { fileURLToPath } from "node:url";

export { expect };

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const folder = `${root}target/site`;
export const port = Number(process.env.PORT || 8731);

export const browser = {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

export const sizes = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 900 } };

/** One address of each kind of page. */
export const kinds = {
  home: "",
  compare: "compare/",
  indicator: "compare/migrant-children-public-school-rate/",
  topics: "topics/",
  topic: "topics/education/",
  years: "years/",
  plans: "plans/",
  plan: "plans/dehua-2025/",
  start: "chain/",
  chains: "chain/dehua-2025/",
  chain: "chain/dehua-2025/2.3/",
  national: "chain/china-2024/2.2.4/",
  coverage: "coverage/",
  place: "place/dehua/",
  units: "units/",
  office: "units/public-security/",
  search: "search/",
  data: "data/",
  embed: "embed/",
};

/** Gives a sign that somebody uses the page: before one, the app of most pages is fetched but does not run. */
export const use = async (page) => {
  for (const place of [2, 1]) await page.mouse.move(place, place);
};

/** Resolves once the app, or where none runs the page's own script, has taken over the prerendered page; at once where there is neither. */
export const hydrated = async (page, timeout = 20_000) => {
  const running = page.locator('html:not([data-asked]) #app:is([data-hydrated="true"], [data-fixed]):not(:has(.embed:not([data-ready])))');
  // A sign may still reach the page before.
  await expect(async () => {
    await use(page);
    await expect(running).toBeAttached({ timeout: 1_000 });
  }).toPass({ timeout, intervals: [0] });
};

export const failure = (page) => page.locator("#failure");

/** `page`, with everything it complains about gathered in `complaints`, requests to other hosts included. */
export const test = base.extend({
  complaints: async ({ page }, use) => {
    const complaints = [];
    page.on("console", (message) => {
      // A page that is left while it still loads ends its requests, and Chromium says so without a reason.
      if (/^Fetch API cannot load http:\/\/127\.0\.0\.1\S+\. $/.test(message.text())) return;
      complaints.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`error: ${error}`));
    page.on("request", (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith("http") && hostname !== "127.0.0.1") complaints.push(`request to ${request.url()}`);
    });
    await use(complaints);
  },
});

/** Adds up what moves on `page` from now on, before it is opened; `shift` says how much did. */
export const watchShifts = (page) =>
  page.addInitScript(() => {
    window.shift = 0;
    const note = (entry) => !entry.hadRecentInput && (window.shift += entry.value);
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "layout-shift", buffered: true });
  });
export const shift = (page) => page.evaluate(() => window.shift);
