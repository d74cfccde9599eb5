// Every form in which a widget can be embedded, in every kind of host page that is known to break such things.
// The code is what the builder hands out; the hosts are pages of other origins on this machine. Prints the table
// of `assets/embedding.md`: `npx playwright test hosts.spec.js`.

import AxeBuilder from "@axe-core/playwright";
import { chromium } from "@playwright/test";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { browser as options, expect, folder, hydrated, port, root, sizes, test as base } from "./site.js";

const site = `http://127.0.0.1:${port}/`;
const down = "http://127.0.0.1:9/";

/** Pages of another origin: `put(html, headers)` answers with the address of such a page. */
async function otherOrigin() {
  const pages = new Map();
  const server = createServer((request, response) => {
    const page = pages.get(request.url);
    if (!page) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...page.headers }).end(page.html);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  // Another name too, so that not even the cookie jar is shared.
  const origin = `http://localhost:${server.address().port}`;
  const put = (html, headers = {}) => {
    const path = `/page-${pages.size}.html`;
    pages.set(path, { html, headers });
    return origin + path;
  };
  return { origin, put, close: () => new Promise((closed) => (server.closeAllConnections(), server.close(closed))) };
}

// One worker for this file, so that the table can be gathered; the builder is asked once.
const test = base.extend({
  host: [async ({}, use) => { const host = await otherOrigin(); await use(host); await host.close(); }, { scope: "worker" }],
  forms: [async ({ browser }, use) => {
    const page = await browser.newPage();
    await page.goto(`${site}embed/?indicator=urban-rural-income-ratio`);
    await use(await copiedForms(page));
    await page.close();
  }, { scope: "worker", timeout: 60_000 }],
});
test.describe.configure({ mode: "default" });

async function copiedForms(page) {
  await expect(page.locator("#code-static")).toHaveValue(/./, { timeout: 30_000 });
  const of = (id) => page.locator(`#code-${id}`).inputValue();
  return { static: await of("static"), frame: await of("frame"), script: await of("script"), element: await of("element") };
}

const document = (body, head = "") => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>某县人民政府</title>${head}</head><body>${body}</body></html>`;
const policy = (text) => ({ "content-security-policy": text });

const hostileStyles = `<style>
* { color: red !important; font-size: 40px !important; line-height: 3 !important; letter-spacing: 9px !important; }
#page table td, #page table th, table { display: block !important; width: 30px !important; float: right !important; visibility: hidden !important; }
svg { width: 16px !important; height: 16px !important; transform: rotate(90deg) !important; }
svg * { fill: lime !important; stroke: lime !important; display: none !important; }
a { display: none !important; }
p::before, span::after, td::before { content: "广告" !important; }
ul, li, div p { display: none !important; }
</style>`;

/**
 * What a host does to its pages, and where it then cannot but show the plain link in place of the comparison.
 * `change` rewrites the copied code as a content management system does.
 */
const hosts = {
  "a plain page": {},
  "strict policy, our site allowed": { headers: policy(`default-src 'self'; frame-src ${site}; script-src 'self' ${site}`) },
  "strict policy, our site not allowed": { headers: policy("default-src 'self'"), link: ["frame", "script", "element"] },
  'sandbox="allow-scripts"': { change: (code) => code.replace(/sandbox="[^"]*"/, 'sandbox="allow-scripts"') },
  'sandbox=""': { change: (code) => code.replace(/sandbox="[^"]*"/, 'sandbox=""') },
  "scripts and styles stripped": { change: (code) => code.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, "").replace(/ class="[^"]*"/g, ""), link: ["element"] },
  "overrides table, svg, a and *": { head: hostileStyles, around: (code) => `<div id="page">${code}</div>` },
  "hooks every click on a link": { head: `<script>addEventListener("click", (event) => { if (event.target.closest("a")) { event.preventDefault(); window.hooked = (window.hooked || 0) + 1; } }, true)</script>` },
  "<base href> elsewhere": { head: '<base href="http://elsewhere.invalid/deep/er/">' },
  "200 % zoom": { viewport: { width: 640, height: 450 }, scale: 2 },
  "a column of 280 px": { around: (code) => `<div id="column" style="width:280px">${code}</div>` },
  "scripts off": { scriptless: true, link: ["element"] },
  "storage denied": { storage: false },
  "our site down": { site: down, link: ["frame", "script", "element"] },
};

const names = { static: "static", frame: "frame", script: "frame + script", element: "`<plan-compare>`" };
const results = {};

/** Everything that is asked of anybody but the host and our site. */
function strangers(page, host) {
  const asked = [];
  page.on("request", (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && !url.startsWith(site) && !url.startsWith(host.origin) && !url.startsWith(down)) asked.push(url);
  });
  return asked;
}

for (const [name, trait] of Object.entries(hosts)) {
  for (const form of Object.keys(names)) {
    test(`${form} in a host: ${name}`, async ({ browser, host, forms }) => {
      const context = await browser.newContext({
        viewport: trait.viewport || { width: 1280, height: 900 },
        deviceScaleFactor: trait.scale || 1,
        javaScriptEnabled: !trait.scriptless,
        locale: "zh-CN",
      });
      const page = await context.newPage();
      if (trait.storage === false) {
        await page.addInitScript(() => {
          for (const store of ["localStorage", "sessionStorage"]) {
            Object.defineProperty(window, store, { get() { throw new DOMException("denied", "SecurityError"); } });
          }
        });
      }
      const asked = strangers(page, host);
      let code = forms[form].replaceAll(site, trait.site || site);
      if (trait.change) code = trait.change(code);
      const before = "<h1>政务公开</h1><p>正文</p>";
      const after = '<p id="after">网站底部</p>';
      await page.goto(host.put(document(before + (trait.around || ((same) => same))(code) + after, trait.head), trait.headers));
      if (!trait.scriptless) {
        await page.evaluate(() => {
          window.shift = 0;
          new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shift += entry.value))).observe({ type: "layout-shift", buffered: true });
        });
      }
      const asLink = trait.link?.includes(form);
      if (asLink) {
        const link = page.locator('a[href*="/compare/urban-rural-income-ratio/"]').last();
        await expect(link).toBeVisible();
        await expect(link).toContainText("城乡居民收入比");
      } else {
        const frame = form === "static" ? page : page.frameLocator("iframe").first();
        const block = form === "static" ? page.locator('div[lang]:has(table)') : frame.locator("#pcx");
        await block.scrollIntoViewIfNeeded().catch(() => {});
        const table = block.locator("table");
        await expect(table).toBeVisible();
        for (const figure of ["2.0", "1.9", "1.92"]) await expect(table).toContainText(figure);
        await expect(block).toContainText("泉政办〔2025〕11号");
        await expect(block).toContainText("德化县");
        // As a reader sees it: real boxes, in letters of a normal size, inside the column.
        const seen = await block.evaluate((block) => {
          const box = (element) => element.getBoundingClientRect();
          const cell = block.querySelector("td b");
          return {
            font: parseFloat(getComputedStyle(cell).fontSize),
            colour: getComputedStyle(cell).color,
            picture: box(block.querySelector("svg")).width,
            mark: box(block.querySelector("svg circle")).width,
            wide: block.scrollWidth - block.clientWidth,
            link: box([...block.querySelectorAll("a")].at(-1)).width,
            foreign: ["p", "span", "td"].map((name) => getComputedStyle(block.querySelector(name), name === "span" ? "::after" : "::before").content),
          };
        }).catch((error) => { if (trait.scriptless) return undefined; throw error; });
        if (seen) {
          expect(seen.font).toBeGreaterThanOrEqual(12);
          expect(seen.font).toBeLessThan(24);
          expect(seen.colour).not.toBe("rgb(255, 0, 0)");
          expect(seen.picture).toBeGreaterThan(150);
          expect(seen.mark).toBeGreaterThan(4);
          expect(seen.wide).toBeLessThanOrEqual(1);
          expect(seen.link).toBeGreaterThan(20);
          expect(seen.foreign, "no words of the host's between ours").toEqual(["none", "none", "none"]);
        }
      }
      let shift;
      if (!trait.scriptless) {
        await page.waitForTimeout(form === "script" || form === "element" ? 600 : 200);
        shift = await page.evaluate(() => window.shift);
        if (!trait.change && !["script", "element"].includes(form)) expect(shift).toBeLessThan(0.02);
      }
      if (name === "hooks every click on a link") {
        const clicked = form === "static" ? page.locator('div[lang]:has(table) a').first() : page.locator("figcaption a, plan-compare > a").first();
        // By keyboard: a click right after scrolling past a frame may go to the frame.
        await clicked.focus();
        await page.keyboard.press("Enter");
        expect(await page.evaluate(() => window.hooked), "the host's own rule still holds").toBe(1);
      }
      expect(await page.locator("#after").isVisible()).toBe(true);
      expect(asked).toEqual([]);
      (results[name] ||= {})[form] = asLink ? "link" : "shown";
      await context.close();
    });
  }
}

test.afterAll(() => {
  if (Object.keys(results).length < Object.keys(hosts).length) return;
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const lines = [row(["host", ...Object.values(names)]), row(["---", "---", "---", "---", "---"])];
  for (const [name, of] of Object.entries(results)) lines.push(row([name.replace(/</g, "\\<"), ...Object.keys(names).map((form) => of[form] || "failed")]));
  console.log(lines.join("\n"));
});

test("sizes and addresses of what is copied", async ({ forms }) => {
  expect(Buffer.byteLength(forms.static)).toBeLessThan(15_000);
  expect(forms.static).not.toMatch(/<script|<iframe| style=| data-|http-equiv/);
  for (const option of ["plans=china-2024,", "lang=zh-Hans", "theme=auto", "size=normal"]) expect(forms.frame).toContain(option);
  expect(forms.frame).not.toContain("style=");
  const script = await readFile(`${folder}/widgets/embed.js`);
  expect(script.length).toBeLessThan(2000);
});

test("a frame gets the height it asks for, from its own page only", async ({ page, host, forms }) => {
  const flood = host.put(document(`<script>
    let n = 0;
    setInterval(() => {
      for (let i = 0; i < 200; i++) parent.postMessage({ type: "plan-cascade:height", id: "urban-rural-income-ratio", px: 3000 + (n++ % 900) }, "*");
      parent.postMessage(null, "*"); parent.postMessage("plan-cascade:height", "*"); parent.postMessage({ type: "plan-cascade:height", px: "<b>" }, "*");
    }, 5);
  </script>`));
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(host.put(document(`<iframe src="${flood}" width="99" height="99" id="stranger"></iframe>${forms.script}${forms.element}`)));
  for (const at of [0, 1]) {
    const frame = page.locator('iframe[src*="/widgets/"]').nth(at);
    await frame.scrollIntoViewIfNeeded();
    const inside = await frame.contentFrame();
    await expect(inside.locator("table")).toBeVisible();
    const wanted = await inside.locator("#pcx").evaluate((block) => Math.ceil(block.getBoundingClientRect().height));
    await expect.poll(() => frame.evaluate((frame) => frame.getBoundingClientRect().height)).toBe(wanted);
  }
  await page.waitForTimeout(1000);
  const heights = await page.locator("iframe").evaluateAll((all) => all.map((frame) => Math.round(frame.getBoundingClientRect().height)));
  expect(heights[0], "a stranger moves nothing").toBeLessThan(150);
  for (const height of heights.slice(1)) expect(height).toBeLessThan(2000);
  // The page still answers at once.
  expect(await page.evaluate(async () => { const start = performance.now(); await new Promise(requestAnimationFrame); return performance.now() - start; })).toBeLessThan(500);
  expect(errors).toEqual([]);
});

test("heights are clamped, and odd messages of our own page change nothing", async ({ page, host, forms }) => {
  await page.goto(host.put(document(forms.script)));
  const frame = page.locator("iframe");
  await expect((await frame.contentFrame()).locator("table")).toBeVisible();
  const inner = page.frames()[1];
  const height = () => frame.evaluate((frame) => frame.getBoundingClientRect().height);
  for (const [message, expected] of [
    [{ type: "plan-cascade:height", px: 1e9 }, 4000],
    [{ type: "plan-cascade:height", px: -5 }, 120],
    [{ type: "plan-cascade:height", px: 500.2 }, 501],
    [{ type: "plan-cascade:height", px: NaN }, 501],
    [{ type: "plan-cascade:height", px: Infinity }, 501],
    [{ type: "plan-cascade:height", px: { valueOf: 7 } }, 501],
    [{ type: "other", px: 900 }, 501],
  ]) {
    await inner.evaluate((message) => parent.postMessage(message, "*"), message);
    await expect.poll(height).toBe(expected);
  }
});

test("a framed page takes no message", async ({ page, host, forms }) => {
  await page.goto(host.put(document(forms.frame)));
  const inside = await page.locator("iframe").contentFrame();
  await expect(inside.locator("table")).toBeVisible();
  const before = await inside.locator("body").innerHTML();
  await page.evaluate(() => {
    for (const message of [{ type: "plan-cascade:height", px: 1 }, { plans: "china-2024" }, "<img src=x onerror=alert(1)>"]) frames[0].postMessage(message, "*");
  });
  await page.waitForTimeout(300);
  expect(await inside.locator("body").innerHTML()).toBe(before);
});

test("three widgets on one page disturb neither each other nor the page", async ({ browser, page, host, complaints }) => {
  const ids = ["urban-rural-income-ratio", "resident-urbanization-rate", "medical-insurance-coverage"];
  const builder = await browser.newPage();
  await builder.goto(`${site}embed/?indicator=${ids.join()}`);
  const forms = await copiedForms(builder);
  await builder.close();
  await page.goto(host.put(document(`<p class="value" id="own">本站</p>${forms.static}${forms.frame}${forms.element}${forms.script}`)));
  expect(await page.locator('div[lang]:has(table)').count()).toBe(3);
  expect(await page.locator("iframe").count()).toBe(9);
  const duplicates = await page.evaluate(() => {
    const all = [...document.querySelectorAll("[id]")].map((element) => element.id);
    return all.filter((id, at) => all.indexOf(id) !== at);
  });
  expect(duplicates).toEqual([]);
  for (const [at, id] of ids.entries()) {
    const frame = page.locator("iframe").nth(at);
    await frame.scrollIntoViewIfNeeded();
    await expect((await frame.contentFrame()).locator(`[data-widget="${id}"] table`)).toBeVisible();
  }
  const own = await page.locator("#own").evaluate((p) => [getComputedStyle(p).color, getComputedStyle(p).fontSize]);
  expect(own).toEqual(["rgb(0, 0, 0)", "16px"]);
  expect(complaints.filter((text) => !text.includes("favicon") && !text.includes("localhost"))).toEqual([]);
});

// Addresses and elements as they were handed out; pages out there hold them. Never change these lines.
const handedOut = [
  ["widgets/urban-rural-income-ratio/?plans=china-2024,dehua-2025&lang=zh-Hans&theme=dark&size=large", { plans: 2, dark: true, large: true, lang: "zh-Hans" }],
  ["en/widgets/urban-rural-income-ratio/?plans=&lang=en&theme=auto&size=normal", { lang: "en" }],
  ["widgets/urban-rural-income-ratio/?plans=china-2024,fujian-2024,quanzhou-2025,dehua-2025&lang=zh-Hant&theme=light&size=normal", { plans: 4, lang: "zh-Hant" }],
  ["widgets/chain/dehua-2025/2.3/?plans=china-2024,dehua-2025&lang=zh-Hans&theme=auto&size=normal", { rungs: 2, lang: "zh-Hans" }],
  ["widgets/urban-rural-income-ratio/?plans=nowhere-1999&lang=xx&theme=neon&size=huge", { lang: "zh-Hans" }],
];

for (const [address, expected] of handedOut) {
  test(`still understood: ${address}`, async ({ page, complaints }) => {
    await page.goto(site + address);
    await expect(page.locator("html")).toHaveAttribute("lang", expected.lang);
    const block = page.locator("#pcx");
    await expect(block).toBeVisible();
    if (expected.plans) {
      expect(await block.locator("tbody tr").count()).toBe(expected.plans);
      const rows = await block.locator("svg [data-row]").evaluateAll((all) => all.map((row) => row.getBoundingClientRect().top));
      expect(rows.length).toBe(expected.plans);
      const box = await block.locator("svg").boundingBox();
      expect(Math.max(...rows), "no gap is left, nothing is cut off").toBeLessThan(box.y + box.height);
      const gaps = rows.slice(1).map((top, at) => top - rows[at]);
      for (const gap of gaps) expect(gap).toBeLessThan(90);
      await expect(block).not.toContainText("福州市");
    }
    if (expected.rungs) expect(await block.locator(".rungs > div").count()).toBe(expected.rungs);
    if (expected.large) expect(await block.evaluate((block) => parseFloat(getComputedStyle(block).fontSize))).toBe(22);
    if (expected.dark) expect(await block.evaluate((block) => getComputedStyle(block).backgroundColor)).toBe("rgb(20, 24, 27)");
    if (!expected.plans && !expected.rungs) expect(await block.locator("tbody tr").count()).toBeGreaterThan(4);
    expect(complaints).toEqual([]);
  });
}

for (const address of ["widgets/urban-rural-income-ratio/", "widgets/chain/dehua-2025/2.3/", "en/widgets/migrant-children-public-school-rate/", "en/widgets/resident-urbanization-rate/"]) {
  for (const width of [280, 360, 1280]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${address} stands by itself at ${width} px, ${colorScheme}`, async ({ browser }) => {
        const context = await browser.newContext({ viewport: { width, height: 740 }, colorScheme, locale: "zh-CN" });
        const page = await context.newPage();
        const said = [];
        page.on("console", (message) => said.push(message.text()));
        await page.goto(site + address);
        expect(await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        const axe = await new AxeBuilder({ page }).analyze();
        expect(axe.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
        expect(said).toEqual([]);
        await context.close();
      });
    }
  }
}

test("an archive works from any folder, by itself", async ({ page }) => {
  const zip = await page.request.get(`${site}widgets/urban-rural-income-ratio/urban-rural-income-ratio.zip`);
  expect(zip.ok()).toBe(true);
  const { execFileSync } = await import("node:child_process");
  const { mkdtemp, writeFile } = await import("node:fs/promises");
  const place = await mkdtemp(`${root}target/archive-`);
  await writeFile(`${place}/widget.zip`, await zip.body());
  execFileSync("python3", ["-m", "zipfile", "-e", `${place}/widget.zip`, `${place}/deep folder`]);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const name of ["index", "zh-Hant", "en"]) {
    await page.goto(`file://${place}/deep folder/${name}.html?plans=china-2024,dehua-2025`);
    await expect(page.locator("table")).toContainText("1.92");
  }
  expect(asked.filter((url) => !url.startsWith("file://") && !url.startsWith("data:"))).toEqual([]);
});

test("somebody who has never seen the project embeds the income ratio in a blank page in a minute", async ({ browser, host }) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: site });
  const page = await context.newPage();
  const start = Date.now();
  await page.goto(site);
  await page.getByRole("link", { name: "嵌入到网页" }).click();
  await page.getByLabel("指标", { exact: true }).selectOption({ label: "城乡居民收入比" });
  // The code is at hand without scrolling.
  await expect(page.getByRole("button", { name: "复制代码" }).first()).toBeInViewport();
  await page.getByRole("button", { name: "复制代码" }).first().click();
  await expect(page.getByText("已复制")).toBeVisible();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(host.put(`<!doctype html><meta charset="utf-8"><title>x</title>${code}`));
  await expect(page.locator("table")).toContainText("1.92");
  expect(Date.now() - start).toBeLessThan(60_000);
  await context.close();
});

test("the builder works by keyboard, takes a chain's address, and says what it does not know", async ({ page, complaints }) => {
  await page.goto(`${site}embed/`);
  await hydrated(page);
  const chain = page.locator("#clause");
  await chain.focus();
  await page.keyboard.type(`${site}chain/dehua-2025/2.3/?x#y`);
  await page.keyboard.press("Tab");
  await expect(page.locator("#code-frame")).toHaveValue(/widgets\/chain\/dehua-2025\/2\.3\/\?plans=china-2024,.*dehua-2025&amp;lang=zh-Hans/);
  await expect(page.locator("#code-static")).toHaveValue(/随迁子女/);
  await page.getByRole("checkbox", { name: "泉州市" }).focus();
  await page.keyboard.press("Space");
  await expect(page.locator("#code-frame")).not.toHaveValue(/quanzhou-2025/);
  await expect(page.getByRole("checkbox", { name: "泉州市" })).toBeFocused();
  await page.getByRole("radio", { name: "English" }).focus();
  await page.keyboard.press("Space");
  await expect(page.locator("#code-frame")).toHaveValue(/en\/widgets\/chain.*Dehua/s);
  await expect(page.getByRole("checkbox", { name: "Quanzhou" })).not.toBeChecked();
  for (const unknown of ["nowhere-1999/2.3", "<b>"]) {
    await chain.fill(unknown);
    await chain.blur();
    await expect(page.locator("#missing")).toHaveText("没有这一条，请核对编号。");
  }
  // What is missing is an answer of the host, which the browser notes.
  expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
});

test("the builder keeps one plan, offers several indicators, and takes them out again", async ({ page, complaints }) => {
  await page.goto(`${site}embed/?indicator=urban-rural-income-ratio&plans=china-2024,dehua-2025`);
  const frame = page.locator("#code-frame");
  await expect(frame).toHaveValue(/urban-rural-income-ratio\/\?plans=china-2024,dehua-2025&amp;lang/);
  await page.getByRole("checkbox", { name: "全国" }).uncheck();
  await page.getByRole("checkbox", { name: "德化县" }).click();
  await expect(page.getByRole("checkbox", { name: "德化县" })).toBeChecked();
  await expect(frame).toHaveValue(/\?plans=dehua-2025&amp;lang/);
  await page.getByRole("button", { name: "再加一项指标" }).click();
  await page.getByLabel("指标", { exact: true }).last().selectOption("resident-urbanization-rate");
  await expect(frame).toHaveValue(/urban-rural-income-ratio.*resident-urbanization-rate/s);
  await page.getByRole("button", { name: "移去 城乡居民收入比" }).click();
  await expect(frame).toHaveValue(/resident-urbanization-rate/);
  await expect(frame).not.toHaveValue(/urban-rural-income-ratio/);
  expect(complaints).toEqual([]);
});

test("a place brings its plan and those above it, also where an indicator's plans are shown by groups", async ({ page, complaints }) => {
  await page.goto(`${site}embed/?indicator=urban-rural-income-ratio`);
  const frame = page.locator("#code-frame");
  await page.getByLabel("地方").fill("德化县");
  await page.getByLabel("地方").blur();
  await expect(page.getByLabel("地方")).toHaveValue("德化县（泉州市）");
  await expect(frame).toHaveValue(/\?plans=china-2024,fujian-2024,quanzhou-2025,dehua-2025&amp;lang/);
  // As in a corpus of many plans: the group's page is that of all plans here.
  await page.route(/\/widgets\/urban-rural-income-ratio\/350500\//, async (route) => {
    const response = await page.request.get(`${site}widgets/urban-rural-income-ratio/`);
    await route.fulfill({ response, body: (await response.text()).replace('href="../../"', 'href="../../../"') });
  });
  await page.locator("#indicators option:checked").evaluate((option) => (option.dataset.grouped = ""));
  await page.getByLabel("地方").fill("德化");
  await page.getByLabel("地方").blur();
  await expect(frame).toHaveValue(/widgets\/urban-rural-income-ratio\/350500\/\?plans=china-2024,fujian-2024,quanzhou-2025,dehua-2025&amp;lang/);
  expect(complaints).toEqual([]);
});

/** Choices and what was handed out for them; pages out there hold these strings. Never change them. */
test("snippets are what they were", async ({ page }) => {
  await page.goto(`${site}en/embed/?indicator=urban-rural-income-ratio&plans=china-2024,dehua-2025`);
  await page.getByRole("radio", { name: "Large" }).check();
  const forms = await copiedForms(page);
  const height = /height="(\d+)"/.exec(forms.frame)[1];
  expect(forms.frame).toBe(`<figure>
<iframe src="${site}en/widgets/urban-rural-income-ratio/?plans=china-2024,dehua-2025&amp;lang=en&amp;theme=auto&amp;size=large" title="Urban-rural income ratio" width="100%" height="${height}" frameborder="0" loading="lazy" referrerpolicy="no-referrer" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>
<figcaption><a href="${site}en/compare/urban-rural-income-ratio/">Urban-rural income ratio: nation, province, city and county compared (Plan Cascade)</a></figcaption>
</figure>
`);
  expect(forms.element).toBe(`<plan-compare indicator="urban-rural-income-ratio" plans="china-2024,dehua-2025" lang="en" theme="auto" size="large" title="Urban-rural income ratio"><a href="${site}en/compare/urban-rural-income-ratio/">Urban-rural income ratio: nation, province, city and county compared (Plan Cascade)</a></plan-compare>
<script src="${site}widgets/embed.js" async></script>
`);
  expect(Number(height)).toBeGreaterThan(200);
});

test("with an origin the snippets name it", async ({ page }) => {
  await page.route(/\/embed\/$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace("</head>", '<link rel="canonical" href="https://www.example.gov.cn/plans/en/embed/"></head>') });
  });
  await page.goto(`${site}en/embed/`);
  const forms = await copiedForms(page);
  for (const code of Object.values(forms)) {
    expect(code).toContain("https://www.example.gov.cn/plans/");
    expect(code).not.toContain("127.0.0.1");
  }
});

test("the builder works without WebAssembly", async ({ page }) => {
  await page.addInitScript(() => delete window.WebAssembly);
  await page.goto(`${site}embed/?chain=dehua-2025/2.3`);
  expect((await copiedForms(page)).static).toContain("随迁子女");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("the builder shows how to embed by hand", async ({ page }) => {
    await page.goto(`${site}embed/`);
    await expect(page.locator("main")).toContainText("<iframe src=\"https://…/widgets/urban-rural-income-ratio/?plans=");
    await expect(page.locator("main")).toContainText("widgets/chain/PLAN/PATH/");
    await expect(page.locator("form.embed-form")).toBeHidden();
  });
});

test("every block that is offered is 15 kB or less, whole, and names nothing of its host's", async ({ page, host }) => {
  test.setTimeout(300_000);
  const { readdirSync } = await import("node:fs");
  const builder = readdirSync(`${folder}/app`).find((name) => /^builder\.[0-9a-f]+\.js$/.test(name));
  await page.goto(host.put(document("")));
  const over = [];
  let [largest, count] = [{ bytes: 0 }, 0];
  for (const prefix of ["", "zh-Hant/", "en/"]) {
    const pages = readdirSync(`${folder}/${prefix}widgets`, { recursive: true }).filter((name) => name.endsWith("index.html"));
    for (let at = 0; at < pages.length; at += 50) {
      const batch = await Promise.all(pages.slice(at, at + 50).map(async (name) => [prefix + name, await readFile(`${folder}/${prefix}widgets/${name}`, "utf8")]));
      const sizes = await page.evaluate(async ([builder, batch]) => {
        const { copied } = await import(builder);
        return batch.map(([name, html]) => {
          const page = new DOMParser().parseFromString(html, "text/html");
          const code = copied(page.getElementById("pcx"), page.querySelector("style").textContent, { id: "pabc", site: "https://www.example.gov.cn/plans/", theme: "auto", size: "normal" });
          const again = new DOMParser().parseFromString(code, "text/html").body.firstChild;
          const plain = (block) => block.textContent.replace(/\s+/g, "");
          const sheet = again.querySelector("style").textContent;
          const whole = plain(again).slice(plain(again.querySelector("style")).length) === plain(page.getElementById("pcx"));
          const rules = sheet.replace(/@media \(prefers-color-scheme:dark\)\{(.*?\})\}/, "$1").split("}").filter(Boolean).map((rule) => rule.split("{"));
          const scoped = rules.every(([selector, body]) => selector === "#pabc" ? body.startsWith("--") : selector.startsWith("#pabc#pabc") && body.split(";").every((one) => one.endsWith("!important")));
          const clean = !/<script| style=| data-|pcx/.test(code) && [...again.querySelectorAll("a")].every((a) => a.href.startsWith("https://www.example.gov.cn/plans/"));
          return { name, bytes: new TextEncoder().encode(code).length, whole, scoped, clean };
        });
      }, [`${site}app/${builder}`, batch]);
      for (const block of sizes) {
        count += 1;
        if (block.bytes > largest.bytes) largest = block;
        if (block.bytes > 15_000 || !block.whole || !block.scoped || !block.clean) over.push(block);
      }
    }
  }
  console.log(`${count} blocks, the largest ${largest.bytes} bytes: ${largest.name}`);
  expect(count).toBeGreaterThan(500);
  expect(over.sort((a, b) => b.bytes - a.bytes).slice(0, 20)).toEqual([]);
});

test("an element makes a frame of our own site only, and none for what is no id", async ({ page, host }) => {
  const names = ['indicator="../../plans"', 'indicator="https://elsewhere.invalid/"', 'indicator="x//elsewhere.invalid"', 'chain="javascript:alert(1)"', 'indicator=""', ""];
  const options = 'plans="&theme=dark#" lang="../" theme="<b>" size="a b"';
  await page.goto(host.put(document(names.map((name) => `<plan-compare ${name}>x</plan-compare>`).join("") + `<plan-compare indicator="urban-rural-income-ratio" ${options}></plan-compare><script src="${site}widgets/embed.js"></script>`)));
  const frames = await page.locator("iframe").evaluateAll((all) => all.map((frame) => frame.src));
  expect(frames).toEqual([`${site}widgets/urban-rural-income-ratio/?plans=${encodeURIComponent("&theme=dark#")}&lang=..%2F&theme=%3Cb%3E&size=a%20b`]);
  await expect((await page.locator("iframe").contentFrame()).locator("table")).toBeVisible();
});

const markup = encodeURIComponent('"><img src=x onerror=alert(1)><script>alert(2)</script>');
for (const address of [`search/?q=${markup}`, `embed/?indicator=${markup}&plans=${markup}&chain=${markup}`, `compare/urban-rural-income-ratio/?plans=${markup}&with=${markup}`, `topics/education/?level=${markup}&q=${markup}`, `widgets/urban-rural-income-ratio/?plans=${markup}&theme=${markup}&lang=${markup}`, `chain/dehua-2025/2.3/#${markup}`]) {
  test(`markup in an address stays text: ${address.split("?")[0].split("#")[0]}`, async ({ page, complaints }) => {
    page.on("dialog", (dialog) => complaints.push(dialog.message()));
    await page.goto(site + address);
    if (!address.startsWith("widgets/")) await hydrated(page);
    await page.waitForTimeout(500);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
  });
}

test("others frame the widgets and nothing else", async ({ page, host }) => {
  const inside = (address) => `<iframe src="${site}${address}" width="600" height="400"></iframe>`;
  await page.goto(host.put(document(inside("widgets/urban-rural-income-ratio/") + inside("embed/") + inside(""))));
  await expect((await page.locator("iframe").nth(0).contentFrame()).locator("table")).toBeVisible();
  for (const at of [1, 2]) expect(await (await page.locator("iframe").nth(at).contentFrame()).locator("main").count()).toBe(0);
});

// 1.6 Mbit/s, 150 ms, processor slowed four times, empty cache, in a host's page at the top of it.
test("on a slow phone", async ({ host, forms }) => {
  test.setTimeout(180_000);
  // One process for host and frame, so that both are slowed.
  const chrome = await chromium.launch({ ...options, args: [...options.args, "--disable-site-isolation-trials"] });
  const rows = [];
  for (const form of Object.keys(names)) {
    const loads = [];
    for (let n = 0; n < 3; n++) {
      const context = await chrome.newContext({ viewport: sizes.phone, deviceScaleFactor: 2, isMobile: true, locale: "zh-CN" });
      const page = await context.newPage();
      const asked = strangers(page, host);
      const client = await context.newCDPSession(page);
      await client.send("Network.enable");
      await client.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 });
      await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      await page.addInitScript(() => {
        window.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shift += entry.value))).observe({ type: "layout-shift", buffered: true });
      });
      const body = `<p>政务公开</p>${forms[form]}<p>网站底部</p>`;
      await page.goto(host.put(document(body, '<meta name="viewport" content="width=device-width, initial-scale=1">')));
      const frame = form === "static" ? page.mainFrame() : await (await page.waitForSelector("iframe")).contentFrame();
      await frame.waitForSelector("table");
      await frame.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length);
      const paint = await frame.evaluate(() => performance.timeOrigin + performance.getEntriesByName("first-contentful-paint")[0].startTime);
      await page.waitForTimeout(1500);
      loads.push({ paint: paint - (await page.evaluate(() => performance.timeOrigin)), shift: await page.evaluate(() => window.shift) });
      expect(asked).toEqual([]);
      await context.close();
    }
    const middle = (field) => loads.map((load) => load[field]).sort((a, b) => a - b)[1];
    rows.push([names[form], Buffer.byteLength(forms[form]), Math.round(middle("paint")), middle("shift").toFixed(3)]);
    expect(middle("paint")).toBeLessThan(form === "static" ? 1000 : 2500);
    if (form === "static" || form === "frame") expect(middle("shift")).toBeLessThan(0.02);
  }
  await chrome.close();
  console.log([["form", "bytes to paste", "readable after, ms", "layout shift of the host's page"], ["---", "---", "---", "---"], ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n"));
});
