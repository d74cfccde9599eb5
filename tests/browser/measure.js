// How fast the site starts on a slow phone: `npm run measure -- [URL]`, the site being served at URL
// (default: where `plan-cascade serve` puts it). 1.6 Mbit/s, 150 ms, processor slowed four times, empty cache.
// Prints the middle of five loads for each kind of page.

import { chromium } from "@playwright/test";
import { browser, hydrated, kinds, sizes } from "./site.js";

const address = process.argv[2] || "http://127.0.0.1:8080/";
const chrome = await chromium.launch(browser);

async function load(path) {
  const context = await chrome.newContext({ viewport: sizes.phone, deviceScaleFactor: 2, isMobile: true, locale: "zh-CN" });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 94_000,
  });
  await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  let bytes = 0;
  client.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.addInitScript(() => {
    window.paints = { shift: 0 };
    const watch = (type, note) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    watch("largest-contentful-paint", (entry) => (window.paints.largest = entry.startTime));
    watch("layout-shift", (entry) => (window.paints.shift += entry.value));
    addEventListener("DOMContentLoaded", () =>
      new MutationObserver(() => (window.paints.alive ??= performance.now())).observe(document.getElementById("app"), {
        attributeFilter: ["data-hydrated"],
      }),
    );
  });
  await page.goto(address + path);
  await hydrated(page);
  await page.waitForLoadState("networkidle");
  const first = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  const paints = await page.evaluate(() => window.paints);
  await context.close();
  return { first, ...paints, bytes };
}

const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1];
console.log("page        first paint   largest   alive   layout shift   bytes");
for (const [kind, path] of Object.entries(kinds)) {
  const loads = [];
  for (let n = 0; n < 5; n++) loads.push(await load(path));
  const of = (field) => middle(loads.map((load) => load[field] ?? NaN));
  const ms = (field) => `${Math.round(of(field))} ms`;
  console.log(
    `${kind.padEnd(12)}${ms("first").padStart(11)}${ms("largest").padStart(10)}${ms("alive").padStart(8)}` +
      `${of("shift").toFixed(3).padStart(15)}${String(of("bytes")).padStart(8)}`,
  );
}
await chrome.close();
