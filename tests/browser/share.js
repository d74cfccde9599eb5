// Draws the picture that shared links show: `npm run share`, after a change of share.html.

import { chromium } from "@playwright/test";
import { browser, root } from "./site.js";

const chrome = await chromium.launch(browser);
const page = await chrome.newPage({ viewport: { width: 1200, height: 630 } });
await page.goto(`file://${root}tests/browser/share.html`);
await page.screenshot({ path: `${root}assets/share.png` });
await chrome.close();
