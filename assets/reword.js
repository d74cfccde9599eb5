// Words of plans as readers of this language see them, in what the app draws: Traditional characters, or a gloss. It does
// what src/site/rewording.rs has done to the prerendered page, by the same table: `words`, which stands before this in
// the file.
(() => {
  const table = new Map(words.trimEnd().split("\n").map((line) => line.split("\t")));
  const longest = new Map();
  for (const word of table.keys()) {
    const [first] = word;
    longest.set(first, Math.max(longest.get(first) ?? 1, [...word].length));
  }
  // The longest words, from left to right; a character alone where the table has none.
  function* found(text) {
    const chars = [...text];
    for (let at = 0; at < chars.length; ) {
      let length = Math.min(longest.get(chars[at]) ?? 1, chars.length - at);
      while (length > 1 && !table.has(chars.slice(at, at + length).join(""))) length -= 1;
      const own = chars.slice(at, at + length).join("");
      yield [own, table.get(own)];
      at += length;
    }
  }
  const inline = new Set(["a", "b", "em", "i", "mark", "small", "span", "strong", "wbr"]);
  const isText = (node) => node.nodeType === Node.TEXT_NODE;

  // What was put into other characters, and what it was.
  const shown = new WeakMap();
  const published = (node) => (shown.get(node)?.to === node.nodeValue ? shown.get(node).from : node.nodeValue);
  // The texts of a block, line by line: a mark does not cut a word in two.
  function lines(block) {
    const lines = [[]];
    const walk = (node) => {
      for (const child of node.childNodes) {
        if (isText(child)) lines.at(-1).push(child);
        else if (child.nodeType !== Node.ELEMENT_NODE) continue;
        else if (inline.has(child.localName) && !child.hasAttribute("lang")) walk(child);
        else lines.push([]);
      }
    };
    walk(block);
    return lines;
  }
  function convert(node) {
    let block = node.parentElement;
    if (!block || block.closest("[lang]") !== document.documentElement) return;
    while (inline.has(block.localName) && block.parentElement) block = block.parentElement;
    for (const line of lines(block)) {
      if (!line.includes(node)) continue;
      const from = line.map(published);
      let rest = [...[...found(from.join(""))].map(([own, word]) => word ?? own).join("")];
      line.forEach((text, n) => {
        const to = rest.slice(0, [...from[n]].length).join("");
        rest = rest.slice([...from[n]].length);
        shown.set(text, { from: from[n], to });
        if (text.nodeValue !== to) text.nodeValue = to;
      });
    }
  }

  const isAscii = (text) => /^[\x00-\x7f]*$/.test(text);
  // A title's own number needs no gloss.
  const numeral = "[〇零一二三四五六七八九十百0-9]+";
  const number = new RegExp(`^(?:[（(]${numeral}[）)]|第${numeral}[编章节条]|${numeral}[、．.])(?![0-9])\\s*`);
  function glossOf(text) {
    text = text.trim().replace(number, "");
    if ([...text].length < 2 || [...text].length > 40 || isAscii(text)) return undefined;
    let gloss = "";
    for (let [own, word] of found(text)) {
      if (word === undefined && isAscii(own)) word = own;
      if (word === undefined) return undefined;
      const joined = gloss === "" || /^[,;:.)–”]/.test(word) || /[( “–]$/.test(gloss);
      if (!joined && !isAscii(own) && word !== "") gloss += " ";
      gloss += word;
    }
    gloss = gloss.trim();
    return gloss ? gloss[0].toUpperCase() + gloss.slice(1) : undefined;
  }
  function texts(node) {
    return isText(node) ? [node] : [...node.childNodes].flatMap(texts);
  }
  function gloss(node) {
    const element = node.parentElement?.closest('#app [lang="zh-Hans"]:not([aria-label])');
    if (!element) return;
    const all = texts(element);
    const words = all.length === 1 ? glossOf(all[0].nodeValue) : undefined;
    if (words === undefined) delete element.dataset.gloss;
    else element.dataset.gloss = words;
  }

  const reword = document.documentElement.lang === "en" ? gloss : convert;
  const watch = new MutationObserver((changes) => {
    const changed = new Set(changes.flatMap(({ target, addedNodes }) => [...(isText(target) ? [target] : []), ...addedNodes].flatMap(texts)));
    for (const node of changed) if (node.isConnected) reword(node);
  });
  for (const part of [document.getElementById("app"), document.querySelector("title")]) {
    watch.observe(part, { subtree: true, childList: true, characterData: true });
  }
})();
