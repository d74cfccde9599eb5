// The app starts when it is needed: at once where the address asks for something, else late; and no press is lost.

import { expect as soon, folder, hydrated, kinds, test } from "./site.js";
import { serve } from "./server.js";
import { stat } from "node:fs/promises";

// Nearly all that is expected here comes when the app has started.
const expect = soon.configure({ timeout: 20_000 });

let site;
test.beforeEach(async () => (site = await serve(folder)));
test.afterEach(() => site.close());

const code = () => site.requests.filter((path) => path.endsWith(".wasm"));
const sparing = (page) => page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
const running = (page) => page.locator("#app[data-hydrated]");

/** Bytes of what was asked for, as a host with brotli sends it. */
async function bytes() {
  const sizes = site.requests.map(async (path) => {
    const file = folder + path + (path.endsWith("/") ? "index.html" : "");
    return (await stat(`${file}.br`).catch(() => stat(file))).size;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Presses what stands at the middle of an element, whether or not it is ready to be pressed. */
async function press(page, locator) {
  await locator.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await locator.boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
}

for (const kind of ["home", "compare", "indicator", "topic", "years", "plan", "chains", "chain", "coverage", "search"]) {
  test(`${kind}: nothing of the app is loaded for who saves data until they use the page`, async ({ page, complaints }) => {
    await sparing(page);
    await page.goto(site.address + kinds[kind]);
    await page.waitForLoadState("networkidle");
    await page.mouse.move(5, 5);
    expect(code()).toEqual([]);
    expect(site.requests.filter((path) => path.startsWith("/data/"))).toEqual([]);
    expect(await bytes()).toBeLessThan(60_000);
    await page.keyboard.press("Tab");
    await hydrated(page);
    expect(complaints).toEqual([]);
  });
}

test("all is fetched when nothing else is going on, and runs at the first sign that somebody uses the page", async ({ page }) => {
  await page.goto(site.address, { waitUntil: "networkidle" });
  const fetched = code();
  expect(fetched).toHaveLength(2);
  await expect(running(page)).not.toBeAttached();
  await page.mouse.wheel(0, 100);
  await expect(running(page)).toBeAttached();
  expect(code()).toEqual(fetched);
});

test("what could not be fetched before it was needed is fetched anew when it is", async ({ page }) => {
  site.faults.push((name) => (name.endsWith(".wasm") ? { status: 404, bytes: Buffer.from("gone") } : undefined));
  await page.goto(site.address, { waitUntil: "networkidle" });
  await expect(page.locator("#failure")).toBeHidden();
  site.faults.length = 0;
  await hydrated(page);
});

test("what the address asks for, and a kept place, start it at once", async ({ page }) => {
  await sparing(page);
  await page.goto(`${site.address}${kinds.search}?q=${encodeURIComponent("随迁子女")}`);
  await expect(page.locator(".search-count")).toContainText("随迁子女");
  await page.evaluate(() => localStorage.setItem("plan-cascade:place", "dehua-2025"));
  await page.goto(site.address);
  await hydrated(page);
});

test("a button that is pressed before the app runs is answered when it does", async ({ page, complaints }) => {
  await sparing(page);
  await page.goto(site.address + kinds.plan);
  const marks = page.locator(".reading-tools button").first();
  await expect(marks).toHaveAttribute("aria-pressed", "true");
  await press(page, marks);
  await expect(marks).toHaveAttribute("aria-pressed", "false");
  await expect(page.locator("[aria-busy]")).toHaveCount(0);
  await page.waitForTimeout(200);
  await expect(marks).toHaveAttribute("aria-pressed", "false");
  expect(complaints).toEqual([]);
});

test("a list that is pressed before the app runs is ready to choose from when it does", async ({ page }) => {
  await sparing(page);
  await page.goto(site.address + kinds.years);
  const list = page.locator("main select:visible").first();
  await press(page, list);
  await expect(list).toBeEnabled();
  await expect(list).toBeFocused();
});

test("a press while the code is lost is answered after 重试", async ({ page }) => {
  site.faults.push((name) => (name.endsWith(".wasm") ? { status: 404, bytes: Buffer.from("gone") } : undefined));
  await sparing(page);
  await page.goto(site.address + kinds.plan);
  const marks = page.locator(".reading-tools button").first();
  await press(page, marks);
  await expect(page.locator("#failure")).toBeVisible();
  site.faults.length = 0;
  await page.locator("#failure").getByRole("button", { name: "重试" }).click();
  await expect(marks).toHaveAttribute("aria-pressed", "false");
});

test("words typed before the app runs are searched for when it does", async ({ page }) => {
  await sparing(page);
  await page.goto(site.address + kinds.search);
  const field = page.locator("main input[type=search]");
  await field.focus();
  await page.keyboard.insertText("随迁子女");
  await expect(running(page)).toBeAttached();
  await expect(page.locator(".search-count")).toContainText("随迁子女");
  await expect(field).toHaveValue("随迁子女");
  await page.waitForURL(/\?q=/);
});
