// What visitors take along: copies links and citations, prints, and draws a picture's SVG as PNG. Without it the links to
// files work all the same.
(() => {
  document.documentElement.dataset.scripts = "on";
  const absolute = (text) =>
    text
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
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = button.dataset.png.replace(/^.*\//, "").replace(/svg$/, "png");
    const shown = document.createElement("img");
    shown.src = link.href;
    shown.alt = "";
    shown.className = "taken";
    status.replaceChildren(status.dataset.hold, shown);
    link.click();
  }
  addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-copy], [data-png], [data-print]");
    if (!button) return;
    if ("print" in button.dataset) return print();
    const status = button.closest(".take").querySelector("[role=status]");
    try {
      if (button.dataset.png) return await png(button, status);
      await copy(absolute(button.dataset.copy));
      status.textContent = status.dataset.done;
    } catch (_) {
      status.textContent = status.dataset.failed;
    }
  });
})();
