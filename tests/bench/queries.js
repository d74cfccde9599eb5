// Searching for policy terms: ours and Pagefind beside it over the same plans, each against a naive scan of the texts.

import { createReadStream } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { host } from "./host.js";
import { phone } from "./phone.js";
import { measured } from "./process.js";

export const terms = [
  "随迁子女", "县域", "研发经费", "保障性住房", "常住人口城镇化率", "老旧小区改造", "户籍制度", "燃气管道", "陶瓷产业", "都市圈",
  "农业转移人口", "职业技能培训", "公共充电桩", "城乡居民收入", "雨水管网", "社会保险", "义务教育", "智慧城市", "产业园区", "土地承包权",
];

/** Results that a visitor looks at. */
const LOOKED_AT = 10;
/** Longest that an answer may take, in ms. */
const PATIENCE = 120_000;

/** The text of every plan, by its id. */
export async function texts(clausesFile) {
  const plans = new Map();
  for await (const line of createInterface({ input: createReadStream(clausesFile) })) {
    const { plan, text } = JSON.parse(line);
    plans.set(plan, (plans.get(plan) ?? []).concat(text));
  }
  return plans;
}

/** Ids of the plans whose text holds the term. */
const scan = (plans, term) => [...plans].filter(([, clauses]) => clauses.some((text) => text.includes(term))).map(([id]) => id);

/** What was spent since `before`. */
const since = (before, now) => Object.fromEntries(Object.keys(now).map((key) => [key, now[key] - before[key]]));

/** Ours: of each term the bytes, requests and ms of a first visit and of a query in a page that has answered another. */
export async function ours(chrome, site, plans) {
  const rows = [];
  for (const [n, term] of terms.entries()) {
    const { context, page, fetched } = await phone(chrome);
    const start = performance.now();
    const answered = async (words) => {
      await page.locator(".search-count", { hasText: `“${words}”` }).waitFor({ timeout: PATIENCE });
    };
    await page.goto(`${site}search/?q=${encodeURIComponent(term)}`);
    await answered(term);
    const ms = performance.now() - start;
    await page.waitForLoadState("networkidle");
    const cold = { ...fetched, ms };
    const [, found] = (await page.locator(".search-count").innerText()).match(/见于(?:约)? ?([\d,]+) 份/) ?? [];
    const shown = await page
      .locator(".search-hits .clauses > li")
      .evaluateAll((hits, most) => hits.slice(0, most).map((hit) => hit.textContent.replace(/\s/g, "")), LOOKED_AT);
    const next = terms[(n + 1) % terms.length];
    await page.locator('main input[type="search"]').fill(next);
    await answered(next);
    await page.waitForLoadState("networkidle");
    const naive = scan(plans, term).length;
    rows.push({
      term,
      naive,
      found: Number((found ?? "0").replace(/,/g, "")),
      literal: shown.length ? shown.filter((text) => text.includes(term)).length / shown.length : naive ? 0 : 1,
      cold,
      warm: since(cold, { ...fetched, ms: cold.ms }),
    });
    await context.close();
  }
  return rows;
}

/** Pagefind over one page a plan: what indexing costs, and of each term what ours is asked too. */
export async function pagefind(chrome, folder, plans) {
  const escape = (text) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  for (const [id, clauses] of plans) {
    await mkdir(`${folder}/${id}`, { recursive: true });
    const body = clauses.map((text) => `<p>${escape(text)}</p>`).join("");
    await writeFile(`${folder}/${id}/index.html`, `<!doctype html><html lang="zh"><title>${id}</title><body>${body}</body></html>`);
  }
  const program = `node_modules/@pagefind/${process.platform}-${process.arch}/bin/pagefind_extended`;
  const binary = fileURLToPath(new URL(program, import.meta.url));
  const index = await measured(binary, ["--site", folder]);
  await writeFile(`${folder}/index.html`, '<!doctype html><html lang="zh"><title>Pagefind</title></html>');
  const { address, stop } = await host(folder);
  const rows = [];
  for (const [n, term] of terms.entries()) {
    const { context, page, fetched } = await phone(chrome);
    await page.goto(address);
    const ask = (words) =>
      page.evaluate(
        async ([words, most]) => {
          const start = performance.now();
          if (!window.engine) {
            window.engine = await import("/pagefind/pagefind.js");
            // What a worker fetches is neither slowed nor counted.
            await window.engine.options({ noWorker: true });
          }
          window.found = (await window.engine.search(words)).results;
          await Promise.all(window.found.slice(0, most).map((result) => result.data()));
          return performance.now() - start;
        },
        [words, LOOKED_AT],
      );
    const ms = await ask(term);
    await page.waitForLoadState("networkidle");
    const cold = { ...fetched, ms };
    const before = { ...fetched };
    await page.evaluate(() => (window.first = window.found));
    const again = await ask(terms[(n + 1) % terms.length]);
    await page.waitForLoadState("networkidle");
    const warm = { ...since(before, fetched), ms: again };
    // Beyond what is measured: which plans all results are.
    const found = await page.evaluate(async () => {
      const all = await Promise.all(window.first.map((result) => result.data()));
      return all.map(({ url }) => decodeURIComponent(url).split("/").at(-2));
    });
    const naive = new Set(scan(plans, term));
    const right = found.filter((id) => naive.has(id)).length;
    rows.push({
      term,
      naive: naive.size,
      found: found.length,
      recall: naive.size ? right / naive.size : 1,
      precision: found.length ? right / found.length : 1,
      cold,
      warm,
    });
    await context.close();
  }
  stop();
  return { index, rows };
}

/** The version of Pagefind that is compared with. */
export async function version() {
  const file = new URL("node_modules/pagefind/package.json", import.meta.url);
  return JSON.parse(await readFile(file, "utf8")).version;
}
