// What goes wrong on the way is shown, with a way to try again; never a wrong number, never a dead page.

import { expect, failure, folder, hydrated, kinds, test, use } from "./site.js";
import { cut, empty, flipped, kept, missing, page as login, serve } from "./server.js";
import { readFile } from "node:fs/promises";

let site;
test.beforeEach(async () => (site = await serve(folder)));
test.afterEach(() => site.close());

const shard = /^data\/plan-dehua-2025\./;
const damages = { missing, empty, flipped, "another page": login, cut };
const damageOf = (name, file) => Object.entries(damages).map(([damage, make]) => [`${name}: ${damage}`, make(file)]);
const atBoot = Object.fromEntries(damageOf("a shard", shard));

// Every file that a page with the app loads, with every damage, on the kinds of pages that differ in what they need:
// these take turns, so that every file meets each kind.
const files = {
  "the loader with the bindings": /^app\/loader\./,
  "the WebAssembly": /^app\/plan-cascade\..*\.wasm$/,
  "the code of the page": /^app\/pack-/,
  "the style": /^app\/style\./,
  "the settings": /^app\/settings\./,
  "what visitors take along": /^app\/take\./,
};
const open = async (page, address) => {
  await page.goto(address);
  await use(page);
};
const notice = (page) => page.locator(".failure:visible");
// A sign may reach the page before it listens, as in `hydrated`.
const told = (page) =>
  expect(async () => {
    await use(page);
    await expect(notice(page)).toHaveCount(1, { timeout: 1_000 });
  }).toPass({ timeout: 10_000, intervals: [0] });
const retry = (page) => notice(page).getByRole("button", { name: "重试" });

const turns = [[kinds.home, kinds.search], [kinds.chain, kinds.compare]];
for (const [file, pattern] of Object.entries(files)) {
  for (const [turn, [name, fault]] of damageOf(file, pattern).entries()) {
    test(`${name}: pages say so and stay readable, and 重试 helps once it is repaired`, async ({ page }) => {
      const errors = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      // The app tries again in place; for what the browser itself loads the page is loaded anew.
      const inPlace = ["the WebAssembly", "the code of the page"].includes(file);
      // A notice that still stands is no answer: what is asked for must have come first.
      const isFile = (response) => pattern.test(response.url().slice(site.address.length));
      const answer = () => (inPlace ? page.waitForResponse(isFile) : page.waitForEvent("load"));
      const tryAgain = () => Promise.all([answer(), retry(page).click()]);
      for (const address of turns[turn % turns.length]) {
        site.faults.push(fault);
        await open(page, site.address + address);
        await told(page);
        await expect(notice(page)).toContainText("可能不是最新");
        await expect(notice(page).locator("span")).toHaveText(/^（app\/[a-z-]+\.[0-9a-f]{16}\.[a-z]+）$/);
        await expect(page.locator("main h1")).toBeVisible();
        expect((await page.locator("main").innerText()).length).toBeGreaterThan(100);

        await tryAgain();
        await expect(notice(page)).toHaveCount(1);
        site.faults.length = 0;
        await tryAgain();
        await hydrated(page);
        await expect(notice(page)).toHaveCount(0);
      }
      expect(errors).toEqual([]);
    });
  }
}

test("the loader is missing: searching says that it does not work, and what does", async ({ page }) => {
  site.faults.push(missing(files["the loader with the bindings"]));
  await open(page, site.address + kinds.search);
  await page.getByRole("searchbox").last().fill("随迁子女");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\?q=/);
  await expect(notice(page)).toHaveCount(1);
  await expect(page.getByText("逐字查找要由浏览器运行程序，此刻尚未运行")).toBeVisible();
  site.faults.length = 0;
  await retry(page).click();
  await expect(page.locator(".search-count")).toContainText("随迁子女");
});

for (const file of ["the loader with the bindings", "the WebAssembly", "the style"]) {
  test(`a damaged copy in the cache is no obstacle: ${file}`, async ({ page }) => {
    site.faults.push(kept(flipped(files[file])));
    await open(page, site.address);
    await told(page);
    site.faults.length = 0;
    await open(page, `${site.address}?again`);
    // The WebAssembly is fetched past the cache at once; the browser itself fetches the others.
    if (file !== "the WebAssembly") {
      await expect(notice(page)).toHaveCount(1);
      await retry(page).click();
    }
    await hydrated(page);
    await expect(notice(page)).toHaveCount(0);
  });
}

test("a site updated between a page and its files is loaded anew by 重试", async ({ page }) => {
  // The page came from a cache on the way and names a loader that is no longer there.
  const stale = (name, bytes) =>
    name === "index.html" ? { bytes: Buffer.from(String(bytes).replace(/app\/loader\.[0-9a-f]{16}/, "app/loader.0123456789abcdef")) } : undefined;
  site.faults.push(stale);
  await open(page, site.address);
  await told(page);
  site.faults.length = 0;
  await retry(page).click();
  await hydrated(page);
});

test("the builder of widgets is missing: its page says so", async ({ page }) => {
  site.faults.push(missing(/^app\/builder\./));
  await open(page, site.address + kinds.embed);
  await told(page);
  site.faults.length = 0;
  await retry(page).click();
  await hydrated(page);
});

test("every script and style of a page is proved", async () => {
  for (const address of Object.values(kinds)) {
    const page = await readFile(`${folder}/${address}index.html`, "utf8");
    const loaded = page.match(/<script [^>]*src=[^>]*>|<link rel="stylesheet"[^>]*>/g);
    expect(loaded.length).toBeGreaterThanOrEqual(5);
    for (const element of loaded) expect(element).toMatch(/ integrity="sha256-[^"]+"/);
  }
});

for (const [name, fault] of Object.entries(atBoot)) {
  test(`${name} is shown, and 重试 helps once it is repaired`, async ({ page }) => {
    site.faults.push(fault);
    await open(page, site.address + kinds.plan);
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
    await open(page, site.address);
    await hydrated(page);
    site.faults.push(fault);
    await page.evaluate(() => (window.sameDocument = true));
    await page.locator('#app a[href="plans/dehua-2025/"]').first().click();
    const again = page.locator("main").getByRole("button", { name: "重试" });
    await expect(again).toBeVisible();
    await again.click();
    await expect(again).toBeVisible();
    site.faults.length = 0;
    await again.click();
    await expect(page.locator("main h1")).toContainText("德化县");
    await expect(again).toBeHidden();
    expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  });
}

test("a site updated under an open page says so, and is loaded anew", async ({ page }) => {
  await open(page, site.address);
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
  await open(page, site.address);
  await expect(failure(page)).toBeVisible();
  await expect(page.locator("main h6")).toBeVisible();
  await page.locator('#app a[href="plans/dehua-2025/"]').first().click();
  await hydrated(page);
  await expect(page.locator("main h1")).toContainText("德化县");
});

test("an older browser quietly keeps the prerendered page", async ({ page, complaints }) => {
  await page.addInitScript(() => delete HTMLScriptElement.supports);
  await open(page, site.address + kinds.plan);
  await page.waitForLoadState("networkidle");
  await expect(failure(page)).toBeHidden();
  await expect(page.locator("main h1")).toContainText("德化县");
  expect(site.requests.filter((path) => path.endsWith(".wasm"))).toEqual([]);
  expect(complaints).toEqual([]);
});

test("an address without the app's own spelling is shown all the same", async ({ page }) => {
  await open(page, `${site.address}plans/dehua-2025/index.html`);
  await hydrated(page);
  await expect(page.locator("main h1")).toContainText("德化县");
});

test("the loader stays small", async () => {
  const page = await readFile(`${folder}/index.html`, "utf8");
  const [loader] = page.match(/app\/loader\.[^"]*/);
  // With the bindings of the WebAssembly, which are 8 kB of it.
  expect((await readFile(`${folder}/${loader}.br`)).length).toBeLessThan(10_000);
});
