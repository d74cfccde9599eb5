// How fast the site starts on a slow phone: `npm run measure -- [URL]`, the site being served at URL
// (default: where `plan-cascade serve` puts it). 1.6 Mbit/s, 150 ms, processor slowed four times, empty cache.
// Prints the middle of five loads for each kind of page: the first and the largest paint, when the app runs, the longest
// task, the layout shift and all bytes; then, for a visitor who saves data, the bytes of the page before it is used and
// the time from the first touch until the app runs. At the end, of five visits, how long the slowest answer to a key took,
// from the key to the next paint. `npm run measure -- URL KIND…` measures these kinds alone.

import { launch, phone } from "./phone.js";
import { hydrated, kinds } from "./site.js";

const [address = "http://127.0.0.1:8080/", ...wanted] = process.argv.slice(2);
const chrome = await launch();

/** A page on the slow phone, and the bytes that it has fetched so far. */
async function watched() {
  const { context, page, client } = await phone(chrome);
  const fetched = { bytes: 0 };
  client.on("Network.loadingFinished", ({ encodedDataLength }) => (fetched.bytes += encodedDataLength));
  await page.addInitScript(() => {
    window.paints = { shift: 0, answer: 0, longest: 0 };
    const watch = (type, note) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, durationThreshold: 16 });
    watch("event", (entry) => entry.interactionId && (window.paints.answer = Math.max(window.paints.answer, entry.duration)));
    watch("largest-contentful-paint", (entry) => (window.paints.largest = entry.startTime));
    watch("longtask", (entry) => (window.paints.longest = Math.max(window.paints.longest, entry.duration)));
    watch("layout-shift", (entry) => (window.paints.shift += entry.value));
    addEventListener("DOMContentLoaded", () =>
      new MutationObserver(() => (window.paints.alive ??= performance.now())).observe(document.getElementById("app"), {
        attributeFilter: ["data-hydrated"],
      }),
    );
  });
  return { context, page, fetched };
}

async function load(path) {
  const { context, page, fetched } = await watched();
  await page.goto(address + path);
  await hydrated(page);
  await page.waitForLoadState("networkidle");
  const first = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  const paints = await page.evaluate(() => window.paints);
  await context.close();
  return { first, ...paints, bytes: fetched.bytes };
}

/** What a visitor who saves data fetches, and how soon the app runs once they touch the page. */
async function touch(path) {
  const { context, page, fetched } = await watched();
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await page.goto(address + path);
  await page.waitForLoadState("networkidle");
  const { bytes } = fetched;
  const touched = await page.evaluate(() => performance.now());
  await page.keyboard.press("Tab");
  await hydrated(page);
  const paints = await page.evaluate(() => window.paints);
  await context.close();
  return { spared: bytes, started: paints.alive - touched };
}

/** The slowest answer while `act` presses keys on a page. */
async function answer(path, act) {
  const { context, page } = await watched();
  await page.goto(address + path);
  await hydrated(page);
  await page.waitForLoadState("networkidle");
  await act(page);
  await page.waitForTimeout(1000);
  const { answer } = await page.evaluate(() => window.paints);
  await context.close();
  return answer;
}

const acts = {
  // A number, as Chinese comes from input methods, which have no keys here.
  "typing 2028 in search": [
    "search/",
    (page) => page.locator('main input[type="search"]').pressSequentially("2028", { delay: 300 }),
  ],
  "choosing other plans to compare": [
    kinds.indicator,
    async (page) => {
      await page.locator(".pickers select").first().focus();
      for (const key of ["ArrowUp", "ArrowDown", "ArrowUp"]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(400);
      }
    },
  ],
};

const middle = (values) => values.sort((a, b) => a - b)[values.length >> 1];
console.log("page        first paint   largest   alive  longest task  layout shift   bytes   sparing  alive after touch");
for (const [kind, path] of Object.entries(kinds).filter(([kind]) => !wanted.length || wanted.includes(kind))) {
  const loads = [];
  for (let n = 0; n < 5; n++) loads.push({ ...(await load(path)), ...(await touch(path)) });
  const of = (field) => middle(loads.map((load) => load[field] ?? NaN));
  // No app starts on some kinds.
  const ms = (field) => (Number.isNaN(of(field)) ? "—" : `${Math.round(of(field))} ms`);
  console.log(
    `${kind.padEnd(12)}${ms("first").padStart(11)}${ms("largest").padStart(10)}${ms("alive").padStart(8)}` +
      `${ms("longest").padStart(14)}${of("shift").toFixed(3).padStart(14)}${String(of("bytes")).padStart(8)}` +
      `${String(of("spared")).padStart(10)}${ms("started").padStart(19)}`,
  );
}
if (!wanted.length) console.log("\nslowest answer to a key");
for (const [name, [path, act]] of Object.entries(wanted.length ? {} : acts)) {
  const answers = [];
  for (let n = 0; n < 5; n++) answers.push(await answer(path, act));
  console.log(`${name.padEnd(34)}${middle(answers)} ms`);
}
await chrome.close();
