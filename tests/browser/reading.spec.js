// A plan being read: its clauses can be cited, its marks switched, its published characters shown.

import { expect, hydrated, sizes, test } from "./site.js";

async function lines(request, file) {
  return (await (await request.get(`open-data/${file}`)).text()).trim().split("\n").map((line) => JSON.parse(line));
}

test("the published characters of a whole plan, one switch away and in the address", async ({ page, request, complaints }) => {
  await page.goto("plans/fuzhou-2025/");
  await hydrated(page);
  await page.locator(".reading-tools .choice", { hasText: "原文" }).click();
  await expect(page).toHaveURL(/script=original/);
  await page.reload();
  await hydrated(page);
  await expect(page.locator(".text .quote").first()).toHaveAttribute("lang", "zh-Hant");
  const clauses = (await lines(request, "clauses.jsonl")).filter(({ plan, kind, original }) => plan === "fuzhou-2025" && kind !== "annex" && original);
  expect(clauses.length).toBeGreaterThan(20);
  for (const { path, heading, original } of clauses) {
    const clause = page.locator(`[id="${path}"]`);
    const parts = clause.locator("> h2, > h3, > h4, > .quote");
    // What the page itself adds beside a citation is none of the plan's characters.
    const own = (all) =>
      all.flatMap((element) => [...element.childNodes].filter((node) => !node.classList?.contains("cited-note")).map((node) => node.textContent));
    const shown = (await parts.evaluateAll(own)).join("");
    const bare = (text) => text.replace(/\s/g, "");
    // The heading's stop stands between heading and text.
    for (const sentence of bare(original).split(/[。.：:；\n]/).filter((sentence) => sentence.length > 6)) {
      expect(bare(shown), `${path} ${heading}`).toContain(sentence);
    }
  }
  expect(complaints).toEqual([]);
});

test("marks and units are switched off and on", async ({ page }) => {
  await page.goto("plans/dehua-2025/");
  await hydrated(page);
  const clause = page.locator('[id="2.3"]');
  const figure = clause.locator("mark.fig").first();
  const background = () => figure.evaluate((element) => getComputedStyle(element).backgroundColor);
  const marked = await background();
  const [targets, units] = [page.locator(".reading-tools button").nth(0), page.locator(".reading-tools button").nth(1)];
  await targets.click();
  await expect(targets).toHaveAttribute("aria-pressed", "false");
  expect(await background()).not.toBe(marked);
  await expect(clause.locator(".units")).toBeVisible();
  await units.click();
  await expect(clause.locator(".units")).toBeHidden();
  await expect(clause.locator(".bracket")).toHaveText("（责任单位：县教育局）");
});

test("the link of a clause is copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("plans/dehua-2025/");
  await hydrated(page);
  await page.locator('[id="2.3"] .anchor').click();
  await expect(page.locator(".copied")).toContainText("已复制");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  expect(page.url()).toMatch(/plans\/dehua-2025\/#2\.3$/);
});

test("citations lead on, or say that the work is not there", async ({ page }) => {
  await page.goto("plans/dehua-2025/");
  await hydrated(page);
  const cited = page.locator('[id="0"] a.cited');
  await expect(cited.first()).toContainText("（国发〔2024〕17号）");
  await cited.first().click();
  await page.waitForURL(/plans\/china-2024\/$/);
  await expect(page.locator("h1")).toContainText("五年行动计划");
  await page.goto("plans/sanming-2023/");
  await expect(page.locator('[id="0"] .cited-note').first()).toHaveText("未收录");
});

test("a unit leads to its office, where city and county stand side by side", async ({ page, complaints }) => {
  await page.goto("plans/dehua-2025/");
  await hydrated(page);
  await page.locator('[id="2.1"] .units a', { hasText: "县公安局" }).click();
  await page.waitForURL(/units\/public-security\/#dehua-2025$/);
  await hydrated(page);
  await expect(page.locator('[id="dehua-2025"] h3')).toContainText(["县公安局"]);
  await expect(page.locator('[id="quanzhou-2025"] h3')).toContainText(["市公安局"]);
  await expect(page.locator('[id="dehua-2025"] a[href="chain/dehua-2025/2.1/"]')).toBeVisible();
  expect(complaints).toEqual([]);
});

for (const [name, viewport] of Object.entries(sizes)) {
  test(`the place where one reads is kept on reload, ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.goto("plans/quanzhou-2025/");
    await hydrated(page);
    await page.evaluate(() => document.getElementById("3.18").scrollIntoView({ behavior: "instant" }));
    const before = await page.evaluate(() => scrollY);
    await page.waitForTimeout(300);
    await page.reload();
    await hydrated(page);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before - 40);
    expect(await page.evaluate(() => scrollY)).toBeLessThan(before + 40);
  });
}

for (const language of ["", "zh-Hant/"]) {
  test(`a heading breaks between words, not within them: /${language}`, async ({ page }) => {
    await page.setViewportSize(sizes.phone);
    for (const address of ["plans/fuzhou-2025/", "plans/quanzhou-2025/", "chain/dehua-2025/2.3/"]) {
      await page.goto(language + address);
      for (const app of [false, true]) {
        if (app) await hydrated(page);
        const [phrases, broken] = await page.locator("h1 .phrases").evaluate((heading) => {
          const texts = [...heading.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
          const lines = (text) => {
            const range = document.createRange();
            range.selectNodeContents(text);
            return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
          };
          return [texts.length, texts.filter((text) => lines(text) > 1).map(({ data }) => data)];
        });
        expect(phrases, address).toBeGreaterThan(0);
        expect(broken, address).toEqual([]);
      }
    }
  });
}

test("the annex on a phone is read row by row", async ({ page }) => {
  await page.setViewportSize(sizes.phone);
  await page.goto("plans/dehua-2025/");
  const row = page.locator('tr[id="annex.2.3"]');
  await expect(row.locator(".cell-year").first()).toBeVisible();
  const wide = await row.locator("td").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width));
  for (const width of wide) expect(width).toBeGreaterThan(250);
});

test("the contents follow the reading, down, up and by a jump", async ({ page, complaints }) => {
  await page.setViewportSize(sizes.desk);
  await page.goto("plans/china-2024/");
  await hydrated(page);
  const current = page.locator(".contents a[aria-current]");
  await expect(current).toHaveCount(0);
  const read = (path) => page.evaluate((path) => document.getElementById(path).scrollIntoView({ behavior: "instant" }), path);
  const links = await page.locator(".contents a").evaluateAll((all) => all.map((link) => link.hash.slice(1)));
  for (const path of [links[1], links.at(-6), links[2]]) {
    await read(path);
    await expect(current).toHaveCount(1);
    await expect(current).toHaveAttribute("href", new RegExp(`#${path.replaceAll(".", "\\.")}$`));
    await expect(current).toBeInViewport();
  }
  // Between two headings the one above is being read.
  await page.mouse.wheel(0, 60);
  await expect(current).toHaveAttribute("href", new RegExp(`#${links[2].replaceAll(".", "\\.")}$`));
  await page.locator(".reading-tools .choice", { hasText: "原文" }).evaluate((link) => link.click());
  await expect(page.locator(".text .quote").first()).toHaveAttribute("lang", "zh-Hant");
  await expect(current).toHaveCount(1);
  expect(complaints).toEqual([]);
});
