// The country as continuous integration does it: one job a province, one that joins them.
//
//   node tests/bench/provinces.js [PLANS]        (default 50; PROGRAM=FILE takes that program)
//
// Divides a synthetic corpus by province, compiles each part by itself, as many at once as there are processors, joins
// the parts, and fails unless that gives the bytes of one bundle of all seeds. Prints what each job took.

import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, stat } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measured } from "./process.js";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const program = process.env.PROGRAM || here("../../target/release/plan-cascade");
const count = Number(process.argv[2] ?? 50);
if (!Number.isInteger(count) || count < 1) throw new Error("usage: node tests/bench/provinces.js [PLANS]");

const work = await mkdtemp(join(process.env.BENCH_DIR || tmpdir(), "plan-cascade-provinces-"));
const at = (...names) => join(work, ...names);
const told = ({ cpu, wall, megabytes }) => `${cpu.toFixed(1)} s of processor time, ${wall.toFixed(1)} s, ${Math.round(megabytes)} MB`;

await measured(program, ["synth", "--plans", String(count), "--seed", "1", "--seeds", here("../../seeds"), "--out", at("corpus")]);
const lines = (await readFile(at("corpus/truth/plans.jsonl"), "utf8")).trim().split("\n");
const areas = new Map();
for (const { source_file, place_code } of lines.map((line) => JSON.parse(line))) {
  const area = place_code?.slice(0, 2) ?? "00";
  await mkdir(at("seeds", area), { recursive: true });
  const stem = source_file.replace(/\.[^.]*$/, "");
  for (const name of [source_file, `${stem}.toml`]) await copyFile(at("corpus/seeds", name), at("seeds", area, name)).catch(() => {});
  areas.set(area, (areas.get(area) ?? 0) + 1);
}

const jobs = [...areas.keys()];
const parts = jobs.map((area) => at(`${area}.part`));
const waiting = [...jobs];
const worker = async () => {
  for (let area = waiting.shift(); area; area = waiting.shift()) {
    const spent = await measured(program, ["compile", "--seeds", at("seeds", area), "--out", at(`${area}.part`)]);
    const { size } = await stat(at(`${area}.part`));
    console.log(`compile ${area}: ${areas.get(area)} plans, ${Math.ceil(size / 1000)} kB; ${told(spent)}`);
  }
};
await Promise.all(Array.from({ length: availableParallelism() }, worker));
// The order of the parts does not matter.
console.log(`join ${parts.length} parts: ${told(await measured(program, ["bundle", "--out", at("joined"), ...parts.reverse()]))}`);
console.log(`all seeds at once: ${told(await measured(program, ["bundle", "--out", at("whole"), "--seeds", at("corpus/seeds")]))}`);

const [joined, whole] = await Promise.all(["joined", "whole"].map((name) => readdir(at(name))));
const same = async (name) => (await readFile(at("joined", name))).equals(await readFile(at("whole", name)));
if (joined.join() !== whole.join()) throw new Error(`not the same files: see ${work}`);
for (const name of whole) if (!(await same(name))) throw new Error(`${name} is not the same: see ${work}`);
console.log(`${whole.length} files, byte for byte the same`);
await rm(work, { recursive: true });
