// Large print and the other theme: one tap away, kept on the device, applied before the first paint.

import AxeBuilder from "@axe-core/playwright";
import { expect, hydrated, kinds, sizes, test } from "./site.js";

const button = (page, action) => page.locator(`button[data-action="${action}"]`);
const fontSize = (page) => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test.use({ viewport: sizes.phone });

for (const [kind, address] of Object.entries(kinds)) {
  test(`${kind} in large print`, async ({ page, complaints }) => {
    await page.addInitScript(() => localStorage.setItem("plan-cascade:size", "large"));
    await page.goto(address);
    await hydrated(page);
    expect(await fontSize(page)).toBeGreaterThanOrEqual(23);
    const sideways = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    expect(sideways, "pixels of sideways scroll").toBeLessThanOrEqual(0);
    const axe = await new AxeBuilder({ page }).analyze();
    expect(axe.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`)).toEqual([]);
    expect(complaints).toEqual([]);
  });
}

test("large print is switched on, kept, and switched off", async ({ page }) => {
  await page.goto("");
  await hydrated(page);
  const usual = await fontSize(page);
  await button(page, "size").click();
  await expect(button(page, "size")).toHaveAttribute("aria-pressed", "true");
  expect(await fontSize(page)).toBeGreaterThan(usual);
  await page.goto("plans/");
  expect(await fontSize(page)).toBeGreaterThan(usual);
  await hydrated(page);
  await expect(button(page, "size")).toHaveAttribute("aria-pressed", "true");
  await button(page, "size").click();
  expect(await fontSize(page)).toBe(usual);
});

test("the other theme is switched on and kept", async ({ page }) => {
  await page.goto("");
  await hydrated(page);
  const light = await paper(page);
  await button(page, "theme").click();
  const dark = await paper(page);
  expect(dark).not.toBe(light);
  await page.goto("plans/");
  expect(await paper(page)).toBe(dark);
});
