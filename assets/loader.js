// Starts the app on a prerendered page. What fails is shown in #failure; the page stays readable throughout.
const root = document.getElementById("app");
const failure = document.getElementById("failure");
const boot = JSON.parse(document.getElementById("boot").textContent);
const here = location.pathname;
const prerendered = root.cloneNode(true);
let app;
let attempts = 0;
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
  if (location.pathname !== here) return location.reload();
  document.getElementById("app").replaceWith(prerendered);
  onpopstate = () => location.reload();
  show(error, () => location.reload());
}

async function start() {
  failure.hidden = true;
  const { glue, wasm, integrity } = boot.app;
  const early = {};
  const take = (file, digest) => {
    const started = early[file] || get(file, digest);
    delete early[file];
    return started;
  };
  try {
    for (const shard of Object.values(boot.shards)) {
      const file = "data/" + shard.file;
      (early[file] = get(file, shard.integrity)).catch(() => {});
    }
    const code = get(wasm, integrity, "arrayBuffer");
    code.catch(() => {});
    // A module that failed once may stay failed under its name.
    app = app || (await import(new URL(attempts ? `${glue}?${attempts}` : glue, document.baseURI)));
    await app.default({ module_or_path: code });
    await app.start(take);
  } catch (error) {
    attempts += 1;
    error instanceof WebAssembly.RuntimeError ? onTrap(error) : show(error, start);
  }
}

// Chrome 96, Firefox 94, Safari 16 or later; older browsers quietly keep the prerendered page.
if (typeof WebAssembly === "object" && HTMLScriptElement.supports) {
  addEventListener("error", (event) => onTrap(event.error));
  addEventListener("unhandledrejection", (event) => onTrap(event.reason));
  start();
}
