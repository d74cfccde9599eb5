// The same files work in any folder of any host, without headers, compression or a rebuild.

import { expect, folder, hydrated, kinds, test } from "./site.js";
import { serve } from "./server.js";

let site;
test.beforeAll(async () => (site = await serve(folder, "/some/folder/")));
test.afterAll(() => site.close());

for (const [kind, address] of Object.entries(kinds)) {
  test(`${kind} in /some/folder/`, async ({ page, complaints }) => {
    const before = site.requests.length;
    await page.goto(site.address + address);
    await hydrated(page);
    await page.waitForLoadState("networkidle");
    expect(site.requests.slice(before).filter((path) => !path.startsWith("/some/folder/"))).toEqual([]);
    expect(complaints).toEqual([]);
  });
}

test("going from page to page in /some/folder/", async ({ page, complaints }) => {
  await page.goto(site.address);
  await hydrated(page);
  await page.evaluate(() => (window.sameDocument = true));
  for (const address of ["coverage/", "compare/", "", "plans/dehua-2025/"]) {
    await page.locator(`#app a[href="${address || "./"}"]`).first().evaluate((link) => link.click());
    await page.waitForURL(site.address + address);
    await expect(page.locator("main h1")).toBeVisible();
  }
  await expect(page.locator("main h1")).toContainText("德化县");
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  expect(complaints).toEqual([]);
});
