// On pages that `serve` shows while it watches: loads the page again once the site was compiled anew, and with the
// editors' page at hand opens the clause there by the key "e".
(() => {
  const { version, review } = document.currentScript.dataset;
  // Asks from time to time, and not while nobody looks; a program that was stopped may be started again.
  const ask = async () => {
    try {
      const answer = !document.hidden && navigator.onLine && (await fetch("/-/version", { cache: "no-store" }));
      if (answer.ok && (await answer.text()) !== version) return location.reload();
    } catch (_) {}
    setTimeout(ask, 700);
  };
  setTimeout(ask, 700);
  if (!review) return;

  // The clause that a page is about, and the one under the pointer or with the focus.
  const clause = (address) => {
    const url = new URL(address, document.baseURI);
    const [, plan, path] = url.pathname.match(/\/(?:chain|plans)\/([^/]+)\/(?:([^/]+)\/)?$/) || [];
    const own = path || decodeURIComponent(url.hash.slice(1));
    return plan && own ? `${plan}/${own}` : "";
  };
  let pointed;
  addEventListener("pointerover", ({ target }) => (pointed = target));
  const near = () => {
    const at = document.activeElement === document.body ? pointed : document.activeElement;
    const entry = at instanceof Element && at.closest(".entry, .clause");
    if (!entry) return "";
    const link = entry.querySelector("h2 a");
    return link ? clause(link.href) : clause(location.pathname + "#" + entry.id);
  };
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "e" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const [own, other] = [clause(location.href), near()];
    if (!own && !other) return;
    event.preventDefault();
    location.href = `${review}?at=${encodeURIComponent(own || other)}&with=${encodeURIComponent(other)}`;
  });
})();
