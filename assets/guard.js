// Says so where a script or the style of the page cannot be had, or is not what its digest says. The page stays
// readable throughout. It stands before all other scripts, so that it misses none, and none relies on it.
(() => {
  const broken = new Map();
  const show = () => {
    const notice = document.getElementById("broken");
    if (!notice || !broken.size) return;
    notice.querySelector("span").textContent = `（${[...broken.keys()].join(" ")}）`;
    notice.querySelector("button").onclick = () => {
      notice.hidden = true;
      retry();
    };
    notice.hidden = false;
  };
  // Past the cache, which may hold the bad copy; then the whole page, since a site that was updated has other files.
  const retry = async () => {
    const again = ([file, integrity]) => fetch(file, { integrity, cache: "reload" }).catch(() => {});
    await Promise.all([...broken].map(again));
    location.reload();
  };
  addEventListener("error", ({ target }) => {
    if (!target.integrity) return;
    broken.set(target.getAttribute("src") || target.getAttribute("href"), target.integrity);
    show();
  }, true);
  // A file may fail before the notice is there.
  document.addEventListener("readystatechange", show);
})();
