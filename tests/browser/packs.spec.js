// Each page brings only its own code, other pages' code comes when it is needed, and what is lost is shown.

import { expect, failure, folder, hydrated, kinds, test, use } from "./site.js";
import { cut, empty, flipped, missing, page as login, serve } from "./server.js";
import { stat } from "node:fs/promises";

let site;
test.beforeEach(async () => (site = await serve(folder, "/some/folder/")));
test.afterEach(() => site.close());

const packs = { chains: "plan_chains", national: "chain" };
const fixed = ["topics", "start", "plans", "place", "units", "office", "data", "embed"];
const running = Object.keys(kinds).filter((kind) => !fixed.includes(kind));

const code = () => site.requests.filter((path) => path.endsWith(".wasm")).map((path) => path.match(/([^/]*)\.[0-9a-f]{16}\.wasm$/)[1]);
const text = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ").trim();
const mark = (page) => page.evaluate(() => (window.sameDocument = true));
const isSameDocument = (page) => page.evaluate(() => window.sameDocument === true);

test("a page loads the program and its own code, a page without the app none", async ({ page, complaints }) => {
  for (const [kind, address] of Object.entries(kinds)) {
    site.requests.length = 0;
    await page.goto(site.address + address);
    await hydrated(page);
    await page.waitForLoadState("networkidle");
    const expected = fixed.includes(kind) ? [] : [`pack-${packs[kind] ?? kind}`, "plan-cascade"];
    expect(code().sort(), kind).toEqual(expected);
  }
  expect(complaints).toEqual([]);
});

for (const language of ["", "zh-Hant/", "en/"]) {
  test(`the app shows every kind of page as a load does: /some/folder/${language}`, async ({ page, complaints }) => {
    const loaded = {};
    for (const kind of running) {
      await page.goto(site.address + language + kinds[kind]);
      await hydrated(page);
      loaded[kind] = [await text(page), await page.title()];
    }
    await page.goto(site.address + language);
    await hydrated(page);
    await mark(page);
    for (const kind of [...running].reverse()) {
      const address = site.address + language + kinds[kind];
      await page.evaluate((address) => {
        history.pushState(null, "", address);
        dispatchEvent(new PopStateEvent("popstate"));
      }, address);
      await expect(page).toHaveTitle(loaded[kind][1]);
      await expect.poll(() => text(page), { message: kind }).toBe(loaded[kind][0]);
    }
    expect(await isSameDocument(page)).toBe(true);
    expect(complaints).toEqual([]);
  });
}

const plan = /^app\/pack-plan\./;
for (const [damage, fault] of Object.entries({ missing, empty, flipped, "another page": login, cut })) {
  test(`code on the way to another page is damaged, ${damage}: it says so, one may go back, and 重试 helps`, async ({ page }) => {
    await page.goto(site.address);
    await hydrated(page);
    await mark(page);
    site.faults.push(fault(plan));
    const link = page.locator('#app a[href="plans/dehua-2025/"]').first();
    const again = page.locator("main").getByRole("button", { name: "重试" });
    await link.click();
    await expect(again).toBeVisible();
    await expect(page.locator("main")).toContainText(/app\/pack-plan\.[0-9a-f]{16}\.wasm/);
    await page.goBack();
    await expect(page.locator("main h1")).toBeVisible();
    await expect(again).toHaveCount(0);
    site.faults.length = 0;
    await link.click();
    await expect(page.locator("main h1")).toContainText("德化县");
    expect(await isSameDocument(page)).toBe(true);
  });
}

test("code that stays lost: 重试 brings the page as it is on the site, readable", async ({ page }) => {
  await page.goto(site.address);
  await hydrated(page);
  await mark(page);
  site.faults.push(missing(plan));
  await page.locator('#app a[href="plans/dehua-2025/"]').first().click();
  await page.locator("main").getByRole("button", { name: "重试" }).click();
  await page.waitForFunction(() => !window.sameDocument);
  await page.waitForLoadState();
  await use(page);
  await expect(failure(page)).toBeVisible();
  await expect(page.locator("main h1")).toContainText("德化县");
  site.faults.length = 0;
  await failure(page).getByRole("button", { name: "重试" }).click();
  await hydrated(page);
  await expect(failure(page)).toBeHidden();
});

test("code of an earlier state of the site is gone: the page says that the site was updated", async ({ page }) => {
  await page.goto(site.address);
  await hydrated(page);
  site.faults.push(missing(plan), (name, bytes) =>
    name === "data/manifest.json" ? { bytes: Buffer.from(String(bytes).replace(/"version":"[^"]*"/, '"version":"newer"')) } : undefined,
  );
  await mark(page);
  await page.locator('#app a[href="plans/dehua-2025/"]').first().click();
  const reload = page.locator("#updated").getByRole("button", { name: "重新载入" });
  await expect(reload).toBeVisible();
  site.faults.length = 0;
  await reload.click();
  await page.waitForFunction(() => !window.sameDocument);
  await hydrated(page);
  await expect(page.locator("main h1")).toContainText("德化县");
});

test("the code behind a link comes when the link is focused or pointed at", async ({ page }) => {
  await page.goto(site.address);
  await hydrated(page);
  const fetched = (pack) => expect.poll(() => code().filter((name) => name === pack).length, { message: pack });
  await page.locator('main a[href="plans/dehua-2025/"]').first().focus();
  await fetched("pack-plan").toBe(1);
  await page.locator('main a[href^="topics/"][href$="/"]:not([href="topics/"])').first().hover();
  await fetched("pack-topic").toBe(1);
  expect(code().sort()).toEqual(["pack-home", "pack-plan", "pack-topic", "plan-cascade"]);
});

test("who saves data gets no code before it is needed", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await page.goto(site.address);
  await page.keyboard.press("Tab");
  await hydrated(page);
  const link = page.locator('main a[href="plans/dehua-2025/"]').first();
  await link.focus();
  await page.waitForTimeout(300);
  expect(code().sort()).toEqual(["pack-home", "plan-cascade"]);
  await link.press("Enter");
  await expect(page.locator("main h1")).toContainText("德化县");
});

/** Kilobytes of the app's code for a kind of page, brotli: a little over what `build` prints, and `bundle.snap` of data. */
const most = {
  home: 205,
  compare: 192,
  indicator: 213,
  topic: 161,
  years: 177,
  plan: 185,
  chains: 159,
  chain: 211,
  national: 211,
  coverage: 173,
  search: 204,
};

test("the code of a page does not grow unseen", async ({ page }) => {
  for (const kind of running) {
    site.requests.length = 0;
    await page.goto(site.address + kinds[kind]);
    await hydrated(page);
    await page.waitForLoadState("networkidle");
    const files = site.requests.filter((path) => /\.wasm$|\/loader\.[0-9a-f]+\.js$/.test(path));
    const sizes = await Promise.all(files.map(async (path) => (await stat(`${folder}${path.replace("/some/folder", "")}.br`)).size));
    const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
    expect(kilobytes, kind).toBeLessThan(most[kind]);
    expect(kilobytes, kind).toBeGreaterThan(most[kind] - 12);
  }
});
