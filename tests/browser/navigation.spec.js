// Going from page to page shows what loading each page would show; without a load where an app runs on both.

import { expect, hydrated, kinds, test } from "./site.js";

const text = (page) => page.locator("main").innerText();
const mark = (page) => page.evaluate(() => (window.sameDocument = true));
const isSameDocument = (page) => page.evaluate(() => window.sameDocument === true);

/** Follows the link to `address`, which may stand only in a folded part of the page. */
async function follow(page, address) {
  const link = page.locator(`#app a[href="${address || "./"}"]`).first();
  await link.evaluate((element) => element.click());
  await page.waitForURL((url) => url.pathname === `/${address}`);
}

const paths = [
  ["", "compare/"],
  ["", "topics/"],
  ["", "plans/"],
  ["", "years/"],
  ["compare/", kinds.indicator],
  ["topics/", kinds.topic],
  ["plans/", kinds.plan],
  [kinds.plan, kinds.chain],
  [kinds.chain, ""],
];

const fixed = ["topics/", "plans/"];

for (const [from, to] of paths) {
  const inApp = !fixed.includes(from) && !fixed.includes(to);
  test(`from /${from} to /${to}`, async ({ page, complaints }) => {
    await page.goto(to);
    await hydrated(page);
    const [expected, title] = [await text(page), await page.title()];
    await page.goto(from);
    await hydrated(page);
    await mark(page);
    await follow(page, to);
    await expect(page.locator("main")).toHaveText(expected.replace(/\s+/g, " ").trim(), { useInnerText: true });
    await expect(page).toHaveTitle(title);
    expect(await isSameDocument(page)).toBe(inApp);
    await page.goBack();
    await page.waitForURL((url) => url.pathname === `/${from}`);
    if (inApp) expect(await isSameDocument(page)).toBe(true);
    expect(complaints).toEqual([]);
  });
}

for (const [kind, address] of Object.entries(kinds)) {
  test(`links of the ${kind} page lead somewhere`, async ({ page, request }) => {
    await page.goto(address);
    const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href")).map((written) => [new URL(written, document.baseURI).href, written]));
    const own = links.filter(([href]) => href.startsWith("http://127.0.0.1"));
    expect(own.filter(([, written]) => written.startsWith("/") || written.startsWith("#"))).toEqual([]);
    const dead = [];
    const pages = new Map();
    for (const href of new Set(own.map(([href]) => href))) {
      const [address, anchor] = href.split("#");
      if (!pages.has(address)) {
        const response = await request.get(address);
        pages.set(address, response.ok() ? await response.text() : undefined);
      }
      const html = pages.get(address);
      if (html === undefined || (anchor && !html.includes(`id="${decodeURIComponent(anchor)}"`))) dead.push(href);
    }
    expect(dead).toEqual([]);
  });
}

test("going back and forward leads to where one was, and the focus to the heading", async ({ page, complaints }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const top = () => page.evaluate(() => Math.round(scrollY));
  await page.goto(kinds.plan);
  await hydrated(page);
  await page.evaluate(() => scrollTo({ top: 1800, behavior: "instant" }));
  await expect.poll(top).toBe(1800);
  // Recorded by the scroll event, a frame later.
  await page.waitForTimeout(200);
  await follow(page, "coverage/");
  await expect(page.locator("main h1")).toBeFocused();
  expect(await top()).toBe(0);
  await page.goBack();
  await expect.poll(top).toBe(1800);
  await expect(page.locator("main h1")).toBeFocused();
  await page.goForward();
  await expect.poll(top).toBe(0);
  await page.goBack();
  await page.reload();
  await hydrated(page);
  await expect.poll(top).toBe(1800);
  // A page without the app is a load of its own, and going back the same.
  await follow(page, "plans/");
  await page.goBack();
  await expect.poll(top).toBe(1800);
  expect(complaints).toEqual([]);
});
