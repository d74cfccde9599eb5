// The contents of a plan follow the reading: the last heading that has passed the upper tenth of the window is
// the current one. Browsers that cannot tell leave the contents as they are.
(() => {
  let watch;
  const follow = () => {
    watch?.disconnect();
    const list = document.querySelector(".contents");
    if (!list || !("IntersectionObserver" in window)) return;
    const links = new Map();
    for (const link of list.querySelectorAll("a")) {
      const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (part) links.set(part, link);
    }
    const passed = new Set();
    let current;
    watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) passed[isIntersecting ? "add" : "delete"](target);
        const link = links.get([...links.keys()].filter((part) => passed.has(part)).at(-1));
        if (link === current) return;
        current?.removeAttribute("aria-current");
        current = link;
        if (!link) return;
        link.setAttribute("aria-current", "location");
        // Where the list is longer than the window it is scrolled too, and only it.
        if (link.offsetTop < list.scrollTop || link.offsetTop + link.offsetHeight > list.scrollTop + list.clientHeight) {
          list.scrollTop = link.offsetTop - list.clientHeight / 2;
        }
      },
      // All above the line counts, however far: a jump passes many headings at once.
      { rootMargin: "10000000px 0px -90% 0px" },
    );
    for (const part of links.keys()) watch.observe(part);
  };
  document.addEventListener("DOMContentLoaded", follow);
  document.addEventListener("plan-cascade:page", follow);
})();
