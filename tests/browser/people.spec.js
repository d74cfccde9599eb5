// What people come for, each from the first page: how many taps and how long it takes is printed.

import { readFile } from "node:fs/promises";
import { expect, hydrated, sizes, test } from "./site.js";

/** The rows of the table that the page's button for it writes. */
async function table(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
  const text = await readFile(await file.path(), "utf8");
  return text.trim().replace(/^\ufeff/, "").split("\r\n").map((row) => row.slice(1, -1).split('","'));
}

/** Runs a visit and prints its taps and seconds; `tap` counts. */
async function visit(name, page, act) {
  let taps = 0;
  const begun = Date.now();
  await act(async (locator) => {
    taps += 1;
    await locator.click();
  });
  console.log(`${name}: ${taps} taps, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  return taps;
}

test("a resident finds what the county promises of school places, and whether that is more than the city does", async ({ page }) => {
  await page.setViewportSize(sizes.phone);
  const taps = await visit("resident", page, async (tap) => {
    await page.goto("");
    await tap(page.locator(".places").getByRole("link", { name: "德化县" }));
    const promise = page.locator("[data-target]", { hasText: "随迁子女公办学校就读率" });
    await expect(promise).toContainText("100%");
    await expect(promise.locator(".verdict")).toContainText("要求更高");
    await expect(promise).toContainText("泉州市");
  });
  expect(taps).toBeLessThanOrEqual(2);
  // What is no figure stands in the annex, year by year, and the nation's words stand beside the figures.
  await expect(page.getByText("扩大初中学校总体招生规模")).toHaveCount(1);
  await page.goto("compare/migrant-children-public-school-rate/?place=dehua");
  await hydrated(page);
  await expect(page.locator(".lead")).toHaveText(/^德化县.*持续提高随迁子女在公办学校就读比例/);
});

test("a journalist takes along all that was found, and cites it with the numbers of the documents", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.setViewportSize(sizes.desk);
  await page.goto("");
  await page.locator('main input[type="search"]').fill("保障");
  await hydrated(page);
  await page.keyboard.press("Enter");
  await expect(page.locator("main .hit").first()).toBeVisible();
  const [, found, plans] = /共 (\d+) 条，见于 (\d+) 份/.exec(await page.locator(".search-count").innerText());
  expect(await page.locator("main [data-record]").count()).toBeLessThan(Number(found));
  const [columns, ...rows] = await table(page);
  expect(columns).toEqual(["规划", "条款", "原文", "URL"]);
  expect(rows).toHaveLength(Number(found));
  expect(new Set(rows.map(([plan]) => plan)).size).toBe(Number(plans));
  await page.getByRole("button", { name: "复制引用" }).click();
  await expect(page.locator(".take [role=status]")).not.toBeEmpty();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/国发〔2024〕17号、.*德政〔2025〕25号.*search\/\?q=/);
});

test("a journalist finds where Fuzhou asks more than the province, with a table of it", async ({ page }) => {
  await page.setViewportSize(sizes.desk);
  const taps = await visit("journalist", page, async (tap) => {
    await page.goto("");
    await tap(page.locator(".nav-wide").getByRole("link", { name: "对照", exact: true }));
    await hydrated(page);
    const choices = page.locator(".selects label");
    await choices.filter({ hasText: /^规划/ }).locator("select").selectOption("fuzhou-2025");
    await choices.filter({ hasText: /^与上级比/ }).locator("select").selectOption("stricter");
    await expect(page).toHaveURL(/plan=fuzhou-2025&verdict=stricter/);
    await expect(page.locator(".multiples > li").first()).toBeVisible();
    for (const one of await page.locator(".multiples > li").all()) await expect(one).toContainText("福州市 ▲ 要求更高");
    const table = page.getByRole("link", { name: "CSV" });
    expect((await page.request.get(await table.getAttribute("href"))).ok()).toBe(true);
  });
  expect(taps).toBeLessThanOrEqual(3);
  await page.goBack();
  await expect(page).toHaveURL(/compare\/\?plan=fuzhou-2025$/);
});

test("an official sees which targets are lower and which clauses are not carried down", async ({ page }) => {
  await page.setViewportSize(sizes.desk);
  const taps = await visit("official", page, async (tap) => {
    await page.goto("");
    await tap(page.locator(".places").getByRole("link", { name: "德化县" }));
    const counts = page.locator(".place-counts");
    await expect(counts).toContainText("要求较低");
    await expect(counts).toBeInViewport();
    await tap(counts.getByRole("link", { name: "泉州市条款在本地未见" }));
    await expect(page.locator("#carried")).toBeInViewport();
  });
  expect(taps).toBeLessThanOrEqual(2);
  // And what the bureau answers for alone or with others, as a table.
  await page.goto("units/education/");
  const [columns, ...rows] = await table(page);
  expect(columns).toEqual(["规划", "责任单位", "分工", "条款", "URL"]);
  const own = rows.filter(([plan, unit]) => plan === "德化县" && unit === "县教育局");
  expect(own.map(([, , role]) => role)).toContain("单独负责");
  expect(own.map(([, , , clause]) => clause)).toContain("二（三） 保障随迁子女受教育权利");
});

for (const [words, found, means] of [
  ["孩子上学", "随迁子女", "随迁子女"],
  ["买房", "住房", ""],
  ["养老金", "养老", ""],
  ["德化 学校", "学校", ""],
  ["德化县教育局", "", ""],
  ["affordable housing", "住房", ""],
  ["Fuzhou", "", ""],
  ["health insurance", "医疗保险", "基本医保"],
  ["Dehua education", "教育", ""],
]) {
  test(`everyday words lead to those of plans: ${words}`, async ({ page, complaints }) => {
    await page.goto(`search/?q=${encodeURIComponent(words)}`);
    await hydrated(page);
    await expect(page.locator(".search-hits .hit, .search-others a").first()).toBeVisible();
    if (found) await expect(page.locator(".search-hits")).toContainText(found);
    if (means) await expect(page.locator(".search-everyday")).toContainText(means);
    if (words.startsWith("德化")) await expect(page.locator(".search-hits > .group > h2")).toContainText(["德化县"]);
    expect(complaints).toEqual([]);
  });
}

test("words that nothing holds lead to topics", async ({ page }) => {
  await page.goto(`search/?q=${encodeURIComponent("学费贷款助学咨询")}`);
  await hydrated(page);
  await expect(page.locator(".search-nothing")).toContainText("相近的主题");
  expect(await page.locator('.search-nothing a[href^="topics/"]').count()).toBeGreaterThan(0);
});

test("who searches by keyboard from the first page goes on with the arrow", async ({ page }) => {
  await page.goto("");
  await page.locator('main input[type="search"]').fill("随迁子女");
  // Nobody is so quick.
  await hydrated(page);
  await page.keyboard.press("Enter");
  await expect(page.locator("main .hit").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("main .search-others a, main a.hit").first()).toBeFocused();
});

test("the menu opens over the page, and nothing slides under the finger", async ({ page }) => {
  await page.setViewportSize(sizes.phone);
  await page.goto("years/");
  const button = page.locator(".nav-narrow summary");
  const before = [await button.boundingBox(), await page.locator("h1").boundingBox()];
  await button.click();
  await expect(page.locator(".nav-narrow nav")).toBeVisible();
  expect([await button.boundingBox(), await page.locator("h1").boundingBox()]).toEqual(before);
  await button.click();
  await expect(page.locator(".nav-narrow nav")).toBeHidden();
});
