// Three languages: each page in each, links between them, and words of plans marked as what they are.

import { readFile } from "node:fs/promises";
import { expect, folder, hydrated, kinds, sizes, test } from "./site.js";

test("a page leads to itself in the other languages, view and place kept", async ({ page, complaints }) => {
  await page.goto("topics/education/?level=county#content");
  await hydrated(page);
  await page.locator('.masthead-row > .languages a[hreflang="en"]').click();
  await page.waitForURL((url) => url.pathname === "/en/topics/education/");
  expect(new URL(page.url()).search).toBe("?level=county");
  expect(new URL(page.url()).hash).toBe("#content");
  await hydrated(page);
  await expect(page.locator("main h1")).toHaveText("Education");
  await page.locator('.masthead-row > .languages a[hreflang="zh-Hant"]').click();
  await page.waitForURL((url) => url.pathname === "/zh-Hant/topics/education/");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hant");
  expect(complaints).toEqual([]);
});

test("links stay in the language, within one document", async ({ page, complaints }) => {
  await page.goto("en/");
  await hydrated(page);
  await page.evaluate(() => (window.sameDocument = true));
  await page.locator('main a[href="en/plans/dehua-2025/"]').first().click();
  await expect(page.locator("main h1")).toContainText("Dehua County, 2025");
  await expect(page).toHaveTitle("Dehua County, 2025 · Plan Cascade");
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  expect(complaints).toEqual([]);
});

for (const prefix of ["", "zh-Hant/", "en/"]) {
  test(`/${prefix}: one row of words in the masthead, and counts that do not break`, async ({ page }) => {
    for (const [viewport, address] of Object.values(sizes).flatMap((viewport) => ["", "search/", kinds.plan, kinds.units].map((address) => [viewport, address]))) {
      await page.setViewportSize(viewport);
      await page.goto(prefix + address);
      const height = await page.locator(".masthead-row").evaluate((row) => row.getBoundingClientRect().height);
      expect(height, `${address} ${viewport.width}`).toBeLessThan(80);
      const broken = await page.locator("main .count").evaluateAll((all) => all.filter((count) => count.getClientRects().length > 1 || count.offsetHeight > 36).map((count) => count.textContent));
      expect(broken, address).toEqual([]);
    }
  });
}

/** The texts of a page that are shown and say no other language than the page's. */
function texts(html, language) {
  const found = [];
  const open = [];
  // Void elements of the pages; all others are closed.
  const empty = ["meta", "link", "br", "hr", "input", "img", "base"];
  for (const [, close, tag, attributes, text] of html.matchAll(/<(\/?)([a-zA-Z0-9]+)([^>]*)>([^<]*)/g)) {
    if (close) open.splice(open.map((e) => e.tag).lastIndexOf(tag), 1);
    else if (!empty.includes(tag.toLowerCase()) && !attributes.endsWith("/")) open.push({ tag, lang: /\blang="([^"]*)"/.exec(attributes)?.[1] });
    const lang = open.map((e) => e.lang).filter(Boolean).at(-1);
    const inert = open.some(({ tag }) => ["script", "style", "title", "desc", "svg", "option", "code"].includes(tag));
    if (lang === language && !inert) found.push(text.trim());
  }
  return found;
}

for (const [kind, address] of Object.entries(kinds)) {
  test(`Chinese on the English ${kind} page says that it is Chinese`, async () => {
    const outside = texts(await readFile(`${folder}/en/${address}index.html`, "utf8"), "en").filter((text) => /[\u4e00-\u9fff]/.test(text));
    expect([...new Set(outside.map((text) => text.slice(0, 40)))]).toEqual([]);
  });

  test(`no sentence of the Traditional ${kind} page mixes scripts`, async () => {
    const all = texts(await readFile(`${folder}/zh-Hant/${address}index.html`, "utf8"), "zh-Hant");
    // Characters that no Traditional text has.
    const mixed = all.filter((text) => /[国县设务业责镇规发乡标级条单门证书买东车]/.test(text));
    expect([...new Set(mixed.map((text) => text.slice(0, 40)))]).toEqual([]);
  });
}

test("titles on English pages are glossed, also where the app draws them", async ({ page, complaints }) => {
  const glossed = page.locator('[data-gloss="Guarantee migrant children\'s right to education"]');
  await page.goto("en/chain/dehua-2025/2.3/");
  await hydrated(page);
  await expect(glossed.first()).toHaveText("保障随迁子女受教育权利");
  await page.locator('main a[href^="en/plans/dehua-2025/"]').first().click();
  await expect(page.locator("main h1")).toContainText("Dehua County, 2025");
  await expect(page.locator('[data-gloss="Dehua County people\'s government"]').first()).toHaveText("德化县人民政府");
  // A title's own number is no part of its gloss.
  await expect(page.locator("h3", { hasText: "（三）保障随迁子女受教育权利" }).locator(glossed)).toHaveCount(1);
  expect(complaints).toEqual([]);
});
