// In a framed widget, which is readable without this: applies the options of its address and tells the page
// around it its height. Listens to no message.
(() => {
  const html = document.documentElement;
  const query = new URLSearchParams(location.search);
  const given = (name) => query.get(name) || "";

  // Each language is a page of its own.
  const languages = { "zh-Hans": "", "zh-Hant": "zh-Hant/", en: "en/" };
  const lang = given("lang");
  const site = document.baseURI;
  const here = location.href.slice(site.length).replace(/^(zh-Hant|en)\//, "");
  if (location.href.startsWith(site) && here.startsWith("widgets/") && lang in languages && lang !== html.lang) {
    return location.replace(site + languages[lang] + here);
  }

  if (["light", "dark", "host"].includes(given("theme"))) html.dataset.theme = given("theme");
  if (given("size") === "large") html.dataset.size = "large";

  // Leaves out what belongs to plans that are not chosen; where none is known, all stay.
  function choose() {
    const plans = given("plans").split(",");
    const parts = [...document.querySelectorAll("[data-plan]")];
    if (!parts.some((part) => plans.includes(part.dataset.plan))) return;
    for (const picture of document.querySelectorAll("svg[data-pitch]")) {
      close(picture, [...picture.querySelectorAll("[data-row]")], plans);
    }
    for (const part of parts) if (!plans.includes(part.dataset.plan)) part.remove();
  }

  // The rows of a ladder that are left move up into the gaps.
  function close(picture, rows, plans) {
    const pitch = Number(picture.dataset.pitch);
    const kept = rows.filter((row) => plans.includes(row.dataset.plan));
    const lift = {};
    kept.forEach((row, at) => {
      lift[row.dataset.row] = pitch * (row.dataset.row - at);
      if (lift[row.dataset.row]) row.setAttribute("transform", `translate(0,${-lift[row.dataset.row]})`);
    });
    for (const step of picture.querySelectorAll("[data-rows]")) {
      const ends = step.dataset.rows.split(" ");
      if (!ends.every((row) => row in lift)) {
        step.remove();
        continue;
      }
      const points = step.getAttribute("points").split(" ").map((point) => point.split(","));
      const moved = points.map(([x, y], at) => `${x},${(y - lift[ends[at ? 1 : 0]]).toFixed(1)}`);
      step.setAttribute("points", moved.join(" "));
    }
    const gone = pitch * (rows.length - kept.length);
    const box = picture.getAttribute("viewBox").split(" ");
    const height = (box[3] - gone).toFixed(1);
    picture.setAttribute("viewBox", [...box.slice(0, 3), height].join(" "));
    picture.setAttribute("height", height);
    for (const line of picture.querySelectorAll(".grid")) line.setAttribute("y2", line.getAttribute("y2") - gone);
  }

  // On every change, and twice more while the script of the page around may still be on its way.
  function report() {
    const box = document.querySelector("[data-widget]");
    if (parent === window || !box) return;
    let told;
    const tell = (again) => {
      const px = Math.ceil(box.getBoundingClientRect().height);
      if (px === told && !again) return;
      told = px;
      parent.postMessage({ type: "plan-cascade:height", id: box.dataset.widget, px }, "*");
    };
    new ResizeObserver(() => tell(false)).observe(box);
    addEventListener("load", () => tell(true));
    setTimeout(tell, 2000, true);
  }

  document.addEventListener("DOMContentLoaded", () => {
    choose();
    report();
  });
})();
