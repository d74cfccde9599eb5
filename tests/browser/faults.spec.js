// What goes wrong on the way is shown, with a way to try again; never a wrong number, never a dead page.

import { expect, failure, folder, hydrated, kinds, test } from "./site.js";
import { flipped, missing, page as login, serve } from "./server.js";
import { readFile } from "node:fs/promises";

let site;
test.beforeEach(async () => (site = await serve(folder)));
test.afterEach(() => site.close());

const shard = /^data\/plan-dehua-2025\./;
const atBoot = {
  "one flipped bit in a shard": flipped(shard),
  "a missing shard": missing(shard),
  "a login page in place of a shard": login(shard),
  "one flipped bit in the WebAssembly": flipped(/\.wasm$/),
  "a missing WebAssembly": missing(/\.wasm$/),
  "a missing script": missing(/^app\/plan-cascade\..*\.js$/),
};

for (const [name, fault] of Object.entries(atBoot)) {
  test(`${name} is shown, and 重试 helps once it is repaired`, async ({ page }) => {
    site.faults.push(fault);
    await page.goto(site.address + kinds.plan);
    await expect(failure(page)).toBeVisible();
    await expect(failure(page)).toContainText("可能不是最新");
    await expect(page.locator("#app[data-hydrated]")).not.toBeAttached();
    await expect(page.locator("main h1")).toBeVisible();

    await failure(page).getByRole("button", { name: "重试" }).click();
    await expect(failure(page)).toBeVisible();
    site.faults.length = 0;
    await failure(page).getByRole("button", { name: "重试" }).click();
    await hydrated(page);
    await expect(failure(page)).toBeHidden();
  });
}

for (const [name, fault] of Object.entries({ "a flipped bit": flipped(shard), "a missing file": missing(shard) })) {
  test(`${name} on the way to another page is shown there, and 重试 helps`, async ({ page }) => {
    await page.goto(site.address);
    await hydrated(page);
    site.faults.push(fault);
    await page.evaluate(() => (window.sameDocument = true));
    await page.locator('#app a[href="plans/dehua-2025/"]').first().click();
    const retry = page.locator("main").getByRole("button", { name: "重试" });
    await expect(retry).toBeVisible();
    await retry.click();
    await expect(retry).toBeVisible();
    site.faults.length = 0;
    await retry.click();
    await expect(page.locator("main h1")).toContainText("德化县");
    await expect(retry).toBeHidden();
    expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  });
}

test("a site updated under an open page says so, and is loaded anew", async ({ page }) => {
  await page.goto(site.address);
  await hydrated(page);
  site.faults.push((name, bytes) =>
    name === "data/manifest.json" ? { bytes: Buffer.from(String(bytes).replace(/"version":"[^"]*"/, '"version":"newer"')) } : undefined,
  );
  await page.evaluate(() => (window.sameDocument = true));
  await page.locator('#app a[href="plans/dehua-2025/"]').first().click();
  await page.locator("#updated").getByRole("button", { name: "重新载入" }).click();
  await page.waitForFunction(() => !window.sameDocument);
  await hydrated(page);
  await expect(page.locator("main h1")).toContainText("德化县");
});

test("a page that the app cannot take over is put back as it was", async ({ page }) => {
  // Markup that the app does not expect: it gives up in the middle of taking over.
  site.faults.push((name, bytes) =>
    name === "index.html" ? { bytes: Buffer.from(String(bytes).replace(/<h1/, "<h6").replace(/<\/h1>/, "</h6>")) } : undefined,
  );
  await page.goto(site.address);
  await expect(failure(page)).toBeVisible();
  await expect(page.locator("main h6")).toBeVisible();
  await page.locator('#app a[href="plans/dehua-2025/"]').first().click();
  await hydrated(page);
  await expect(page.locator("main h1")).toContainText("德化县");
});

test("an older browser quietly keeps the prerendered page", async ({ page, complaints }) => {
  await page.addInitScript(() => delete HTMLScriptElement.supports);
  await page.goto(site.address + kinds.plan);
  await page.waitForLoadState("networkidle");
  await expect(failure(page)).toBeHidden();
  await expect(page.locator("main h1")).toContainText("德化县");
  expect(site.requests.filter((path) => path.endsWith(".wasm"))).toEqual([]);
  expect(complaints).toEqual([]);
});

test("an address without the app's own spelling is shown all the same", async ({ page }) => {
  await page.goto(`${site.address}plans/dehua-2025/index.html`);
  await hydrated(page);
  await expect(page.locator("main h1")).toContainText("德化县");
});

test("the loader stays small", async () => {
  const page = await readFile(`${folder}/index.html`, "utf8");
  const [loader] = page.match(/app\/loader\.[^"]*/);
  expect((await readFile(`${folder}/${loader}.br`)).length).toBeLessThan(2000);
});
