// What a page fetches on a slow phone, and its first view.

import { phone as slow } from "../browser/phone.js";
import { hydrated } from "../browser/site.js";

/** A page on the phone; `fetched` counts the bytes on the wire and the requests, those of the index for searching apart. */
export async function phone(chrome) {
  const { context, page, client } = await slow(chrome);
  const fetched = { bytes: 0, requests: 0, index: 0 };
  const index = new Set();
  client.on("Network.requestWillBeSent", ({ requestId, request }) => {
    fetched.requests += 1;
    if (/\/(data\/search|pagefind\/)/.test(request.url)) index.add(requestId);
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    fetched.bytes += encodedDataLength;
    if (index.has(requestId)) fetched.index += encodedDataLength;
  });
  return { context, page, fetched };
}

/** The first view of a page: bytes, requests, largest paint, when the app runs, the longest task, the elements. */
export async function firstView(chrome, address) {
  const { context, page, fetched } = await phone(chrome);
  await page.addInitScript(() => {
    window.seen = { longest: 0 };
    const watch = (type, note) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    watch("largest-contentful-paint", (entry) => (window.seen.largest = entry.startTime));
    watch("longtask", (entry) => (window.seen.longest = Math.max(window.seen.longest, entry.duration)));
    addEventListener("DOMContentLoaded", () =>
      new MutationObserver(() => (window.seen.alive ??= performance.now())).observe(document.getElementById("app"), {
        attributeFilter: ["data-hydrated"],
      }),
    );
  });
  await page.goto(address);
  await hydrated(page, 120_000);
  await page.waitForLoadState("networkidle");
  const seen = await page.evaluate(() => ({ ...window.seen, elements: document.querySelectorAll("*").length }));
  await context.close();
  return { ...fetched, ...seen };
}
