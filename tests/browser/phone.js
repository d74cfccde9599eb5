// A slow phone, 1.6 Mbit/s, 150 ms and a processor slowed four times, with an empty cache: what `measure.js` and the
// benchmarks see pages on.

import { chromium } from "@playwright/test";
import { browser, sizes } from "./site.js";

/** Chromium, as the browser tests start it. */
export const launch = () => chromium.launch(browser);

/** A page on the phone, and what talks to its browser; the network is watched. */
export async function phone(chrome) {
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
  return { context, page, client };
}
