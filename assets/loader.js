// Starts the app on a prerendered page. What fails is shown in #failure; the page stays readable throughout.
// The build writes two things before this into the same file, so that one digest proves all: `code`, which names the
// files of the WebAssembly and their digests, and its bindings, `wasm_bindgen`.
const root = document.getElementById("app");
const failure = document.getElementById("failure");
const boot = JSON.parse(document.getElementById("boot").textContent);
// Which page an address asks for: one that has no file of its own stands behind the hash of another; see `web/address.rs`.
const asked = () => {
  const [, own] = location.hash.match(/^#(\/.*\/)/) || [];
  const clause = /\/chain\/[^/]+\/$/.test(location.pathname) ? location.hash : "";
  return location.pathname + (boot.reach ? own || clause : "");
};
const here = asked();
const prerendered = root.cloneNode(true);
let trapped = false;

// One file, refused unless it is what its digest says; a bad copy in the cache gets one second chance.
async function get(file, integrity, as = "text") {
  for (const cache of [integrity ? "default" : "no-cache", "reload"]) {
    try {
      const response = await fetch(file, integrity ? { cache, integrity } : { cache });
      const type = response.headers.get("content-type") || "";
      if (response.ok && !type.startsWith("text/html")) return await response[as]();
    } catch (_) {}
  }
  throw new Error(file);
}

function show(error, retry) {
  failure.querySelector("span").textContent = `（${error.message}）`;
  failure.querySelector("button").onclick = retry;
  failure.hidden = false;
}

// After a trap the app cannot go on: back to the prerendered page, and plain links from here.
function onTrap(error) {
  if (trapped || !(error instanceof WebAssembly.RuntimeError)) return;
  trapped = true;
  if (asked() !== here) return location.reload();
  document.getElementById("app").replaceWith(prerendered);
  document.dispatchEvent(new Event("plan-cascade:page"));
  onpopstate = () => location.reload();
  show(error, () => location.reload());
}

// The program, once it is instantiated, and what only one kind of page needs of it, by the page's name.
let program;
const loaded = new Map();

// The code of a file, compiled beside what the page does; nothing of it runs yet.
const compile = async ({ file, integrity }) => WebAssembly.compile(await get(file, integrity, "arrayBuffer"));

// Has the code of a page instantiated; what failed is tried again when it is asked for again.
function load(page, compiled) {
  if (!loaded.has(page)) {
    const loading = instantiate(compiled || compile(code.packs[page]));
    loading.catch(() => loaded.delete(page));
    loaded.set(page, loading);
  }
  return loaded.get(page);
}

// A pack is a module whose custom sections hold the pieces of the program that the page needs, each behind its number.
// Pieces that pages share stand in the pack of each; a second copy is left aside.
const pieces = new Map();
async function instantiate(compiled) {
  const pack = await compiled;
  const imports = { __wasm_split: await program };
  const added = WebAssembly.Module.customSections(pack, "piece").map((section) => {
    const number = new DataView(section).getUint32(0, true);
    if (!pieces.has(number)) {
      const adding = WebAssembly.instantiate(new Uint8Array(section, 4), imports);
      adding.catch(() => pieces.delete(number));
      pieces.set(number, adding);
    }
    return pieces.get(number);
  });
  await Promise.all(added);
}

// What the program itself imports to have its parts loaded: they are there when it asks for them.
const packs = {};
for (const page in code.packs) {
  packs["__wasm_split_load_" + page] = async (callback, data) => (await program).__indirect_function_table.get(callback)(data, true);
}

// The code of another page, for the app. Where trying again does not help, only a page of the site as it is now can.
const lost = new Set();
async function follow(page) {
  try {
    await load(page);
  } catch (error) {
    if (lost.has(page) && navigator.onLine) location.reload();
    lost.add(page);
    throw error;
  }
}

// All that the app needs on this page, on its way or there; a second try fetches it anew.
let fetched;
function fetchAll() {
  if (fetched) return fetched;
  const shards = Object.values(boot.shards).map(({ file, integrity }) => ["data/" + file, get("data/" + file, integrity)]);
  const pack = code.packs[boot.page];
  fetched = { shards: new Map(shards), program: compile(code.program), pack: pack && compile(pack) };
  // What could not be had before it was needed is no matter: it is fetched anew then.
  for (const part of [...fetched.shards.values(), fetched.program, fetched.pack]) part?.catch(() => (fetched = undefined));
  return fetched;
}

async function start() {
  failure.hidden = true;
  const { shards, program: compiled, pack } = fetchAll();
  fetched = undefined;
  const take = (file, digest) => {
    const started = shards.get(file) || get(file, digest);
    shards.delete(file);
    started.catch(() => {});
    return started;
  };
  try {
    program = wasm_bindgen({ module_or_path: compiled });
    program.catch(() => {});
    if (pack) await load(boot.page, pack);
    await program;
    await wasm_bindgen.start(take, follow);
  } catch (error) {
    error instanceof WebAssembly.RuntimeError ? onTrap(error) : show(error, start);
  }
}

// Where each entry of the history was scrolled to: a followed link leads to the top of its page, going back and
// forward to where one was, and the focus goes to the heading. The app tells when a page is there.
function keepPlaces() {
  const key = "plan-cascade:places";
  let places = {};
  try {
    places = JSON.parse(sessionStorage.getItem(key)) || {};
  } catch (_) {}
  const save = () => {
    try {
      sessionStorage.setItem(key, JSON.stringify(places));
    } catch (_) {}
  };
  // Nobody else numbers the entries; the app leaves the number of one whose query it changes.
  const number = () => {
    if (!history.state?.id) {
      history.replaceState({ id: Math.floor(Math.random() * 2 ** 32) }, "");
    }
    return history.state.id;
  };
  const known = history.state?.id in places;
  let [entry, page, returning] = [number(), asked(), false];
  history.scrollRestoration = "manual";
  if (known) scrollTo({ top: places[entry], behavior: "instant" });
  const settle = (top) => {
    [entry, page, returning] = [number(), asked(), false];
    if (top !== undefined) scrollTo({ top, behavior: "instant" });
  };
  addEventListener("scroll", () => {
    if (returning || asked() !== page) return;
    entry = number();
    places[entry] = scrollY;
  }, { passive: true });
  addEventListener("popstate", () => {
    const seen = history.state?.id in places;
    if (asked() !== page) returning = true;
    else if (seen) requestAnimationFrame(() => settle(places[number()]));
    else settle();
  });
  document.addEventListener("plan-cascade:page", () => {
    if (asked() === page) return reach();
    const kept = returning && places[number()];
    settle(kept || 0);
    const heading = document.querySelector("main h1");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
    if (!kept) reach();
  });
  // What the browser finds itself in the address of a file.
  const reach = () => {
    const [, anchor] = location.hash.match(/^#\/.*\/([^/]+)$/) || [];
    if (anchor) document.getElementById(anchor)?.scrollIntoView();
  };
  addEventListener("hashchange", reach);
  addEventListener("pagehide", save);
}

// Whether the visitor waits for the app: the page shows something else than its address asks for, or than was kept.
function isAwaited() {
  if (location.search || new URL("." + root.dataset.route, document.baseURI).pathname !== asked()) return true;
  try {
    return localStorage.getItem("plan-cascade:place") !== null;
  } catch (_) {
    return false;
  }
}

// Whether no more should be fetched than is needed.
function isSparing() {
  const { saveData, effectiveType } = navigator.connection || {};
  return Boolean(saveData || /2g|3g/.test(effectiveType));
}

// The control at a place of the page that only the app can answer for.
function controlAt({ target, clientX: x, clientY: y }) {
  const holds = (control) => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    return left <= x && x <= right && top <= y && y <= bottom;
  };
  return target.closest?.("main button[aria-pressed]") || [...root.querySelectorAll("main :disabled")].find(holds);
}

// Starts the app when the visitor means to use a control. For who is not sparing all is fetched as soon as nothing else
// is going on, and runs at the first sign that somebody uses the page: who only reads has the processor to themselves.
function startLate() {
  let begun = false;
  const begin = () => {
    if (!begun) start();
    begun = true;
  };
  const point = (event) => begun || (controlAt(event) && begin());
  for (const type of ["pointerover", "pointerdown"]) addEventListener(type, point, { capture: true, passive: true });
  addEventListener("hashchange", () => asked() !== here && begin());
  addEventListener("focusin", begin, { once: true });
  if (isSparing()) return;
  let [used, rested] = [false, false];
  const use = () => {
    used = true;
    if (rested) begin();
  };
  for (const type of ["pointermove", "touchstart", "wheel", "keydown"]) addEventListener(type, use, { once: true, passive: true });
  const idle = window.requestIdleCallback || ((act) => setTimeout(act, 200));
  const rest = () => {
    rested = true;
    if (used) begin();
    else if (!begun) fetchAll();
  };
  const whenIdle = () => idle(rest);
  document.readyState === "complete" ? whenIdle() : addEventListener("load", whenIdle);
}

// A control that is pressed before the app runs is answered once it does: it is the same element then.
function keepPress() {
  let pressed;
  const press = (event) => {
    const control = controlAt(event);
    if (!control) return;
    pressed?.removeAttribute("aria-busy");
    pressed = control;
    pressed.setAttribute("aria-busy", "true");
    event.preventDefault();
    event.stopPropagation();
  };
  const answer = async () => {
    removeEventListener("click", press, true);
    // The first render is that of the prerendered page, whose controls can do nothing.
    for (let frame = 0; frame < 30 && pressed?.disabled; frame++) await new Promise(requestAnimationFrame);
    pressed?.removeAttribute("aria-busy");
    if (!pressed?.isConnected) return;
    pressed.focus();
    if (pressed.matches("button, [type=radio], [type=checkbox]")) return pressed.click();
    // Opens a list where the browser lets pages do so, and so soon after the press.
    try {
      pressed.showPicker();
    } catch (_) {}
  };
  addEventListener("click", press, true);
  document.addEventListener("plan-cascade:page", answer, { once: true });
}

// Fetches the code of the page behind a link before the link is followed, where the visitor does not save data.
function prepare({ target }) {
  const link = target.closest?.("#app a[href]");
  if (!link || link.origin !== location.origin || trapped || !root.dataset.hydrated || isSparing()) return;
  const page = wasm_bindgen.pack_at(link.pathname, link.hash);
  // What fails here is told when the link is followed.
  if (page in code.packs) load(page).catch(() => {});
}

// What the address asks for is there once nothing is waited for any more.
function reveal() {
  requestAnimationFrame(() => {
    if (document.querySelector("main .state[role=status]")) setTimeout(reveal, 50);
    else delete document.documentElement.dataset.asked;
  });
}

// Chrome 97, Firefox 102, Safari 16 or later; older browsers quietly keep the prerendered page.
if (typeof WebAssembly === "object" && HTMLScriptElement.supports && Array.prototype.at && "structuredClone" in window) {
  keepPlaces();
  document.addEventListener("plan-cascade:page", reveal);
  document.addEventListener("plan-cascade:updated", () => {
    const notice = document.getElementById("updated");
    notice.hidden = false;
    notice.querySelector("button").onclick = () => location.reload();
    notice.querySelector("button").focus();
  });
  for (const type of ["pointerover", "touchstart", "focusin"]) {
    document.addEventListener(type, prepare, { capture: true, passive: true });
  }
  addEventListener("error", (event) => onTrap(event.error));
  addEventListener("unhandledrejection", (event) => onTrap(event.reason));
  keepPress();
  isAwaited() ? start() : startLate();
} else {
  delete document.documentElement.dataset.asked;
}
