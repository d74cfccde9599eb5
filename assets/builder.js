// The page that hands out widgets: keeps the preview to what is chosen, and writes the forms to be copied. The copied
// block is taken out of the preview, which is the framed page itself, so nothing is drawn here.
//
// Invariants: each option of an address says what it is even where it is the default, so that a later default
// changes no page that is out there; what was written out once is understood for good.

const prefixes = { "zh-Hans": "", "zh-Hant": "zh-Hant/", en: "en/" };
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** The address of a framed page, relative to the site's folder. */
const address = ({ path, plans, lang, theme, size }) =>
  `${prefixes[lang]}widgets/${path}/?plans=${plans.join()}&lang=${lang}&theme=${theme}&size=${size}`;

/** A frame in a figure with a plain link. */
const frame = (w, site) =>
  `<figure>\n<iframe src="${escape(site + address(w))}" title="${escape(w.title)}" width="100%" height="${w.height}" frameborder="0" ` +
  `loading="lazy" referrerpolicy="no-referrer" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>\n` +
  `<figcaption><a href="${escape(site + w.page)}">${escape(w.caption)}</a></figcaption>\n</figure>\n`;

/** The same as an element that makes its frame itself, around the plain link. */
const element = (w, site) => {
  const [name, id] = w.path.startsWith("chain/") ? ["chain", w.path.slice(6)] : ["indicator", w.path];
  return (
    `<plan-compare ${name}="${id}" plans="${w.plans.join()}" lang="${w.lang}" theme="${w.theme}" size="${w.size}" ` +
    `title="${escape(w.title)}"><a href="${escape(site + w.page)}">${escape(w.caption)}</a></plan-compare>\n`
  );
};

const script = (site) => `<script src="${escape(site)}widgets/embed.js" async></script>\n`;

/** A short name for a text, the same everywhere (FNV-1a). */
function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return "p" + (hash % 46656).toString(36).padStart(3, "0");
}

/**
 * The block of a framed page for a host's page: names of its own, links from `site`, of the style only the rules that
 * something in it needs, each declaration important. `style` is that of the framed page.
 */
export function copied(block, style, { id, site, theme, size }) {
  const copy = block.cloneNode(true);
  const own = `#${block.id}`;
  // What answers to a pointer on the site's own page is of no use here, nor is a part without a look of its own.
  for (const row of copy.querySelectorAll("rect.row")) row.remove();
  for (const part of copy.querySelectorAll("tspan")) if (!part.attributes.length) part.replaceWith(...part.childNodes);

  const lines = style.split("\n");
  const palette = (name) => /\{(.*)\}/.exec(lines.find((line) => line.startsWith(`[data-theme=${name}] `)))[1];
  const rules = lines.filter((line) => line.startsWith(own) && !line.startsWith(`${own}{--i`)).map((line) => line.split(/[{}]/));
  if (size === "large") rules.push([own, "font-size:22px"]);
  const needed = rules.filter(([selector]) => selector === own || copy.querySelector(`:scope${selector.slice(own.length).replace(/::\w+/, "*")}`));

  // Short names for the classes that rules need; the others go.
  const names = {};
  const renamed = needed.map(([selector, body]) => [
    selector.slice(own.length).replace(/\.([a-z-]+)/g, (_, name) => `.${(names[name] ||= "p" + Object.keys(names).length.toString(36))}`),
    body.replaceAll(own, `#${id}`),
  ]);
  for (const part of [copy, ...copy.querySelectorAll("*")]) {
    for (const { name, value } of [...part.attributes]) {
      // A picture is named by its own title; a seal's character needs none beside it.
      if (name.startsWith("data-") || ["title", "aria-labelledby", "aria-describedby"].includes(name)) part.removeAttribute(name);
      else if (part.localName === "title") part.removeAttribute(name);
      // Most texts of a picture are centred, which its root says; 116.0 says no more than 116.
      else if (name === "text-anchor" && value === "middle" && part.localName !== "svg") part.removeAttribute(name);
      else if (/^(cx|cy|[xy][12]?|width|height|d|points|viewBox)$/.test(name)) part.setAttribute(name, value.replace(/(\d)\.0(?!\d)/g, "$1"));
      else if (name === "href") part.setAttribute(name, site + value);
      // The block's name is the first heading of its own page, but not of a host's.
      else if (name === "aria-level") part.setAttribute(name, "3");
      else if (["id", "fill"].includes(name)) part.setAttribute(name, value.replaceAll(block.id, id));
      else if (name === "class") {
        const kept = value.split(" ").flatMap((name) => names[name] || []).join(" ");
        kept ? part.setAttribute(name, kept) : part.removeAttribute(name);
      }
    }
  }

  const scope = `#${id}#${id}`;
  const css = renamed.map(([rest, body]) => `${scope}${rest}{${body.replaceAll(";", "!important;")}!important}`).join("");
  const colours = (name) => palette(name).split(";").filter((one) => css.includes(`var(${one.slice(0, 3)})`)).join(";");
  const base = `#${id}{${colours(theme === "auto" ? "light" : theme)}}`;
  const dark = theme === "auto" ? `@media (prefers-color-scheme:dark){#${id}{${colours("dark")}}}` : "";

  const sheet = block.ownerDocument.createElement("style");
  sheet.textContent = base + dark + css;
  copy.prepend(sheet);
  // Shapes need no closing tag.
  return copy.outerHTML.replace(/><\/(line|rect|circle|path|polyline)>/g, "/>") + "\n";
}

const article = document.querySelector("article.embed");
if (article) build();

function build() {
  const words = article.dataset;
  const $ = (id) => document.getElementById(id);
  const local = document.baseURI.replace(/[?#].*/, "");
  const canonical = document.querySelector('link[rel="canonical"]');
  // What is handed out names the site's public address, where it has one.
  const site = canonical ? canonical.href.replace(/(zh-Hant\/|en\/)?embed\/$/, "") : local;
  const value = (name) => article.querySelector(`input[name="${name}"]:checked`).value;

  let clause = "";
  let wrong = false;
  let place = null;
  // Plans that an address asked for, and what was ticked by hand since, by id.
  let asked = null;
  let ticked = new Map();
  // What the page of a language and a path holds: its plans, or null where there is no such page.
  const known = new Map();

  const selects = () => [...$("indicators").querySelectorAll("select")];
  // The group of neighbours that a place belongs to.
  const group = (code) => (code.endsWith("0000") ? "nation" : code.endsWith("00") ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`);
  const paths = () => {
    if (clause) return [`chain/${clause}`];
    const path = (select) => select.value + (place && "grouped" in select.selectedOptions[0].dataset ? `/${group(place)}` : "");
    return [...new Set(selects().map(path))];
  };
  const stem = (code) => code.replace(/(00)+$/, "");
  const isAbove = (code, lower) => code === "" || lower.startsWith(stem(code));
  function isChosen([id, , code], all) {
    if (ticked.has(id)) return ticked.get(id);
    if (asked && all.some(([id]) => asked.includes(id))) return asked.includes(id);
    if (place) return isAbove(code, place);
    // Of many, a single way from the nation down.
    const last = all.reduce((deepest, [, , code]) => (stem(code).length > stem(deepest).length ? code : deepest), "");
    return all.length <= 8 || isAbove(code, last);
  }
  function widgets() {
    const common = { lang: value("lang"), theme: value("theme"), size: value("size") };
    return paths().map((path) => {
      const all = known.get(common.lang + path);
      const ids = (all || []).map(([id]) => id);
      const plans = ids.filter((_, at) => isChosen(all[at], all));
      // An address that names none means all.
      return { ...common, path, all, plans: plans.length ? plans : ids };
    });
  }

  function render() {
    const chosen = widgets();
    const shown = chosen.map(preview);
    for (const old of [...$("previews").children]) if (!shown.includes(old)) old.remove();
    const missing = chosen.some(({ all }) => all === null);
    $("missing").textContent = wrong || (missing && clause) ? words.noClause : missing ? words.noComparison : "";
    plans(chosen);
    codes(chosen, shown);
  }

  /** The framed page as wide as a phone and as wide as there is room, loaded anew only where it would change. */
  function preview(w) {
    let box = [...$("previews").children].find((box) => box.dataset.path === w.path);
    if (!box) {
      box = document.createElement("div");
      Object.assign(box, { className: "embed-preview" }).dataset.path = w.path;
      for (const width of ["phone", "desk"]) {
        const figure = document.createElement("figure");
        figure.className = `embed-${width}`;
        const inner = document.createElement("iframe");
        const caption = document.createElement("figcaption");
        caption.className = "meta";
        caption.textContent = inner.title = $("previews").dataset[width];
        Object.assign(inner, { width: "100%", height: 480 });
        inner.addEventListener("load", () => arrived(box, inner));
        figure.append(inner, caption);
        box.append(figure);
      }
      $("previews").append(box);
    }
    const all = !w.all || w.all.length === w.plans.length;
    const src = local + address(all ? { ...w, plans: [] } : w);
    for (const inner of box.querySelectorAll("iframe")) {
      if (inner.dataset.src === src) continue;
      delete box.dataset.ready;
      inner.dataset.src = src;
      // A load of a frame that stands already would be an entry of the history.
      inner.contentWindow ? inner.contentWindow.location.replace(src) : (inner.src = src);
    }
    return box;
  }

  function arrived(box, inner) {
    // Nothing to read: a page that the browser puts where ours cannot be had.
    const inside = inner.contentDocument;
    if (!inner.isConnected || (inside && inside.URL !== inner.dataset.src)) return;
    const block = inside && inside.getElementById("pcx");
    const lang = new URL(inner.dataset.src).searchParams.get("lang");
    known.set(lang + box.dataset.path, block && JSON.parse(block.dataset.plans));
    if (block) {
      // A preview is a part of this page, not one of its own.
      block.parentNode.removeAttribute("role");
      inner.height = Math.ceil(block.getBoundingClientRect().height);
      inner.title = `${block.dataset.title} · ${inner.nextSibling.textContent}`;
      if (inner.parentNode.className === "embed-desk") box.dataset.ready = inner.dataset.src;
    }
    render();
  }

  /** The plans to tick: all that a preview can show. */
  function plans(chosen) {
    const all = new Map(chosen.flatMap(({ all }) => (all || []).map((plan) => [plan[0], plan])));
    const ticks = new Set(chosen.flatMap(({ plans }) => plans));
    const list = $("plans");
    const labels = JSON.stringify([...all.values()].map(([id, name]) => [id, name]));
    if (all.size && list.dataset.labels !== labels) {
      list.dataset.labels = labels;
      list.replaceChildren(
        ...[...all.values()].map(([id, name]) => {
          const label = document.createElement("label");
          label.className = "embed-option";
          const box = document.createElement("input");
          Object.assign(box, { type: "checkbox", value: id });
          label.append(box, name);
          return label;
        }),
      );
    }
    for (const box of list.querySelectorAll("input")) box.checked = ticks.has(box.value);
  }

  function codes(chosen, shown) {
    const ready = chosen.length && shown.every((box) => box.dataset.ready && box.dataset.ready === box.querySelector(".embed-desk iframe").dataset.src);
    const code = { static: "", frame: "", script: "", element: "" };
    const archives = [];
    if (ready) {
      chosen.forEach((w, at) => {
        const inner = shown[at].querySelector(".embed-desk iframe");
        const block = inner.contentDocument.getElementById("pcx");
        const style = inner.contentDocument.querySelector("style").textContent;
        const { title, caption, page } = block.dataset;
        const whole = { ...w, title, caption, page, height: Math.min(4000, Math.max(120, Number(inner.height))) };
        code.static += copied(block, style, { ...w, id: fingerprint(address(w)), site });
        code.frame += frame(whole, site);
        code.element += element(whole, site);
        const item = document.createElement("li");
        const link = document.createElement("a");
        Object.assign(link, { href: `widgets/${w.path}/${w.path.replaceAll("/", "-")}.zip`, download: "", textContent: `${title}（zip）` });
        item.append(link);
        archives.push(item);
      });
      code.script = code.frame + script(site);
      code.element += script(site);
    }
    $("archives").replaceChildren(...archives);
    for (const [form, text] of Object.entries(code)) {
      const area = $(`code-${form}`);
      const bytes = new TextEncoder().encode(text).length;
      for (const button of document.querySelectorAll(`[data-form="${form}"]`)) {
        if (area.value !== text) button.parentNode.querySelector("[role=status]").textContent = "";
        button.dataset.copy = text;
        button.disabled = !text;
      }
      area.value = text;
      $(`size-${form}`).textContent = text && words.bytes.replace("{n}", bytes) + (form === "static" && bytes > 15000 * chosen.length ? words.long : "");
    }
  }

  function addIndicator(id) {
    const first = selects()[0];
    const row = first.parentNode.cloneNode(true);
    const select = row.querySelector("select");
    const unused = [...select.options].find((option) => !selects().some(({ value }) => value === option.value));
    select.value = id || (unused && unused.value);
    $("indicators").append(row);
    return select;
  }

  /** Each indicator but the only one can be taken out again. */
  function removals() {
    const all = selects();
    for (const select of all) {
      const old = select.parentNode.querySelector("button");
      if (old) old.remove();
      if (all.length < 2) continue;
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: words.remove });
      button.setAttribute("aria-label", `${words.remove} ${select.selectedOptions[0].text}`);
      button.addEventListener("click", () => {
        select.parentNode.remove();
        removals();
        selects()[0].focus();
        render();
      });
      select.parentNode.append(button);
    }
  }

  /** All places, asked for once somebody looks for one: `[name, code]`. */
  let listed = null;
  function places() {
    const read = async () => {
      const response = await fetch(`${prefixes[document.documentElement.lang]}widgets/places.json`);
      const all = await response.json();
      $("places").replaceChildren(...all.map(([name]) => new Option(name)));
      return all;
    };
    // What failed is tried again.
    return (listed ||= read().catch(() => ((listed = null), [])));
  }

  async function choosePlace(field) {
    const text = field.value.trim();
    const all = await places();
    const found = all.find(([name]) => name === text) || all.find(([name]) => text && name.startsWith(text));
    place = found ? found[1] : null;
    if (found) field.value = found[0];
    field.setAttribute("aria-invalid", String(text !== "" && !found));
    [asked, ticked] = [null, new Map()];
    render();
  }

  /** A clause id out of what was typed or pasted: the id itself or the address of its page. */
  function readClause(text) {
    const id = text.trim().split(/[?#]/)[0].replace(/\/$/, "").split("chain/").at(-1);
    wrong = text.trim() !== "" && !/^[\w-]+\/[\w.]+$/.test(id);
    $("clause").setAttribute("aria-invalid", String(wrong));
    clause = wrong ? "" : id;
    for (const control of [...selects(), $("add")]) control.disabled = clause !== "";
  }

  article.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  article.querySelector("form").addEventListener("change", ({ target }) => {
    if (target.id === "clause") {
      readClause(target.value);
      [asked, ticked] = [null, new Map()];
    } else if (target.id === "place") {
      return choosePlace(target);
    } else if (target.closest("#plans")) {
      // One plan stays: an address that names none means all.
      if (![...$("plans").querySelectorAll("input")].some((box) => box.checked)) target.checked = true;
      ticked.set(target.value, target.checked);
    } else if (target.closest("#indicators")) {
      removals();
    }
    render();
  });
  $("add").addEventListener("click", () => {
    addIndicator().focus();
    removals();
    render();
  });
  $("place").addEventListener("focus", places);

  // Its own pages say when their height changes.
  addEventListener("message", ({ data, source }) => {
    for (const inner of article.querySelectorAll("iframe")) {
      if (inner.contentWindow === source && data && data.type === "plan-cascade:height") inner.height = data.px;
    }
  });

  // `?indicator=ID,ID&plans=ID,ID` or `?chain=PLAN/PATH`, as links from other pages ask.
  const query = new URLSearchParams(location.search);
  const exists = (id) => [...selects()[0].options].some((option) => option.value === id);
  const [first, ...more] = (query.get("indicator") || "").split(",").filter(exists);
  if (first) selects()[0].value = first;
  more.forEach(addIndicator);
  if (query.get("plans")) asked = query.get("plans").split(",");
  if (query.get("chain")) {
    $("clause").value = query.get("chain");
    readClause(query.get("chain"));
  }
  for (const part of article.querySelectorAll("[data-site]")) {
    for (const code of part.querySelectorAll("code")) code.textContent = code.textContent.replace(part.dataset.site, site);
  }
  removals();
  render();
  article.dataset.ready = "true";
}
