// Large print and the other theme: one tap away, kept on the device, applied before the first paint.

import { expect, hydrated, sizes, test } from "./site.js";

const button = (page, action) => page.locator(`.footer button[data-action="${action}"]`);
const fontSize = (page) => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test.use({ viewport: sizes.phone });

test("large print is switched on, kept, and switched off", async ({ page }) => {
  await page.goto("");
  await hydrated(page);
  const usual = await fontSize(page);
  await button(page, "size").click();
  await expect(button(page, "size")).toHaveAttribute("aria-pressed", "true");
  expect(await fontSize(page)).toBeGreaterThan(usual);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement, "::after").content)).toBe("none");
  await page.goto("plans/");
  expect(await fontSize(page)).toBeGreaterThan(usual);
  await hydrated(page);
  await expect(button(page, "size")).toHaveAttribute("aria-pressed", "true");
  await button(page, "size").click();
  expect(await fontSize(page)).toBe(usual);
});

test("large print: lists of links are 60 px high, counts beside a clause stay whole", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("plan-cascade:size", "large"));
  for (const address of ["plans/dehua-2025/", `search/?q=${encodeURIComponent("就业")}`]) {
    await page.goto(address);
    await hydrated(page);
    const links = page.locator(".margin a, .contents a, .clause-targets a, .units li a, .hit-notes a, .search-facet a").filter({ visible: true });
    await expect(links.first()).toBeVisible();
    const low = await links.evaluateAll((all) => all.filter((link) => link.offsetHeight < 60).map((link) => link.textContent));
    expect(low, address).toEqual([]);
    const broken = await page.locator(".margin span").evaluateAll((all) => all.filter((span) => span.getClientRects().length > 1 || span.offsetHeight > 45).map((span) => span.textContent));
    expect(broken, address).toEqual([]);
  }
});

test("large print: the open menu fits a phone, the masthead of a desk stays in one row", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("plan-cascade:size", "large"));
  for (const prefix of ["", "en/"]) {
    await page.setViewportSize(sizes.phone);
    await page.goto(`${prefix}plans/dehua-2025/`);
    await page.locator(".nav-narrow summary").click();
    expect(await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth), prefix).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(sizes.desk);
  await page.goto("plans/dehua-2025/");
  expect(await page.locator(".masthead-row").evaluate((row) => row.getBoundingClientRect().height)).toBeLessThan(80);
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

test("high contrast is switched on and kept", async ({ page }) => {
  await page.goto("");
  await hydrated(page);
  await button(page, "contrast").click();
  expect(await paper(page)).toBe("rgb(255, 255, 255)");
  await page.goto("en/plans/");
  expect(await paper(page)).toBe("rgb(255, 255, 255)");
  await expect(button(page, "contrast")).toHaveAttribute("aria-pressed", "true");
});

test("colours of the visitor's own reach pictures too", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("");
  await hydrated(page);
  const colours = await page.evaluate(() => {
    const text = document.querySelector("svg.ladder .place");
    return [getComputedStyle(text).fill, getComputedStyle(document.body).color];
  });
  expect(colours[0]).toBe(colours[1]);
});

test("the keys are listed under ? and can be switched off", async ({ page }) => {
  await page.goto("plans/");
  await hydrated(page);
  const list = page.locator("#shortcuts");
  await page.keyboard.press("?");
  await expect(list).toBeVisible();
  await list.getByRole("button", { name: "使用单键快捷键" }).click();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await page.keyboard.press("?");
  await expect(list).toBeHidden();
  await page.locator('[data-open="shortcuts"]').click();
  await expect(list).toBeVisible();
});

test("paper is light, also for those who read in the dark", async ({ page }) => {
  for (const kept of [{}, { theme: "dark" }]) {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.addInitScript((kept) => {
      for (const [key, value] of Object.entries(kept)) localStorage.setItem(`plan-cascade:${key}`, value);
    }, kept);
    await page.goto("plans/dehua-2025/");
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(27, 30, 32)");
    const left = (selector) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().left);
    expect(await left(".wordmark"), "one margin").toBe(await left("main h1"));
  }
});

test("paper shows a comparison as its table and no controls", async ({ page }) => {
  await page.emulateMedia({ media: "print" });
  await page.goto("compare/migrant-children-public-school-rate/");
  await expect(page.locator(".comparison")).toBeVisible();
  await expect(page.locator(".pair")).toBeHidden();
  await expect(page.locator(".masthead button").first()).toBeHidden();
});
