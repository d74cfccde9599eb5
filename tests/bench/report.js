// Results → a table in Markdown and a plot of how the phases grow.

const number = (value, digits = 0) =>
  value === undefined ? "–" : value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: digits });
const kilobytes = (bytes) => (bytes === undefined ? "–" : number(bytes / 1000));
const megabytes = (bytes) => (bytes === undefined ? "–" : number(bytes / 1e6, 1));
const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** A table: the head of each column, then its rows. */
const rows = (heads, lines) =>
  [heads, heads.map((_, n) => (n ? "--:" : "---")), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** A section with one line a name and one column a size; none where nothing was measured. */
function across(title, results, names, cell) {
  const held = names.filter((name) => results.some((result) => cell(result, name) !== undefined));
  const lines = held.map((name) => [name, ...results.map((result) => cell(result, name) ?? "–")]);
  return lines.length ? [`## ${title}`, rows(["", ...results.map(({ plans }) => `${number(plans)} plans`)], lines)] : [];
}

const PHASES = ["check", "bundle", "bundle, one county changed", "build", "build, nothing changed", "build, one county changed"];

const TIME = "Processor seconds of the program itself, without the compiler that it starts / wall seconds / most memory, MB.";
const VIEW =
  "On a phone with 1.6 Mbit/s, 150 ms and a processor slowed four times, empty cache: kB on the wire / requests / " +
  "largest paint, ms / app runs, ms (– where none runs) / longest task, ms / elements.";

/** The whole report. */
export function table(results) {
  const phase = ({ phases }, name) => {
    const spent = phases[name];
    return spent && `${number(spent.cpu, 1)} / ${number(spent.wall, 1)} / ${number(spent.megabytes)}`;
  };
  const size = (what) => (result, name) => {
    const { files, bytes, packed } = result[what] ?? {};
    return files === undefined ? undefined : { files: number(files), "MB, without compressed forms": megabytes(bytes), "MB of brotli forms": megabytes(packed) }[name];
  };
  const sizes = ["files", "MB, without compressed forms", "MB of brotli forms"];
  const view = ({ views }, kind) => {
    const seen = views?.[kind];
    return seen && [kilobytes(seen.bytes), seen.requests, number(seen.largest), number(seen.alive), number(seen.longest), number(seen.elements)].join(" / ");
  };
  const kinds = [...new Set(results.flatMap(({ views }) => Object.keys(views ?? {})))];
  const parts = [
    "# Results",
    "Written by `tests/bench/run`; do not edit. Each column was measured by one run:",
    rows(["plans", "date", "machine", "profile", "text, MB"], results.map((r) => [number(r.plans), r.date, r.machine, r.profile, megabytes(r.text)])),
    "![Processor seconds by number of plans](growth.svg)",
    ...across(`Time and memory\n\n${TIME}`, results, PHASES, phase),
    ...across("Data of the app", results, sizes, size("data")),
    ...across("Site", results, sizes, size("site")),
    ...across(`First view\n\n${VIEW}`, results, kinds, view),
    ...results.filter(({ queries }) => queries).map(queries),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Searching, ours beside Pagefind. */
function queries({ plans, queries, pagefind }) {
  const spent = ({ bytes, index, requests, ms }) => `${kilobytes(bytes)} (${kilobytes(index)}) / ${requests} / ${number(ms)}`;
  const beside = (other) => [other.found, number(other.recall, 2), number(other.precision, 2), spent(other.cold), spent(other.warm)];
  const lines = queries.map((own, n) => {
    const ours = [own.term, own.naive, own.found, number(own.literal, 2), spent(own.cold), spent(own.warm)];
    return pagefind ? [...ours, ...beside(pagefind.rows[n])] : ours;
  });
  const of = (list, part, key) => middle(list.map((row) => row[part][key]));
  const middles = (list) => ["cold", "warm"].map((part) => spent(Object.fromEntries(["bytes", "index", "requests", "ms"].map((key) => [key, of(list, part, key)]))));
  lines.push(["**middle**", "", "", "", ...middles(queries), ...(pagefind ? ["", "", "", ...middles(pagefind.rows)] : [])]);
  const heads = ["term", "plans with it", "ours: plans", "literal of first ten", "cold", "warm"];
  if (pagefind) heads.push("Pagefind: plans", "recall", "precision", "cold", "warm");
  const indexed = pagefind
    ? `Pagefind ${pagefind.version} indexed one page a plan in ${number(pagefind.index.cpu, 1)} s of processor time with ${number(pagefind.index.megabytes)} MB.`
    : "";
  return (
    `## Twenty queries in ${number(plans)} plans\n\nCold: a first visit until the count stands and ten results are read; warm: the next query in the same page. ` +
    `kB on the wire (of them the index) / requests / ms on the same phone. Ours brings the page and the app, Pagefind's page is empty. ` +
    `Ours also finds synonyms, after what holds the words. ${indexed}\n\n` +
    rows(heads, lines)
  );
}

/** A colour a phase; what is made again in a lighter one. */
const COLOURS = ["#0b5cad", "#b3261e", "#e08a85", "#1b6e3c", "#7fb894", "#b59a00"];
const WIDTH = 640;
const HEIGHT = 400;
const EDGE = { left: 60, right: 200, top: 20, bottom: 40 };

/** Processor seconds by plans, both in powers of ten; a straight line of the slope that is drawn dotted is linear. */
export function draw(results) {
  const points = PHASES.map((name) => [name, results.filter(({ phases }) => phases[name]?.cpu > 0).map(({ plans, phases }) => [plans, phases[name].cpu])]);
  const lines = points.filter(([, own]) => own.length);
  const all = lines.flatMap(([, own]) => own);
  if (!all.length) return '<svg xmlns="http://www.w3.org/2000/svg"/>';
  const span = (n) => [Math.floor(Math.log10(Math.min(...all.map((p) => p[n])))), Math.ceil(Math.log10(Math.max(...all.map((p) => p[n]))) + 0.001)];
  const [[x0, x1], [y0, y1]] = [span(0), span(1)];
  const x = (value) => EDGE.left + ((Math.log10(value) - x0) / (x1 - x0)) * (WIDTH - EDGE.left - EDGE.right);
  const y = (value) => HEIGHT - EDGE.bottom - ((Math.log10(value) - y0) / (y1 - y0)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const parts = [];
  for (let e = x0; e <= x1; e++) parts.push(`<path class="grid" d="M${x(10 ** e)} ${EDGE.top}V${HEIGHT - EDGE.bottom}"/><text x="${x(10 ** e)}" y="${HEIGHT - 20}" text-anchor="middle">${number(10 ** e)}</text>`);
  for (let e = y0; e <= y1; e++) parts.push(`<path class="grid" d="M${EDGE.left} ${y(10 ** e)}H${WIDTH - EDGE.right}"/><text x="${EDGE.left - 6}" y="${y(10 ** e) + 4}" text-anchor="end">${number(10 ** e, Math.max(0, -e))}</text>`);
  lines.forEach(([name, own], n) => {
    const colour = COLOURS[PHASES.indexOf(name)];
    const path = own.map(([plans, cpu]) => `${x(plans).toFixed(1)} ${y(cpu).toFixed(1)}`).join("L");
    parts.push(`<path fill="none" stroke="${colour}" stroke-width="2" d="M${path}"/>`);
    own.forEach(([plans, cpu]) => parts.push(`<circle fill="${colour}" r="3.5" cx="${x(plans).toFixed(1)}" cy="${y(cpu).toFixed(1)}"/>`));
    parts.push(`<text fill="${colour}" x="${WIDTH - EDGE.right + 12}" y="${EDGE.top + 16 + n * 20}">${name}</text>`);
  });
  const [first] = lines[0][1];
  const end = Math.min(10 ** x1, first[0] * (10 ** y1 / first[1]));
  parts.push(`<path stroke="#888" stroke-dasharray="2 4" d="M${x(first[0])} ${y(first[1])}L${x(end)} ${y((first[1] * end) / first[0])}"/>`);
  parts.push(`<text x="${(WIDTH - EDGE.right + EDGE.left) / 2}" y="${HEIGHT - 4}" text-anchor="middle">plans</text>`);
  parts.push(`<text x="4" y="14">processor seconds; dotted: linear</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Processor seconds by number of plans"><style>text{font:12px sans-serif}text:not([fill]){fill:#333}.grid{stroke:#ddd}@media(prefers-color-scheme:dark){text:not([fill]){fill:#ddd}.grid{stroke:#444}}</style>${parts.join("\n")}</svg>\n`;
}
