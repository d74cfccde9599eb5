// Each kind of page at two widths, light and dark: silent, no sideways scroll, accessible, alive.

import AxeBuilder from "@axe-core/playwright";
import { expect, hydrated, kinds, shift, sizes, test, watchShifts } from "./site.js";

// Every kind of page in every mode; the languages take turns, so that each kind meets each of them.
const modes = {
  "light, desk": { viewport: sizes.desk, colorScheme: "light" },
  "dark, phone": { viewport: sizes.phone, colorScheme: "dark" },
  "large print, phone": { viewport: sizes.phone, colorScheme: "light", kept: { size: "large" } },
  "high contrast, desk": { viewport: sizes.desk, colorScheme: "dark", kept: { contrast: "high" } },
};
const prefixes = ["", "zh-Hant/", "en/"];
const sites = { "zh-Hans": "规划链", "zh-Hant": "規劃鏈", en: "Plan Cascade" };

for (const [turn, [kind, address]] of Object.entries(kinds).entries()) {
  for (const [step, [mode, { viewport, colorScheme, kept = {} }]] of Object.entries(modes).entries()) {
    const prefix = prefixes[(turn + step) % prefixes.length];
    test.describe(`${prefix}${kind}, ${mode}`, () => {
      test.use({ viewport, colorScheme });

      test("stands by itself", async ({ page, complaints }) => {
        await page.addInitScript((kept) => {
          for (const [key, value] of Object.entries(kept)) localStorage.setItem(`plan-cascade:${key}`, value);
        }, kept);
        await watchShifts(page);
        await page.goto(prefix + address);
        await hydrated(page);
        expect(await shift(page), "layout shift").toBeLessThanOrEqual(0.01);
        const sideways = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
        expect(sideways, "pixels of sideways scroll").toBeLessThanOrEqual(0);
        const language = prefix.replace("/", "") || "zh-Hans";
        expect(await page.locator("html").getAttribute("lang")).toBe(language);
        expect(await page.title()).toContain(sites[language]);
        const axe = await new AxeBuilder({ page }).analyze();
        expect(axe.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`)).toEqual([]);
        expect(complaints).toEqual([]);
      });
    });
  }
}

test("nothing moves while a page comes to show what its address asks for", async ({ browser, baseURL }) => {
  for (const address of [
    "search/?q=随迁子女",
    "topics/education/?level=county",
    "coverage/?of=quanzhou-2025&only=missing",
    "years/?unit=县教育局",
    "compare/?plan=fuzhou-2025&verdict=stricter",
  ]) {
    const page = await browser.newPage({ baseURL, viewport: sizes.phone });
    await watchShifts(page);
    await page.goto(address);
    await hydrated(page);
    await expect(page.locator("html:not([data-asked])")).toBeAttached();
    await page.waitForLoadState("networkidle");
    expect(await shift(page), address).toBeLessThanOrEqual(0.01);
    await page.close();
  }
});

test("an address that does not exist", async ({ page }) => {
  const complaints = [];
  const response = await page.goto("plans/nowhere/at/all/");
  page.on("console", (message) => complaints.push(message.text()));
  expect(response.status()).toBe(404);
  await expect(page.locator("h1")).toHaveText("没有这个页面");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(complaints).toEqual([]);
});

test("pages with nothing to choose on them load no app, and mark what is over all the same", async ({ page }) => {
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  for (const address of ["topics/", "chain/", "plans/", "units/", "units/public-security/", "data/"]) {
    await page.goto(address, { waitUntil: "networkidle" });
    await expect(page.locator("#app[data-fixed]")).toBeAttached();
  }
  expect(loaded.filter((path) => path.endsWith(".wasm") || path.endsWith(".json"))).toEqual([]);
  await page.clock.setFixedTime(new Date("2023-12-31T12:00:00"));
  await page.goto("plans/");
  const over = page.locator(".standing", { hasText: "规划期至2023年" });
  await expect(over).toBeHidden();
  await page.clock.setFixedTime(new Date("2024-01-01T12:00:00"));
  await page.reload();
  await expect(over).toBeVisible();
});

test("the first view is small", async ({ page }) => {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  let bytes = 0;
  client.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto("");
  await hydrated(page);
  await page.waitForLoadState("networkidle");
  console.log(`first view of /: ${bytes} bytes with headers`);
  expect(bytes).toBeGreaterThan(50_000);
  // The budget of 250 kB is missed (README, Numbers): this only keeps it from growing further.
  expect(bytes).toBeLessThanOrEqual(380_000);
});

test("on a phone every text of a chain stands beside the thread of seals", async ({ page }) => {
  await page.setViewportSize(sizes.phone);
  await page.goto(kinds.chain);
  const rungs = await page.locator(".rung").evaluateAll((all) =>
    all.map((rung) => ({
      seal: rung.querySelector(".seal").getBoundingClientRect().right,
      text: rung.querySelector(".quote, .absent").getBoundingClientRect().left,
    })),
  );
  expect(rungs).toHaveLength(4);
  for (const { seal, text } of rungs) expect(text).toBeGreaterThan(seal);
});
