// The chain of a clause and the page on coverage, as visitors use them.

import { expect, hydrated, kinds, sizes, test } from "./site.js";

test("国发〔2024〕17号 二（二）4: what each plan below made of it stands before the texts", async ({ page }) => {
  await page.goto(kinds.national);
  const made = page.locator(".made-plan");
  await expect(made).toHaveCount(4);
  for (const [place, words] of [
    ["福州市", ["96%", "启动教育专项规划修编", "同人口变化相协调"]],
    ["泉州市", ["95%", "中等职业教育"]],
    ["三明市", ["未写数字", "早于"]],
    ["德化县", ["100%", "三孩家庭", "中等职业教育"]],
  ]) {
    const block = made.filter({ has: page.getByRole("heading", { name: place }) });
    for (const word of words) await expect(block).toContainText(word);
  }
  const [top, texts] = [await made.first().boundingBox(), await page.locator(".rungs").boundingBox()];
  expect(top.y).toBeLessThan(texts.y);
});

test("德化县 二（三）: typed changes with their quotations", async ({ page }) => {
  await page.goto(kinds.chain);
  const row = (name) => page.locator(".changed .changes > div", { has: page.locator("dt", { hasText: name }) });
  await expect(row("要求提高")).toContainText("95%");
  await expect(row("要求提高")).toContainText("100%");
  await expect(row("新增措施")).toContainText("优先照顾“三孩家庭”");
  await expect(row("未写入")).toContainText("中等职业教育、普惠性学前教育");
  await expect(row("相同文字")).toContainText(/\d+%与泉州市相同/);
  await expect(page.locator(".figure-row .verdict.stricter").first()).toBeVisible();
});

test("差异 hides the texts, keeps the address, and comes back with it", async ({ page, complaints }) => {
  await page.goto(kinds.chain);
  await hydrated(page);
  await expect(page.locator(".rungs")).toBeVisible();
  await page.getByText("差异", { exact: true }).click();
  await expect(page.locator(".rungs")).toBeHidden();
  await expect(page.locator(".changed")).toBeVisible();
  await expect(page).toHaveURL(/\?view=diff$/);
  await page.reload();
  await hydrated(page);
  await expect(page.locator(".rungs")).toBeHidden();
  await page.getByText("对照", { exact: true }).last().click();
  await expect(page.locator(".rungs")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("each kind of mark has its switch", async ({ page }) => {
  await page.goto(kinds.chain);
  await hydrated(page);
  const look = (mark) => page.locator(`.rung .quote mark.${mark}`).first().evaluate((e) => getComputedStyle(e).textDecorationLine);
  expect(await look("own")).toBe("underline");
  await page.getByLabel("只见于本级", { exact: true }).uncheck();
  expect(await look("own")).toBe("none");
  expect(await look("some")).toBe("underline");
  await expect(page).toHaveURL(/hide=own/);
  await page.getByLabel("相同文字", { exact: true }).uncheck();
  expect(await look("some")).toBe("none");
  expect(await look("all")).toBe("none");
  await page.getByLabel("数字", { exact: true }).uncheck();
  const outline = page.locator(".rung .quote mark.fig").first();
  expect(await outline.evaluate((e) => getComputedStyle(e).outlineStyle)).toBe("none");
});

test("the switches work without scripts", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(kinds.chain);
  await page.getByText("差异", { exact: true }).click();
  await expect(page.locator(".rungs")).toBeHidden();
  await expect(page.locator(".changed")).toContainText("三孩家庭");
  await context.close();
});

test("what corresponds in part is folded beneath what corresponds clearly", async ({ page }) => {
  await page.goto("chain/fuzhou-2025/5.18/");
  await expect(page.locator(".chain-summary")).toContainText("部分对应");
  const nation = page.locator(".rung").first();
  await expect(nation.locator(".chip.grade-2:visible")).toHaveCount(2);
  await expect(nation.locator(".chip.grade-1:visible")).toHaveCount(0);
  await nation.locator(".partial > summary").click();
  await expect(nation.locator(".chip.grade-1:visible")).toHaveCount(3);
});

test("a clause without counterparts has nothing to switch", async ({ page }) => {
  await page.goto("chain/sanming-2023/4.13.39/");
  await expect(page.locator(".chain-summary")).toContainText("未见对应条款");
  await expect(page.locator(".switches")).toHaveCount(0);
});

test("a heading, a row of the annex and closing words say why nothing stands beside them", async ({ page, complaints }) => {
  await page.goto("chain/dehua-2025/annex.2.2/");
  await hydrated(page);
  await expect(page.locator(".alone")).toContainText("2028年");
  await expect(page.locator("main")).not.toContainText("未见对应");
  await page.locator(".alone .lead a").click();
  await expect(page).toHaveURL(/chain\/dehua-2025\/2\.2\/$/);
  await page.getByRole("link", { name: "附件逐年安排" }).first().click();
  await expect(page).toHaveURL(/plans\/dehua-2025\/#annex\.2\.2$/);
  await page.goto("chain/dehua-2025/2/");
  await expect(page.locator(".alone .chain-list a")).toHaveText([/^二（一）/, /^二（二）/, /^二（三）/, /^二（四）/, /^二（五）/, /^二（六）/, /^二（七）/]);
  await page.goto("chain/dehua-2025/closing/");
  await expect(page.locator(".alone .quote")).toContainText("有效期");
  expect(complaints).toEqual([]);
});

test("a link says why, and can be reported with its ids", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(kinds.chain);
  await hydrated(page);
  const why = page.locator(".rung .why").first();
  await why.locator("summary").first().click();
  await expect(why).toContainText("相近度在0与1之间");
  await expect(why.locator("li.quote").first()).toBeVisible();
  await why.locator(".report summary").click();
  await expect(why.locator("code")).toHaveText("dehua-2025/2.3 → china-2024/2.2.4");
  await why.getByRole("button", { name: "复制" }).click();
  await expect(why.getByRole("status")).toHaveText("已复制");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("dehua-2025/2.3 → china-2024/2.2.4");
});

test("address and citation are copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(kinds.chain);
  await hydrated(page);
  await page.getByRole("button", { name: "复制链接" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await page.getByRole("button", { name: "复制引用" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("（德政〔2025〕25号）二（三），2025年2月26日，http");
});

test("siblings are folded with their text", async ({ page }) => {
  await page.goto("chain/quanzhou-2025/5.31/");
  const siblings = page.locator("details.siblings");
  await siblings.locator("summary").click();
  await expect(siblings.locator(".sibling .quote mark").first()).toBeVisible();
});

test("coverage: heads, totals, and a cell that opens the chain", async ({ page, complaints }) => {
  await page.goto(kinds.coverage);
  await hydrated(page);
  await expect(page.locator("table.cover thead th[scope=col]")).toHaveCount(6);
  const row = page.locator("table.cover tr", { has: page.getByRole("rowheader", { name: /二（二）4/ }) });
  await expect(row.locator("td.clear")).toHaveCount(4);
  await row.getByRole("link", { name: "二（三）" }).last().click();
  await expect(page).toHaveURL(/chain\/dehua-2025\/2\.3\/$/);
  expect(complaints).toEqual([]);
});

test("coverage: what each plan sets of its own", async ({ page }) => {
  await page.goto(kinds.coverage);
  const own = (place) => page.locator(".own-list section", { has: page.getByRole("heading", { name: place }) });
  await expect(own("三明市")).toContainText("健全科技特派员制度政策体系");
  await expect(own("德化县")).toContainText("陶瓷");
  await expect(own("德化县")).toContainText("一主两副县域空间发展格局");
});

test("coverage: the least covered first, by address", async ({ page }) => {
  await page.goto(kinds.coverage);
  await hydrated(page);
  await page.getByRole("link", { name: "对应最少的在前" }).click();
  await expect(page).toHaveURL(/\?sort=least$/);
  await expect(page.locator("table.cover tbody tr").first().locator("td.none")).toHaveCount(4);
  await page.reload();
  await hydrated(page);
  await expect(page.locator("table.cover tbody tr").first().locator("td.none")).toHaveCount(4);
});

test("coverage: another plan above", async ({ page, complaints }) => {
  await page.goto(`${kinds.coverage}?of=quanzhou-2025`);
  await hydrated(page);
  await expect(page.locator("table.cover thead th[scope=col]")).toHaveCount(3);
  await expect(page.locator("table.cover")).toContainText("德化县");
  expect(complaints).toEqual([]);
});

test("coverage on a phone: one plan at a time, nothing to scroll sideways", async ({ page }) => {
  await page.setViewportSize(sizes.phone);
  await page.goto(kinds.coverage);
  await hydrated(page);
  const heads = page.locator("table.cover thead th:visible");
  await expect(heads).toHaveCount(2);
  await expect(heads.last()).toContainText("福州市");
  await page.locator(".cover-picker label", { hasText: "德化县" }).click();
  await expect(heads.last()).toContainText("德化县");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

for (const kind of ["national", "chain", "coverage"]) {
  test(`${kind} fits a phone in large print`, async ({ page }) => {
    await page.addInitScript(() => localStorage.setItem("plan-cascade:size", "large"));
    await page.setViewportSize({ width: 360, height: 780 });
    await page.goto(kinds[kind]);
    await hydrated(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
}
