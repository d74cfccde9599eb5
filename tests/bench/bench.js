// How everything grows with the number of plans: `tests/bench/run [--data | --once] [PLANS…]` (default 5 50).
//
// For each number of plans: a synthetic corpus; checking it; the app's data; the whole site, again without a change, and
// again with a change in one county; files and bytes; the first view of each kind of page on a slow phone; twenty queries,
// beside Pagefind over the same texts. `--data` leaves the site and the browser out, `--once` all that is built again
// and Pagefind. Each size's figures replace the ones
// that `results.json` holds of it, and the table and the plot are drawn of all.

import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { host } from "./host.js";
import { launch } from "../browser/phone.js";
import { firstView } from "./phone.js";
import { measured } from "./process.js";
import { ours, pagefind, texts, version } from "./queries.js";
import { draw, table } from "./report.js";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const program = process.env.PROGRAM || here("../../target/release/plan-cascade");
const seeds = here("../../seeds");

const asked = process.argv.slice(2);
const [data, once] = ["--data", "--once"].map((option) => asked.includes(option));
const sizes = asked.filter((word) => !/^--(data|once)$/.test(word)).map(Number);
if (sizes.some((plans) => !Number.isInteger(plans) || plans < 1))
  throw new Error("usage: tests/bench/run [--data | --once] [PLANS…]");

/** Files and bytes of a folder, those of compressed forms apart. */
async function weight(folder) {
  const sum = { files: 0, bytes: 0, packed: 0 };
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const { size } = await stat(join(entry.parentPath, entry.name));
    sum.files += 1;
    if (entry.name.endsWith(".br")) sum.packed += size;
    else if (!entry.name.endsWith(".gz")) sum.bytes += size;
  }
  return sum;
}

/** One address of each kind of page, of plans that the corpus has. */
function kinds(plans) {
  const last = plans.findLast(({ level }) => level === "county") ?? plans.at(-1);
  const nation = plans.find(({ level }) => level === "nation") ?? plans[0];
  return {
    home: "",
    compare: "compare/",
    indicator: "compare/resident-urbanization-rate/",
    topic: "topics/education/",
    plans: "plans/",
    plan: `plans/${last.id}/`,
    place: `place/${last.id.replace(/-\d{4}.*$/, "")}/`,
    chains: `chain/${nation.id}/`,
    coverage: "coverage/",
    years: "years/",
    units: "units/",
    search: "search/",
  };
}

/** Changes a word in a county's plan; seeds are plain texts. */
async function change(folder, plans) {
  const county = plans.findLast(({ level }) => level === "county") ?? plans.at(-1);
  const file = join(folder, county.source_file);
  const text = await readFile(file, "utf8");
  const changed = text.replace(/加强|加強/, "强化");
  if (changed === text) throw new Error(`${file} has no word to change`);
  await writeFile(file, changed);
}

async function bench(count, chrome) {
  const work = await mkdtemp(join(process.env.BENCH_DIR || tmpdir(), `plan-cascade-bench-${count}-`));
  const at = (name) => join(work, name);
  const run = (...words) => measured(program, words);
  const say = (what) => console.error(`${count} plans: ${what}`);
  const phases = {};
  say(`in ${work}`);
  await run("synth", "--plans", String(count), "--seed", "1", "--seeds", seeds, "--out", at("corpus"));
  const lines = (await readFile(at("corpus/truth/plans.jsonl"), "utf8")).trim().split("\n");
  const plans = lines.map((line) => JSON.parse(line));
  const text = (await weight(at("corpus/seeds"))).bytes;
  await cp(at("corpus/seeds"), at("changed"), { recursive: true });
  await change(at("changed"), plans);
  const phase = async (name, ...words) => {
    say(name);
    phases[name] = await run(...words);
  };
  await phase("check", "check", "--seeds", at("corpus/seeds"));
  await phase("bundle", "bundle", "--seeds", at("corpus/seeds"), "--out", at("data"));
  const bundled = await weight(at("data"));
  if (!once) await phase("bundle, one county changed", "bundle", "--seeds", at("changed"), "--out", at("data"));
  const result = { plans: count, text, phases, data: bundled };
  if (!data) {
    // A host's paid limits where its free ones are too tight for a country.
    const limits = count > 1000 ? ["--max-files", "100000", "--max-megabytes", "20000"] : [];
    const site = (folder) => ["build", "--seeds", folder, "--out", at("site"), ...limits];
    await phase("build", ...site(at("corpus/seeds")));
    result.site = await weight(at("site"));
    if (!once) {
      await phase("build, nothing changed", ...site(at("corpus/seeds")));
      await phase("build, one county changed", ...site(at("changed")));
    }
    const { address, stop } = await host(at("site"));
    result.views = {};
    for (const [kind, path] of Object.entries(kinds(plans))) {
      say(`first view: ${kind}`);
      result.views[kind] = await firstView(chrome, address + path);
    }
    say("queries");
    const read = await texts(at("site/open-data/clauses.jsonl"));
    result.queries = await ours(chrome, address, read);
    stop();
    if (!once) {
      say("Pagefind");
      await mkdir(at("pagefind"));
      result.pagefind = { version: await version(), ...(await pagefind(chrome, at("pagefind"), read)) };
    }
  }
  await rm(work, { recursive: true });
  const machine = `${cpus().length} × ${cpus()[0].model.trim()}`;
  return { ...result, date: new Date().toISOString().slice(0, 10), machine, profile: process.env.PROFILE || "release" };
}

const file = here("results.json");
const known = await readFile(file, "utf8").then(JSON.parse, () => []);
const chrome = data ? undefined : await launch();
for (const count of sizes.length ? sizes : [5, 50]) {
  const result = await bench(count, chrome);
  const before = known.findIndex(({ plans }) => plans === count);
  if (before >= 0) known.splice(before, 1);
  known.push(result);
  known.sort((a, b) => a.plans - b.plans);
  await writeFile(file, `${JSON.stringify(known, null, 1)}\n`);
  await writeFile(here("RESULTS.md"), table(known));
  await writeFile(here("growth.svg"), draw(known));
}
await chrome?.close();
