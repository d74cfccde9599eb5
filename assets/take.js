// What visitors take along: copies links and citations, prints, writes the list in sight as a table, and draws a picture's
// SVG as PNG. Without it the links to files work all the same.
(() => {
  document.documentElement.dataset.scripts = "on";
  // So many documents are cited by their numbers.
  const NUMBERS = 12;
  const words = (node) => (node.dataset.value ?? node.textContent).replace(/\s+/g, " ").trim();
  // What is chosen on the page: of each list and row of choices what is not its first, and the switches that are on.
  function view() {
    const chosen = [...document.querySelectorAll("main select")]
      .filter((list) => list.selectedIndex > 0)
      .map((list) => `${words(list.closest("label").firstElementChild)}：${words(list.selectedOptions[0])}`);
    for (const row of document.querySelectorAll("main .facet")) {
      const name = row.querySelector(".facet-name");
      for (const choice of row.querySelectorAll('[aria-current="true"]')) {
        if (!name) chosen.push(words(choice));
        else if (choice !== row.querySelector("a")) chosen.push(`${words(name)}：${words(choice)}`);
      }
    }
    // Which documents it shows, by their numbers.
    const numbers = [...new Set([...document.querySelectorAll("main [data-number]")].map((plan) => plan.dataset.number))];
    if (numbers.length) chosen.push(numbers.slice(0, NUMBERS).join("、") + (numbers.length > NUMBERS ? "…" : ""));
    return chosen.length ? `（${chosen.join("；")}）` : "";
  }
  const absolute = (text) =>
    text
      .replaceAll("<title>", () => document.title)
      .replaceAll("<view>", view)
      .replaceAll("<address>", () => location.href)
      .replaceAll("<base>", () => document.baseURI.replace(/[?#].*/, ""))
      .replaceAll("<today>", new Date().toLocaleDateString("sv-SE"));
  async function copy(text) {
    try {
      return await navigator.clipboard.writeText(text);
    } catch (_) {}
    // Browsers without the clipboard interface, WeChat's among them.
    const field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    if (!copied) throw new Error("copy");
  }
  // The list as it is filtered: a table, or records, of which each part and each group around them names its column.
  function list() {
    const table = document.querySelector("main table[data-records]");
    if (table) return [...table.rows].map((row) => [...row.cells].map(words));
    const records = [...document.querySelectorAll("main [data-record]")].map((record) => {
      const row = new Map();
      const groups = [];
      for (let group = record; (group = group.parentElement?.closest("[data-column]")); ) groups.unshift(group);
      const own = record.matches("[data-column]") ? [record] : [];
      for (const part of [...groups, ...own, ...record.querySelectorAll("[data-column]")]) {
        const { column } = part.dataset;
        row.set(column, row.has(column) ? `${row.get(column)}；${words(part)}` : words(part));
      }
      return row.set("URL", (record.matches("a") ? record : record.querySelector("a"))?.href ?? "");
    });
    const columns = [...new Set(records.flatMap((row) => [...row.keys()]))];
    return [columns, ...records.map((row) => columns.map((column) => row.get(column) ?? ""))];
  }
  // A cell that a spreadsheet would take for a formula gets a quote in front, as in the files of the build.
  const cell = (text) => `"${(/^([=+\-@]|[＝＋－＠].)/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  // A list that shows its beginning is asked for all of it first.
  const all = () => document.querySelector("main [data-all]");
  async function whole() {
    all()?.click();
    for (const until = Date.now() + 15_000; all(); await new Promise((passed) => setTimeout(passed, 50))) {
      if (Date.now() > until) throw new Error("list");
    }
  }
  async function csv() {
    await whole();
    const lines = list().map((row) => row.map(cell).join(","));
    save(new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" }), `${document.title.split(" · ")[0]}.csv`).click();
  }
  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    return link;
  }
  // The picture is shown too: WeChat's browser saves no blob, but keeps an image that is held.
  async function png(button, status) {
    const image = new Image();
    image.src = button.dataset.png;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    const link = save(blob, button.dataset.png.replace(/^.*\//, "").replace(/svg$/, "png"));
    const shown = document.createElement("img");
    shown.src = link.href;
    shown.alt = "";
    shown.className = "taken";
    status.replaceChildren(status.dataset.hold, shown);
    link.click();
  }
  addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-copy], [data-png], [data-csv], [data-print]");
    if (!button) return;
    if ("print" in button.dataset) return print();
    const status = button.closest(".take").querySelector("[role=status]");
    try {
      if (button.dataset.png) return await png(button, status);
      if ("csv" in button.dataset) return await csv();
      await copy(absolute(button.dataset.copy));
      status.textContent = status.dataset.done;
    } catch (_) {
      status.textContent = status.dataset.failed;
    }
  });
})();
