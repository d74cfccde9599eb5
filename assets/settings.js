// Large print, dark mode, high contrast, single keys: applied before the first paint, kept where storage is allowed. Links between languages. The key for searching.
(() => {
  const html = document.documentElement;
  const known = { size: "large", theme: "dark", contrast: "high", keys: "off" };
  const get = (key) => {
    try {
      return localStorage.getItem(`plan-cascade:${key}`);
    } catch (_) {
      return null;
    }
  };
  // Without a value what was kept is given up.
  const keep = (key, value) => {
    try {
      if (value === undefined) localStorage.removeItem(`plan-cascade:${key}`);
      else localStorage.setItem(`plan-cascade:${key}`, value);
    } catch (_) {}
  };
  const isDark = () =>
    html.dataset.theme ? html.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const isOn = (key) => {
    if (key === "theme") return isDark();
    if (key === "contrast" && !html.dataset.contrast) return matchMedia("(prefers-contrast: more)").matches;
    // Single keys are on unless somebody switched them off.
    return key === "keys" ? html.dataset.keys !== "off" : html.dataset[key] === known[key];
  };
  // Marks of plans whose time is over, by the visitor's date.
  const mark = () => {
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    for (const standing of document.querySelectorAll("[data-ends]")) standing.hidden = standing.dataset.ends >= today;
  };
  // The visitor's place: the button on its page keeps it, the menu leads to it, and its present years stand open.
  const place = () => (get("place") || "").match(/^[a-z0-9-]{1,64}$/)?.[0];
  const lead = () => {
    for (const link of document.querySelectorAll("[data-my-place]")) {
      link.setAttribute("href", place() ? `${link.dataset.myPlace}${place()}/` : link.dataset.otherwise);
    }
    for (const button of document.querySelectorAll("[data-keep]")) {
      button.setAttribute("aria-pressed", String(button.dataset.keep === place()));
    }
  };
  // This year and the next stand open, once: what is closed by hand stays closed.
  const open = () => {
    const year = new Date().getFullYear();
    for (const part of document.querySelectorAll("details[data-year]:not([data-seen])")) {
      part.dataset.seen = "";
      part.open = part.dataset.year >= year && part.dataset.year <= year + 1;
    }
    for (const head of document.querySelectorAll("th[data-year]")) {
      if (Number(head.dataset.year) === year) head.setAttribute("aria-current", "date");
    }
  };
  const show = () => {
    mark();
    lead();
    open();
    for (const button of document.querySelectorAll("[data-action]")) {
      button.setAttribute("aria-pressed", String(isOn(button.dataset.action)));
    }
  };
  for (const key of Object.keys(known)) {
    const value = get(key);
    if (value === known[key] || value === "light" || value === "normal") html.dataset[key] = value;
  }
  // What a page shows unasked would jump away under who asks for something: see `frame.css` and `search.css`.
  const asks = /[?&](q|area|differing|kind|level|of|only|plan|shared|sort|targets|topic|unit|verdict|year)=[^&]/;
  if (asks.test(location.search)) html.dataset.asked = "";
  addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-action]");
    if (!button || !(button.dataset.action in known)) return;
    const key = button.dataset.action;
    const plain = key === "theme" ? "light" : "normal";
    const value = isOn(key) === (key === "keys") ? known[key] : plain;
    html.dataset[key] = value;
    keep(key, value);
    show();
  });
  addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-keep]");
    if (!button) return;
    keep("place", button.dataset.keep === place() ? undefined : button.dataset.keep);
    lead();
  });
  // The list of keys, by its button and by "?".
  const list = () => document.getElementById("shortcuts");
  const toggle = () => (list().open ? list().close() : list().showModal?.());
  addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest('[data-open="shortcuts"]')) toggle();
  });
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "?" || typing || event.ctrlKey || event.metaKey || event.altKey || !isOn("keys")) return;
    event.preventDefault();
    toggle();
  });
  // The same view in another language keeps its choices and its place.
  addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest(".languages a");
    if (!link) return;
    // A page without a file of its own stands behind the hash, and its anchor after the last slash.
    const [, page, anchor] = location.hash.match(/^#(\/.*\/)?(.*)$/) || [];
    const to = link.hash.match(/^#\/.*\//);
    link.search = location.search;
    if (to) link.hash = to[0] + (anchor || "");
    else if (!link.hash) link.hash = page ? anchor : location.hash;
  });
  // "/" leads to the field for searching that is in sight, or opens the menu that holds it.
  addEventListener("keydown", (event) => {
    const at = event.target instanceof Element ? event.target : html;
    const other = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (event.key !== "/" || !isOn("keys") || other || at.closest("input, textarea, select, [contenteditable]")) return;
    const fields = [...document.querySelectorAll('[role="search"] input')];
    const menu = document.querySelector(".nav-narrow");
    if (menu && menu.checkVisibility?.() && !fields.some((field) => field.checkVisibility?.())) menu.open = true;
    const field = fields.find((field) => !field.checkVisibility || field.checkVisibility());
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  // Years stand as they should before they are painted: while the page is read, and where a choice draws them anew.
  new MutationObserver(open).observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", show);
  // The app may draw the buttons anew.
  document.addEventListener("plan-cascade:page", show);
})();
