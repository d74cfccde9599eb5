// Scripts off, on a phone: the pages answer all the same. What they must say is taken from the open data.

import { expect, kinds, sizes, test } from "./site.js";

test.use({ javaScriptEnabled: false, viewport: sizes.phone });

async function lines(request, file) {
  const response = await request.get(`open-data/${file}`);
  return (await response.text()).trim().split("\n").map((line) => JSON.parse(line));
}

test("随迁子女公办学校就读率: what each level promises", async ({ page, request }) => {
  const [plans, targets] = [await lines(request, "plans.jsonl"), await lines(request, "targets.jsonl")];
  await page.goto(kinds.indicator);
  const main = page.locator("main");
  await expect(main).toBeVisible();
  // What is folded opens without scripts.
  for (const fold of await main.locator("summary:visible").all()) await fold.click();
  const text = (await main.innerText()).replace(/\s+/g, "");
  const own = targets.filter((target) => target.indicator === "migrant-children-public-school-rate");
  expect(new Set(own.map((target) => target.plan))).toEqual(new Set(["fuzhou-2025", "quanzhou-2025", "dehua-2025"]));
  for (const target of own) {
    const place = plans.find((plan) => plan.id === target.plan).place;
    expect(text).toContain(place);
    if (target.value !== null) expect(text).toContain(`${target.value}${target.unit ?? ""}`);
    expect(text).toContain(target.quote.replace(/\s+/g, ""));
  }
  expect(text, "the nation sets no figure, and the page says so").toMatch(/全国.{0,40}未写数字|未写数字.{0,40}全国/s);
});

test("德化县 二（三）: where it stands at the higher levels", async ({ page, request }) => {
  const [clauses, links] = [await lines(request, "clauses.jsonl"), await lines(request, "links.jsonl")];
  await page.goto(kinds.chain);
  const main = page.locator("main");
  await expect(main).toBeVisible();
  // What is folded opens without scripts.
  for (const fold of await main.locator("summary:visible").all()) await fold.click();
  const text = (await main.innerText()).replace(/\s+/g, "");
  const parents = links.filter((link) => link.child === "dehua-2025/2.3" && link.grade === 2).map((link) => link.parent);
  for (const level of ["china-2024", "quanzhou-2025"]) expect(parents.map((id) => id.split("/")[0])).toContain(level);
  for (const id of [...parents, "dehua-2025/2.3"]) {
    const clause = clauses.find((clause) => clause.id === id);
    // The units stand beside the text, one by one.
    const said = clause.text.replace(/（[^（）]*单位：[^）]*）/g, "");
    for (const sentence of said.split(/[。\n]/).filter((sentence) => sentence.length > 8)) {
      expect(text).toContain(sentence.replace(/\s+/g, ""));
    }
  }
});
