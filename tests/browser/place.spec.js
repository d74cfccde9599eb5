// A place's own page: what it promises beside its superiors, what falls due, what is carried down; and my place.

import { expect, hydrated, kinds, port, sizes, test } from "./site.js";

test("the counts that head it are the verdicts of the comparisons", async ({ page, complaints }) => {
  await page.goto(kinds.place);
  const counts = Object.fromEntries(
    await page.locator(".place-counts li").evaluateAll((all) => all.map((one) => [one.className, Number(one.querySelector(".figure").textContent)])),
  );
  const table = await (await page.request.get("open-data/place/dehua.csv")).text();
  const rows = table.trim().split(/\r?\n/).slice(1);
  expect(rows.length).toBeGreaterThan(30);
  for (const [kind, words] of [["stricter", "要求更高"], ["laxer", "要求较低"], ["same", "一致"]]) {
    // Years of an annex path are rows of the table too; what the page counts is in it.
    const found = rows.filter((row) => row.split(",").some((cell) => cell.startsWith(words))).length;
    expect(counts[kind], kind).toBe(found);
  }
  // What is not carried down is counted there too, and listed elsewhere.
  delete counts.carried;
  const shown = await page.locator(".place-figures > li").count();
  expect(shown).toBe(Object.values(counts).reduce((sum, n) => sum + n, 0));
  expect(complaints).toEqual([]);
});

test("this year and the next stand open, with measures that have no figure", async ({ page }) => {
  await page.clock.install({ time: new Date("2026-05-01") });
  await page.goto(kinds.place);
  const open = page.locator("details.place-year[open]");
  await expect(open).toHaveCount(2);
  expect(await open.locator("summary").allInnerTexts()).toEqual([expect.stringContaining("2026年"), expect.stringContaining("2027年")]);
  await expect(open.first()).toContainText("扩大初中学校总体招生规模");
});

test("what is not carried down is counted once, here and in the table", async ({ page }) => {
  await page.goto(kinds.place);
  const carried = page.locator("section:has(> h2#carried) > section").first();
  const parts = (await carried.locator(".place-key .figure").allInnerTexts()).map(Number);
  const [all] = (await carried.locator("h3").innerText()).match(/\d+(?=条)/).map(Number);
  expect(parts.reduce((sum, n) => sum + n, 0)).toBe(all);
  await page.goto(`${kinds.coverage}?of=quanzhou-2025`);
  await hydrated(page);
  const foot = (await page.locator(".cover tfoot td").first().innerText()).match(/\d+/g).map(Number);
  expect(foot).toEqual(parts);
  await expect(page.locator(".facts-list")).toContainText(`共${all}条`);
});

test("a place that is kept is led to from every page, and first where places are listed", async ({ page, complaints }) => {
  await page.setViewportSize(sizes.desk);
  await page.goto("");
  const mine = page.locator(".nav-wide").getByRole("link", { name: "我的地方" });
  await expect(mine).toHaveAttribute("href", "./#my-place");
  await page.locator(".places").getByRole("link", { name: "德化县" }).click();
  await expect(page.locator("h1")).toContainText("德化县");
  const keep = page.locator("[data-keep]");
  await keep.click();
  await expect(keep).toHaveAttribute("aria-pressed", "true");
  await page.goto("years/");
  await mine.click();
  await expect(page).toHaveURL(/\/place\/dehua\/$/);
  await page.goto("");
  await hydrated(page);
  await expect(page.locator(".my-figures li").first()).toBeVisible();
  expect(await page.locator(".my-figures .figure").allInnerTexts()).not.toContain("");
  await page.goto("compare/new-urban-jobs/");
  await hydrated(page);
  await expect(async () => {
    const places = await page.locator("table.comparison th[scope=row]").allInnerTexts();
    expect(places.map((place) => place.replace(/^.\s*/, ""))).toEqual(["全国", "福建省", "泉州市", "德化县", "福州市"]);
  }).toPass();
  await expect(page.locator(".lead")).toHaveText(/^德化县/);
  await page.setViewportSize(sizes.phone);
  await page.goto("coverage/");
  await hydrated(page);
  await expect(page.locator(".cover-picker label:has(:checked)")).toContainText("德化县");
  await page.goto(kinds.place);
  await keep.click();
  await expect(keep).toHaveAttribute("aria-pressed", "false");
  expect(complaints).toEqual([]);
});

test("without scripts it is whole, but for the button that could do nothing", async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false, viewport: sizes.phone })).newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.locator(".places").getByRole("link", { name: "德化县" }).click();
  await expect(page.locator("h1")).toContainText("德化县");
  await expect(page.locator("[data-keep]")).toBeHidden();
  await expect(page.locator(".place-figures > li").first()).toBeVisible();
  await page.locator("details.place-year summary").first().click();
  await expect(page.locator("details.place-year li").first()).toBeVisible();
});

test("it prints on two sheets of A4", async ({ page }) => {
  await page.goto(kinds.place);
  const printed = String(await page.pdf({ format: "A4" }));
  expect(printed.match(/\/Type\s*\/Page\b/g).length).toBeLessThanOrEqual(2);
});
