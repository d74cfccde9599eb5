// What is odd in a source: marked where it stands, named below it, listed on the page on method.

import { expect, hydrated, test } from "./site.js";

test("a plan marks what is odd in its text and says why", async ({ page }) => {
  await page.goto("plans/quanzhou-2025/");
  await hydrated(page);
  const clause = page.locator("[id='3.21']");
  await expect(clause.locator("mark.odd")).toHaveText("智转数改");
  await expect(clause.locator(".remark")).toContainText("通行写法为“智改数转”");
  // Nothing is corrected.
  await expect(clause.locator(".quote")).not.toContainText("智改数转");
  const passage = await page.locator("[id='2.3'] mark.odd").allTextContents();
  expect(passage.join("")).toBe("争取2028年保持在90%以上");
  const facts = page.locator(".facts dd", { hasText: "全程网办" });
  await facts.getByRole("link", { name: "三（二十一）" }).click();
  await expect(page).toHaveURL(/#3\.21$/);
});

test("a plan without oddities says nothing of them", async ({ page }) => {
  await page.goto("plans/china-2024/");
  await hydrated(page);
  await expect(page.locator(".clause").first()).toBeVisible();
  await expect(page.locator(".remark, mark.odd")).toHaveCount(0);
});

test("the page on method lists the oddities of all plans in each language", async ({ page }) => {
  for (const [address, words] of [
    ["data/", "通行写法为“全程网办”"],
    ["zh-Hant/data/", "通行寫法為「全程網辦」"],
    ["en/data/", "the usual wording is “全程网办”"],
  ]) {
    await page.goto(address);
    await hydrated(page);
    await expect(page.locator("section", { has: page.locator("#remarks") })).toContainText(words);
  }
});
