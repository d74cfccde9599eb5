// Pictures of every kind of page: `npm run shots -- FOLDER`. Build the site first.

import { chromium } from "@playwright/test";
import { mkdir } from "node:fs/promises";
import { browser, folder, hydrated, kinds, sizes } from "./site.js";
import { serve } from "./server.js";

const out = process.argv[2];
if (!out) throw new Error("usage: npm run shots -- FOLDER");
await mkdir(out, { recursive: true });
const site = await serve(folder);
const chrome = await chromium.launch(browser);
for (const [size, viewport] of Object.entries(sizes)) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await chrome.newContext({ viewport, colorScheme, locale: "zh-CN", deviceScaleFactor: size === "phone" ? 2 : 1 });
    const page = await context.newPage();
    for (const [kind, address] of Object.entries(kinds)) {
      await page.goto(site.address + address);
      await hydrated(page);
      await page.screenshot({ path: `${out}/${kind}-${viewport.width}${colorScheme === "dark" ? "-dark" : ""}.png`, fullPage: true });
    }
    await context.close();
  }
}
await chrome.close();
await site.close();
