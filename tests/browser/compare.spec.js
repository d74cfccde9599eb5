// Every indicator's page against the open data: figures, comparators, deadlines, scopes, quotes and verdicts of what
// it shows, for all indicators; then what a visitor does with a comparison.

import { readFile } from "node:fs/promises";
import { expect, hydrated, sizes, test } from "./site.js";

const lines = async (request, file) =>
  (await (await request.get(`open-data/${file}`)).text()).trim().split("\n").map((line) => JSON.parse(line));

const tight = (text) => text.replace(/[\s\u00a0]+/g, "");
const sign = { ">=": "≥", "<=": "≤", "~": "≈", "=": "" };
const verdicts = { stricter: "要求更高", same: "一致", laxer: "要求较低", incomparable: "不可比" };

/** A value as the pages write it: 22500 → 2.25万, a ratio keeps its decimal place. */
function number(value, unit) {
  const plain = String(value);
  if (unit === null && Number.isInteger(value)) return `${plain}.0`;
  if (plain.length > 4 && Number.isInteger(value) && plain.endsWith("00")) return `${value / 10000}万`;
  return plain;
}

function shownFigure(target) {
  const range = target.value_max === null ? "" : `～${number(target.value_max, target.unit)}`;
  return `${sign[target.comparator]}${number(target.value, target.unit)}${range}${target.unit ?? ""}`;
}

test("every indicator's page shows what the open data says", async ({ page, request }) => {
  test.setTimeout(600_000);
  await page.setViewportSize(sizes.desk);
  const [plans, targets, indicators] = await Promise.all(
    ["plans.jsonl", "targets.jsonl", "indicators.jsonl"].map((file) => lines(request, file)),
  );
  const plan = (id) => plans.find((plan) => plan.id === id);
  let shownTargets = 0;
  for (const indicator of indicators) {
    const own = targets.filter((target) => target.indicator === indicator.id);
    const comparison = await (await request.get(`open-data/compare/${indicator.id}.json`)).json();
    await page.goto(`compare/${indicator.id}/`);
    await expect(page.locator("h1")).toHaveText(indicator.name["zh-Hans"]);
    const cells = await page.locator("table.comparison tr").evaluateAll((rows) => {
      let place;
      return rows.flatMap((row) => {
        place = row.querySelector("th[scope=row]")?.textContent ?? place;
        const value = row.querySelector("[data-target]");
        if (!value) return [];
        const [, due, scope, quote, against] = [...row.querySelectorAll("td")].map((cell) => cell.textContent);
        const links = [...row.querySelectorAll("td a")].map((link) => link.getAttribute("href"));
        return [{ id: value.dataset.target, place, value: value.textContent, due, scope, quote, against, links }];
      });
    });
    const years = await page
      .locator("table.by-year [data-target]")
      .evaluateAll((all) => all.map((cell) => ({ id: cell.dataset.target, value: cell.textContent, due: cell.previousElementSibling.textContent })));
    const shown = new Map([...years, ...cells].map((cell) => [cell.id, cell]));
    expect([...shown.keys()].sort(), indicator.id).toEqual(own.map((target) => target.id).sort());
    for (const target of own) {
      shownTargets += 1;
      for (const cell of [...years, ...cells].filter((cell) => cell.id === target.id)) {
        const value = tight(cell.value);
        if (target.value === null) expect(tight(target.quote ?? target.label), target.id).toContain(value);
        else expect(value.endsWith(shownFigure(target)), `${target.id}: ${value} is ${shownFigure(target)}`).toBe(true);
        if (target.kind === "annual") expect(value, target.id).toContain("每年");
        if (target.year_to !== null) expect(cell.due, target.id).toContain(String(target.year_to));
        else expect(cell.due, target.id).toContain(target.kind === "annual" || target.quote?.includes("每年") ? "每年" : "未写期限");
        if (target.year_from !== null) expect(cell.due, target.id).toContain(String(target.year_from));
      }
      const cell = cells.find((cell) => cell.id === target.id);
      if (!cell) continue;
      expect(cell.place, target.id).toContain(plan(target.plan).place);
      expect(cell.scope, target.id).toBe(target.scope);
      if (target.quote) expect(tight(cell.quote), target.id).toContain(tight(target.quote));
      expect(cell.links.length, `${target.id}: a link to its quote`).toBeGreaterThan(0);
      const said = comparison.commitments.find((commitment) => commitment.target.id === target.id);
      expect(said, target.id).toBeDefined();
      if (said.against) {
        expect(cell.against, target.id).toContain(verdicts[said.against.verdict]);
        expect(cell.against, target.id).toContain(plan(said.against.plan).place);
        if (said.against.earlier) expect(cell.against, target.id).toContain("早于");
      } else expect(cell.against, target.id).toMatch(/无上级|上级未见/);
    }
    // What is said in words names every place that sets the indicator, and no other figure's place.
    const sentence = await page.locator(".lead").innerText();
    for (const id of new Set(own.map((target) => target.plan))) {
      const stem = plan(id).place.replace(/[省市县]$/, "");
      expect(sentence, `${indicator.id}: ${id}`).toContain(stem);
    }
    expect(tight(sentence)).toBe(tight(comparison.sentence));
  }
  expect(shownTargets).toBe(targets.length);
  expect(targets.length).toBeGreaterThan(150);
});

test("the marks of a picture stand where the figures are", async ({ page, request }) => {
  await page.setViewportSize(sizes.desk);
  const targets = (await lines(request, "targets.jsonl")).filter((t) => t.indicator === "resident-urbanization-rate");
  await page.goto("compare/resident-urbanization-rate/");
  const rows = await page.locator(".picture .wide svg.ladder > a").evaluateAll((all) =>
    all.map((row) => ({
      label: row.getAttribute("aria-label"),
      href: row.getAttribute("href"),
      x: Number(row.querySelector("circle")?.getAttribute("cx") ?? NaN),
    })),
  );
  const body = targets.filter((target) => !target.clause?.includes("/annex."));
  expect(rows).toHaveLength(body.length);
  const dots = body.map((target) => {
    const row = rows.find((row) => row.href.includes(`plans/${target.plan}/`));
    if (target.value !== null) expect(tight(row.label)).toContain(tight(shownFigure(target)));
    return { value: target.value, x: row.x };
  });
  const set = dots.filter((dot) => dot.value !== null);
  const scale = (set[1].x - set[0].x) / (set[1].value - set[0].value);
  expect(scale).toBeGreaterThan(0);
  for (const dot of set) expect(Math.abs(dot.x - set[0].x - scale * (dot.value - set[0].value))).toBeLessThan(0.5);
});

test("what a picture shows, its sentence says", async ({ page, request }) => {
  test.setTimeout(600_000);
  const indicators = await lines(request, "indicators.jsonl");
  await page.setViewportSize(sizes.desk);
  for (const { id } of indicators) {
    await page.goto(`compare/${id}/`);
    const sentence = tight(await page.locator(".lead").innerText());
    const figures = await page.locator(".picture .wide svg.ladder .value:not(.faint) tspan:first-child").allTextContents();
    for (const figure of figures) {
      const number = figure.match(/[\d.]+/)?.[0];
      if (number) expect(sentence, `${id}: ${figure}`).toContain(number);
    }
  }
});

test("labels of pictures do not touch", async ({ page, request }) => {
  test.setTimeout(600_000);
  const indicators = await lines(request, "indicators.jsonl");
  for (const viewport of Object.values(sizes)) {
    await page.setViewportSize(viewport);
    for (const indicator of indicators) {
      await page.goto(`compare/${indicator.id}/`);
      const touching = await page.evaluate(() => {
        const boxes = (selector) =>
          [...document.querySelectorAll(selector)]
            .filter((text) => text.textContent.trim() && text.getClientRects().length)
            .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect(), svg: text.closest("svg") }));
        const texts = boxes("svg.ladder text:not(.seal-text), svg.yearly text");
        const found = [];
        for (const [n, a] of texts.entries()) {
          const frame = a.svg.getBoundingClientRect();
          if (a.box.right > innerWidth || a.box.left < frame.left - 1) found.push(`${a.text} leaves the picture`);
          for (const b of texts.slice(n + 1)) {
            const apart =
              a.box.right <= b.box.left + 1 || b.box.right <= a.box.left + 1 || a.box.bottom <= b.box.top + 4 || b.box.bottom <= a.box.top + 4;
            if (a.svg === b.svg && !apart) found.push(`${a.text} touches ${b.text}`);
          }
        }
        return found;
      });
      expect(touching, `${indicator.id} at ${viewport.width}`).toEqual([]);
    }
  }
});

test("figures stand whole, and no step joins what is not compared", async ({ page, request }) => {
  test.setTimeout(600_000);
  const [indicators, targets] = await Promise.all(["indicators.jsonl", "targets.jsonl"].map((file) => lines(request, file)));
  const shared = ({ id }) => new Set(targets.filter((t) => t.indicator === id).map((t) => t.plan)).size > 1;
  for (const [name, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const indicator of indicators.filter(shared)) {
      await page.goto(`compare/${indicator.id}/`);
      const broken = await page.locator(".compare :is(table.comparison, .bands)").evaluateAll((all) =>
        all
          .flatMap((place) => [...place.querySelectorAll(".meta a, .whole")])
          .filter((part) => part.textContent.length < 15 && part.getBoundingClientRect().height > 1.5 * parseFloat(getComputedStyle(part).lineHeight))
          .map((part) => part.textContent),
      );
      expect(broken, `${indicator.id}, ${name}`).toEqual([]);
      const { commitments } = await (await request.get(`open-data/compare/${indicator.id}.json`)).json();
      const compared = commitments.filter(({ against }) => against && against.verdict !== "incomparable").length;
      expect(await page.locator(".picture .wide svg.ladder .step").count(), indicator.id).toBeLessThanOrEqual(compared);
      // The words of a row stand clear of the grid.
      const struck = await page.locator(".picture svg.ladder").evaluateAll((all) =>
        all.flatMap((picture) => {
          const grid = Math.min(...[...picture.querySelectorAll(".grid")].map((line) => Number(line.getAttribute("x1"))));
          return [...picture.querySelectorAll('a text[text-anchor="start"]')].filter((text) => Math.abs(Number(text.getAttribute("x")) - grid) < 2).length;
        }),
      );
      expect(struck.every((count) => count === 0), `${indicator.id}: words on a grid line`).toBe(true);
    }
  }
});

test("every number leads to its quote in at most two clicks", async ({ page, request }) => {
  test.setTimeout(600_000);
  const [plans, targets] = await Promise.all(["plans.jsonl", "targets.jsonl"].map((file) => lines(request, file)));
  const pages = new Map();
  const words = async (href) => {
    const address = href.split("#")[0];
    if (!pages.has(address)) pages.set(address, tight((await (await request.get(address)).text()).replace(/<[^>]+>/g, "")));
    return pages.get(address);
  };
  // A plan without a text says where its figures stand.
  const said = (target) => tight(target.quote ?? plans.find((plan) => plan.id === target.plan).document_number);
  const leads = async (href, target) => href !== null && (await words(href)).includes(said(target));
  const one = async (hrefs, candidates) => {
    for (const href of hrefs) for (const target of candidates) if (await leads(href, target)) return true;
    return false;
  };
  const hrefs = (all) => all.map((link) => link.getAttribute("href"));

  // On an indicator's page, one click: each row of the picture, of the table, of the years.
  const reached = new Set();
  for (const indicator of new Set(targets.map((target) => target.indicator))) {
    const own = targets.filter((target) => target.indicator === indicator);
    await page.goto(`compare/${indicator}/`);
    for (const href of await page.locator(".picture svg.ladder > a").evaluateAll(hrefs))
      expect(await one([href], own.filter((t) => href.includes(`plans/${t.plan}/`))), `${indicator}: ${href}`).toBe(true);
    const rows = await page.locator(".compare [data-target]").evaluateAll((cells) =>
      cells.map((cell) => ({
        id: cell.dataset.target,
        links: [...(cell.closest("table.by-year") ?? cell.closest("tr")).querySelectorAll("a")].map((link) => link.getAttribute("href")),
      })),
    );
    for (const { id, links } of rows) {
      expect(await one(links, own.filter((target) => target.id === id)), id).toBe(true);
      reached.add(id);
    }
  }
  expect(reached.size, "what a page of an indicator shows is one click from its quote").toBe(targets.length);

  // Elsewhere the quote, or the indicator's page, is one click away.
  const within = async (name, items) => {
    expect(items.length, name).toBeGreaterThan(0);
    for (const { text, links } of items) {
      const near = links.some((href) => href && /(^|\/)compare\/[a-z0-9-]+\//.test(href));
      expect(near || (await one(links, targets)), `${name}: ${text}`).toBe(true);
    }
  };
  const items = (selector, figure) =>
    page.locator(selector).evaluateAll(
      (all, figure) =>
        all
          .filter((item) => item.querySelector(figure))
          .map((item) => ({ text: item.textContent, links: [item, ...item.querySelectorAll("a")].map((link) => link.getAttribute("href")) })),
      figure,
    );
  await page.goto("?place=dehua");
  await hydrated(page);
  await expect(page.locator(".my-figures li").first()).toBeVisible();
  await within("home, my place", await items(".my-figures li", ".figure"));
  await within("home, ladders", await items(".headline svg.ladder > :is(a, g)", ".value:not(.faint)"));
  await within("home, in words", await items(".headline .level-entry", ".figure"));
  await page.goto("compare/");
  await within("list", await items(".multiples li", "svg"));
  await page.goto("years/");
  await hydrated(page);
  await within("years", await items(".due", ".figure"));
  await within("sums", await items("[data-check]", ".figure"));
  for (const topic of ["education", "employment"]) {
    const { ok } = await page.goto(`topics/${topic}/`).then((answer) => ({ ok: answer.ok() }));
    expect(ok, topic).toBe(true);
    await within(`topic ${topic}`, await items(".figures li", ".figure"));
  }
});

test("a row of a picture leads to its quote by keyboard", async ({ page, request }) => {
  const target = (await lines(request, "targets.jsonl")).find((t) => t.id === "fuzhou-2025/1#1");
  await page.setViewportSize(sizes.desk);
  await page.goto("compare/resident-urbanization-rate/");
  await hydrated(page);
  await page.locator(`.wide svg.ladder a[href="plans/fuzhou-2025/#1"]`).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/plans/fuzhou-2025/#1");
  expect(tight(await page.locator(`[id="1"]`).innerText())).toContain(tight(target.quote));
});

test("a base and plans are chosen, and the address keeps both", async ({ page, complaints }) => {
  await page.setViewportSize(sizes.desk);
  await page.goto("compare/urban-rural-income-ratio/");
  await hydrated(page);
  await page.locator(".controls select").selectOption("fuzhou-2025");
  await expect(page).toHaveURL(/base=fuzhou-2025/);
  const row = (place) => page.locator("table.comparison tr", { has: page.locator("th", { hasText: place }) });
  await expect(row("德化县").locator(".verdict")).toContainText("要求较低");
  await expect(row("福州市")).toContainText("比较的基准");
  await page.locator(".choose summary").click();
  await page.locator(".choose label", { hasText: "泉州市" }).click();
  await expect(page.locator("table.comparison")).not.toContainText("泉州市");
  const address = page.url();
  await page.goto(address);
  await hydrated(page);
  await expect(page.locator("table.comparison")).not.toContainText("泉州市");
  await expect(row("德化县").locator(".verdict")).toContainText("要求较低");
  await page.locator(".toggle a").last().click();
  await expect(page.locator(".picture")).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test("the list is narrowed, and its address keeps it", async ({ page, request, complaints }) => {
  const files = ["indicators.jsonl", "targets.jsonl", "plans.jsonl"];
  const [indicators, targets, plans] = await Promise.all(files.map((file) => lines(request, file)));
  const names = () => page.locator(".multiple-head a, .one-place li a").evaluateAll((links) => links.map((link) => link.textContent));
  await page.goto("compare/");
  await hydrated(page);
  expect((await names()).sort()).toEqual(indicators.map((i) => i.name["zh-Hans"]).sort());
  await page.locator(".selects select").nth(2).selectOption("dehua-2025");
  const set = (plan) => new Set(targets.filter((t) => t.plan === plan).map((t) => t.indicator));
  const expected = indicators.filter((i) => set("dehua-2025").has(i.id)).map((i) => i.name["zh-Hans"]);
  await expect(page.locator("[role=status]").first()).toContainText(String(expected.length));
  expect((await names()).sort()).toEqual(expected.sort());
  await expect(page).toHaveURL(/plan=dehua-2025/);
  await page.goto("compare/?topic=education&shared=1");
  await hydrated(page);
  const level = (id) => plans.find((plan) => plan.id === id).level;
  const levels = (i) => new Set(targets.filter((t) => t.indicator === i.id).map((t) => level(t.plan))).size;
  const shared = indicators.filter((i) => i.topic === "education" && levels(i) > 1);
  await expect(page.locator(".multiple-head")).toHaveCount(shared.length);
  expect((await names()).sort()).toEqual(shared.map((i) => i.name["zh-Hans"]).sort());
  expect(complaints).toEqual([]);
});

test("the timetable holds every target once, and filters them", async ({ page, request, complaints }) => {
  const targets = await lines(request, "targets.jsonl");
  await page.goto("years/");
  await hydrated(page);
  const ids = () => page.locator(".due[data-target]").evaluateAll((all) => all.map((due) => due.dataset.target).sort());
  const year = async (value) => {
    await page.goto(`years/?year=${value}`);
    await hydrated(page);
    await expect(page.locator(".years h2[id^=due-]")).toHaveCount(1);
    return ids();
  };
  const of = (value) => targets.filter((t) => (t.year_to ?? (t.kind === "annual" ? "annual" : "open")) === value).map((t) => t.id).sort();
  for (const value of [2023, 2025, 2026, 2027, 2028, "annual", "open"]) expect(await year(value), String(value)).toEqual(of(value));
  await page.goto("years/?plan=dehua-2025&year=2026");
  await hydrated(page);
  await expect(page.locator(".years h2[id^=due-]")).toHaveCount(1);
  expect(await ids()).toEqual(of(2026).filter((id) => id.startsWith("dehua-2025/")));
  expect(complaints).toEqual([]);
});

test("the timeline stands at the visitor's year, each dot leads to what it counts, and the list is taken along", async ({ page, complaints }) => {
  await page.clock.install({ time: new Date("2026-05-01") });
  await page.setViewportSize(sizes.phone);
  await page.goto("years/");
  await hydrated(page);
  await expect(page.locator('.timeline th[aria-current="date"]')).toHaveText("2026");
  await expect(page.locator("details.due-time[open] h2")).toContainText(["2026年", "2027年"]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(sizes.phone.width);
  const row = page.locator(".timeline tr", { has: page.getByRole("rowheader", { name: "德化县" }) });
  const dots = row.locator("a").filter({ has: page.locator(".hollow") }).first();
  const [targets, measures] = await dots.locator(".dot").evaluateAll((all) => all.map((dot) => Number(dot.lastChild.textContent)));
  await dots.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?year=20\d\d&plan=dehua-2025$/);
  await expect(page.locator(".due[data-target]")).toHaveCount(targets);
  await expect(page.locator(".due-measure")).toHaveCount(measures);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(1 + targets + measures);
  expect(lines[0]).toContain('"期限","规划","目标","原文"');
  for (const line of lines.slice(1)) expect(line).toMatch(/^"20\d\d年","德化县",/);
  await page.locator("label.select", { hasText: /^责任单位/ }).locator("select").selectOption("县教育局");
  await expect(page.locator(".due-plan h4").first()).toHaveText(/单独负责|牵头|共同负责/);
  expect(complaints).toEqual([]);
});

test("yearly figures are added up beside their totals", async ({ page, request, complaints }) => {
  const targets = await lines(request, "targets.jsonl");
  await page.goto("years/");
  await hydrated(page);
  const checks = await page.locator("[data-check]").evaluateAll((rows) =>
    rows.map((row) => ({
      id: row.dataset.check,
      cells: [...row.querySelectorAll("dl > div > dd")].map((cell) => cell.textContent),
      years: row.querySelectorAll("dd li a").length,
    })),
  );
  expect(checks.length).toBeGreaterThan(1);
  for (const { id, cells, years } of checks) {
    const total = targets.find((target) => target.id === id);
    const parts = targets.filter(
      (t) => t.plan === total.plan && t.indicator === total.indicator && t.unit === total.unit && t.year_from !== null && t.year_from === t.year_to,
    );
    expect(years, id).toBe(parts.length);
    const sum = parts.reduce((sum, part) => sum + part.value, 0);
    expect(tight(cells[1]), id).toBe(number(sum, total.unit));
    expect(cells[3], id).toContain(sum === total.value ? "相符" : "不同");
  }
  expect(checks.map((check) => check.id)).toContain("dehua-2025/2.2#2");
  await page.setViewportSize(sizes.phone);
  const split = await page.locator("[data-check] :is(dt, .by-years li, .figure)").evaluateAll((all) => all.filter((part) => part.getBoundingClientRect().height > 40).map((part) => part.textContent));
  expect(split, "a figure is one line on a phone").toEqual([]);
  expect(complaints).toEqual([]);
});

test("a comparison is taken along", async ({ page, request, complaints }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("compare/medical-insurance-coverage/");
  await hydrated(page);
  const csv = await (await request.get("open-data/compare/medical-insurance-coverage.csv")).text();
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  const targets = (await lines(request, "targets.jsonl")).filter((t) => t.indicator === "medical-insurance-coverage");
  for (const target of targets) expect(csv).toContain(target.id);
  expect(csv.trim().split("\n")).toHaveLength(targets.length + 1);
  const svg = await (await request.get("open-data/compare/medical-insurance-coverage.svg")).text();
  for (const words of ["基本医保参保率", "泉政办〔2025〕11号", "2025年4月10日", "95%"]) expect(svg).toContain(words);
  expect(svg).not.toMatch(/class=|<a |<style|href/);
  expect(svg.match(/<svg [^>]*width="\d+(\.\d+)?" height="\d+(\.\d+)?"/g), "each part has its size").toHaveLength(svg.split("<svg ").length - 1);
  await page.locator(".take [data-copy]").first().click();
  await expect(page.locator(".take [role=status]")).toHaveText("已复制。");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await page.getByRole("button", { name: "GB/T 7714" }).click();
  const today = new Date().toLocaleDateString("sv-SE");
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(new RegExp(`（泉政办〔2025〕11号）：二（七）\\[EB/OL\\]\\. \\(2025-04-10\\)\\[${today}\\]\\. http\\S+/plans/quanzhou-2025/#2\\.7\\.`));
  await page.getByRole("button", { name: "复制引用" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("（泉政办〔2025〕11号），2025年4月10日，二（七）");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("/plans/quanzhou-2025/#2.7");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".take [data-png]").click()]);
  expect(download.suggestedFilename()).toBe("medical-insurance-coverage.png");
  const file = await download.createReadStream();
  const chunks = [];
  for await (const chunk of file) chunks.push(chunk);
  const png = Buffer.concat(chunks);
  expect([png.readUInt32BE(16), png.length > 20_000]).toEqual([2400, true]);
  expect(complaints).toEqual([]);
});

test("on paper a comparison is its picture and its table", async ({ page }) => {
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.goto("compare/medical-insurance-coverage/");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("table.comparison")).toBeVisible();
  for (const fold of await page.locator(".phone-only, .take, .controls").all()) await expect(fold).toBeHidden();
  for (const picture of await page.locator("svg.ladder:visible, svg.yearly:visible").all()) expect((await picture.boundingBox()).width).toBeLessThan(560);
});

test("on a phone two levels are picked, and all are a tap away", async ({ page, complaints }) => {
  await page.setViewportSize(sizes.phone);
  await page.goto("compare/medical-insurance-coverage/");
  await hydrated(page);
  await expect(page.locator("table.comparison")).toBeHidden();
  await page.locator(".pickers select").first().selectOption({ label: "福州市" });
  await expect(page.locator(".bands")).toContainText("≥\u00a095%");
  for (const name of ["看全部各级", "逐级排列"]) {
    const fold = page.locator("details.phone-only", { hasText: name });
    await fold.locator("summary").click();
    await expect(fold.locator("text=96%").first()).toBeVisible();
    await fold.locator("summary").click();
  }
  expect(complaints).toEqual([]);
});
