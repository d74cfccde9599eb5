// For other sites' pages: <plan-compare> only makes a frame; our frames get the height they ask for.
(() => {
  if (customElements.get("plan-compare")) return;
  const site = new URL("../", document.currentScript.src).href;
  const options = ["plans", "lang", "theme", "size"];

  addEventListener("message", ({ data, source }) => {
    if (!source || !data || data.type !== "plan-cascade:height" || !Number.isFinite(data.px)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== source || !frame.src.startsWith(site)) continue;
      frame.height = Math.min(4000, Math.max(120, Math.ceil(data.px)));
      frame.style.height = `${frame.height}px`;
    }
  });

  class PlanCompare extends HTMLElement {
    static get observedAttributes() {
      return ["indicator", "chain", "title", ...options];
    }
    connectedCallback() {
      const get = (name) => this.getAttribute(name) || "";
      const what = get("chain") ? `chain/${get("chain")}` : get("indicator");
      if (!/^[\w-]+([./][\w-]+)*$/.test(what)) return;
      const query = options.filter(get).map((name) => `${name}=${encodeURIComponent(get(name))}`);
      const lang = { "zh-Hant": "zh-Hant/", en: "en/" }[get("lang")] || "";
      const frame = document.createElement("iframe");
      Object.assign(frame, {
        title: get("title"),
        width: "100%",
        height: 480,
        frameBorder: 0,
        loading: "lazy",
        referrerPolicy: "no-referrer",
        sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox",
        src: `${site}${lang}widgets/${what}/?${query.join("&")}`,
      });
      const old = this.querySelector("iframe");
      if (old) old.remove();
      this.prepend(frame);
    }
    attributeChangedCallback() {
      if (this.querySelector("iframe")) this.connectedCallback();
    }
  }
  customElements.define("plan-compare", PlanCompare);
})();
