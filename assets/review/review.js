// The editors' page: one item of a plan after the other, the doubtful first; a key says what is to be said and shows
// the next at once. What is said is sent in turn; what fails is shown and can be said again.
const $ = (id) => document.getElementById(id);
const token = document.querySelector("meta[name=token]").content;
const words = {
  kinds: { link: "对应关系", target: "目标", unit: "责任单位", topic: "主题" },
  comparators: { ">=": "≥ 以上", "<=": "≤ 以内", "~": "≈ 左右", "=": "＝ 达到" },
  targets: { level: "某时的状态", annual: "每年", cumulative: "累计", increase: "增幅" },
  odd: {
    phrase: "近似固定说法", subject: "没写是什么的比例", brackets: "括号或引号不成对", doubled: "重复的字词",
    date: "不存在的日期", period: "起止颠倒", share: "超过百分之百", numbering: "编号不连续", validity: "有效期早于成文",
    "ambiguous-status": "效力写了多种", "annual-sum": "分年之和不等于总数", "body-annex": "正文与附表不一致",
    "two-units": "单位不一致", "broken-number": "数字无法确定",
  },
};

// What the page shows.
const state = { plan: "", kind: "link", items: [], clauses: new Map(), at: 0, done: new Map(), started: Date.now(), said: 0 };
const asked = new URLSearchParams(location.search);

// An element with text or elements in it; no text becomes markup.
function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") element.onclick = value;
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inside.flat(Infinity).filter((part) => part !== undefined && part !== ""));
  return element;
}

async function fetched(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "content-type": "application/json", "x-review-token": token },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`/-/review/${path}`, { cache: "no-store", ...options });
  const value = await answer.json().catch(() => ({ problem: `服务器回答 ${answer.status}` }));
  if (!answer.ok) throw new Error(value.problem);
  return value;
}

function say(text, problem = false) {
  $("said").textContent = text;
  $("said").className = problem ? "problem" : "meta";
}

// The day here, as the files have it.
function day() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

// The items of the chosen kind that wait, those of an address that was asked for first.
function queue() {
  const [at, other] = [asked.get("at"), asked.get("with")];
  const own = (item) => item.clause === at || item.parent === at;
  const near = (item) => (own(item) ? (item.clause === other || item.parent === other ? 2 : 1) : 0);
  const waits = (item) => item.kind === state.kind && ($("all").checked || !item.checked || state.done.has(item.id));
  const items = state.items.filter(waits);
  return at ? items.sort((a, b) => near(b) - near(a)) : items;
}

const current = () => queue()[state.at];

async function open(plan) {
  const shown = await fetched(`plan?id=${encodeURIComponent(plan)}`);
  Object.assign(state, { plan, at: 0, done: new Map() }, shown);
  state.clauses = new Map(shown.clauses.map((clause) => [clause.id, clause]));
  $("plan").value = plan;
  draw();
}

// A text with marked stretches; spans count characters, not halves of them.
function marked(text, spans) {
  const characters = [...text];
  const parts = [];
  let at = 0;
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (start < at) continue;
    parts.push(characters.slice(at, start).join(""), make("mark", {}, characters.slice(start, end).join("")));
    at = end;
  }
  return [...parts, characters.slice(at).join("")];
}

function side(id, marks) {
  const clause = state.clauses.get(id);
  if (!clause) return make("section", { class: "side" }, id);
  const place = [...$("plan").options].find((option) => option.value === clause.plan)?.text || clause.plan;
  return make("section", { class: "side" },
    make("h2", {}, `${place.split("　")[0]} ${clause.path}`, clause.heading ? ` ${clause.heading}` : ""),
    make("p", { class: "text" }, marked(clause.text, marks)));
}

const list = (pairs) => make("dl", { class: "read" }, pairs.filter(([, text]) => text).map(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]));
const name = (all, id) => all.find((one) => one.id === id)?.name || id;

function target(of) {
  const figure = [words.comparators[of.comparator][0], of.value ?? "", of.value_max === null ? "" : `—${of.value_max}`, of.unit ?? ""].join("");
  const years = [of.year_from, of.year_to].filter((year) => year !== null).join("—");
  return list([
    ["指标", name(state.indicators, of.indicator)], ["名称", of.label], ["数值", of.value === null ? "没有数字" : figure],
    ["口径", words.targets[of.kind]], ["年份", years], ["范围", of.scope], ["性质", of.qualitative ? "全面性要求" : ""],
  ]);
}

function why(item) {
  const [kind, detail] = Object.entries(item)[0];
  if (kind === "score") return `可能性 ${detail.toFixed(2)}`;
  if (kind === "new") return detail ? `与上一版不同，原为“${detail}”` : "上一版没有";
  if (kind === "rule") return `少用的规则“${detail[0]}”（全库 ${detail[1]} 次）`;
  return `${words.odd[detail[0]] || detail[0]}：“${detail[1]}”`;
}

function read(item) {
  if (item.kind === "link") return side(item.parent, item.parent_marks);
  const box = make("section", { class: "side" }, make("h2", {}, `读作${words.kinds[item.kind]}`));
  if (item.kind === "target") box.append(target(item.target));
  if (item.kind === "unit") box.append(list([["单位", item.unit], ["角色", item.leads ? "牵头" : ""]]));
  if (item.kind === "topic") box.append(list([["主题", name(state.topics, item.topic)], ["位置", item.first ? "主要主题" : "其他主题"]]));
  return box;
}

function draw() {
  const items = queue();
  state.at = Math.max(0, Math.min(state.at, items.length));
  const item = items[state.at];
  for (const button of $("kinds").children) {
    const waiting = state.items.filter((one) => one.kind === button.dataset.kind && !one.checked && !state.done.has(one.id));
    button.setAttribute("aria-pressed", String(button.dataset.kind === state.kind));
    button.textContent = `${words.kinds[button.dataset.kind]} ${waiting.length}`;
  }
  const minutes = (Date.now() - state.started) / 60000;
  const speed = state.said > 2 && minutes > 0.1 ? `，每分钟 ${(state.said / minutes).toFixed(1)} 项` : "";
  $("count").textContent = `${Math.min(state.at + 1, items.length)} / ${items.length}，已核对 ${state.said} 项${speed}`;
  for (const button of document.querySelectorAll("[data-key]")) {
    const key = button.dataset.key;
    button.hidden = key === "a" ? state.kind !== "link" : key === "b" && !asked.get("at");
    button.disabled = !item && "ynca".includes(key);
  }
  if (!item) {
    $("item").replaceChildren(make("p", {}, "这里没有要核对的了。请换一个种类或另一份规划。"));
    return;
  }
  const done = { yes: "对", no: "不对", change: "已改", add: "已加" }[state.done.get(item.id)] || (item.checked ? "已核对" : "");
  $("item").replaceChildren(
    make("p", { class: "meta" }, item.why.map(why).join("；"), item.earlier ? "；下级文件早于上级文件" : "", " ",
      item.kind === "link" ? make("span", { class: "tag" }, item.grade === 2 ? "明确对应" : "部分对应") : "", " ",
      done && make("span", { class: "tag" }, done)),
    make("div", { class: "pair" }, side(item.clause, item.marks), read(item)));
  scrollTo(0, 0);
}

// Answers are sent one after the other, in the order in which they were given.
let sending = Promise.resolve();
function send(work) {
  sending = sending.then(work).catch((error) => say(error.message, true));
  return sending;
}

function answer(verdict, change) {
  const item = current();
  if (!item) return;
  const body = { plan: state.plan, item: item.id, verdict, day: day(), by: $("by").value || null };
  if (change) body.change = change;
  state.done.set(item.id, verdict);
  state.said += 1;
  state.at += 1;
  say("");
  draw();
  send(async () => {
    try {
      await fetched("answer", body);
      said.push(item.id);
    } catch (error) {
      state.done.delete(item.id);
      state.said -= 1;
      draw();
      throw new Error(`没有写入：${error.message}`);
    }
  });
}

// Ids of the items that were written, the last at the end.
const said = [];
function undo() {
  send(async () => {
    await fetched("undo", {});
    const id = said.pop();
    const known = state.items.find((item) => item.id === id);
    state.done.delete(id);
    state.said = Math.max(0, state.said - 1);
    if (known) {
      known.checked = false;
      state.kind = known.kind;
      state.at = queue().findIndex((item) => item.id === id);
    }
    draw();
    say("已撤销");
  });
}

const label = (text, id, field) => [make("label", { for: id }, text), field];
const option = ([value, text], chosen) => make("option", { value, selected: value === chosen }, text);
const input = (id, value, more = {}) => make("input", { id, value: value ?? "", ...more });

function form(fields, done) {
  const box = make("form", {}, ...fields, make("div", {}, make("button", { type: "submit" }, "写入"), make("button", { type: "button", onclick: draw }, "取消")));
  box.onsubmit = (event) => {
    event.preventDefault();
    done();
  };
  $("item").append(box);
  box.querySelector("input, select")?.focus();
  box.scrollIntoView({ block: "nearest" });
}

// Which clause above is right: found by words, chosen with the keys of the list.
function chooseClause(verdict) {
  const item = current();
  const first = state.clauses.get(item.parent)?.plan;
  const plans = make("select", { id: "f-plan" }, state.above.map((plan) => option([plan.id, plan.name], first)));
  const find = input("f-find", "", { placeholder: "按编号或字词查找", autocomplete: "off" });
  const grade = make("select", { id: "f-grade" }, option(["2", "明确对应"], "2"), option(["1", "部分对应"], "2"));
  const found = make("ol");
  let chosen = "";
  const show = () => {
    const fits = (clause) => clause.plan === plans.value && clause.linkable && (clause.path + clause.text).includes(find.value.trim());
    const clauses = [...state.clauses.values()].filter(fits).slice(0, 60);
    chosen = clauses[0]?.id || "";
    const pick = (clause) => make("button", {
      type: "button", "aria-pressed": String(clause.id === chosen),
      onclick: () => answer(verdict, { parent: clause.id, grade: Number(grade.value) }),
    }, `${clause.path} ${clause.title}`);
    found.replaceChildren(...clauses.map((clause) => make("li", {}, pick(clause))));
  };
  plans.onchange = find.oninput = show;
  form([...label("上级规划", "f-plan", plans), ...label("条款", "f-find", find), ...label("程度", "f-grade", grade), found],
    () => chosen && answer(verdict, { parent: chosen, grade: Number(grade.value) }));
  show();
  find.focus();
}

function change() {
  const item = current();
  if (!item || document.querySelector("form")) return;
  if (item.kind === "link") return chooseClause("change");
  if (item.kind === "unit") {
    const [unit, leads] = [input("f-unit", item.unit), make("input", { id: "f-leads", type: "checkbox", checked: item.leads })];
    return form([...label("单位", "f-unit", unit), ...label("牵头", "f-leads", leads)],
      () => answer("change", { unit: unit.value, leads: leads.checked }));
  }
  if (item.kind === "topic") {
    const topic = make("select", { id: "f-topic" }, state.topics.map(({ id, name }) => option([id, name], item.topic)));
    const first = make("input", { id: "f-first", type: "checkbox", checked: item.first });
    return form([...label("主题", "f-topic", topic), ...label("主要主题", "f-first", first)],
      () => answer("change", { topic: topic.value, first: first.checked }));
  }
  const of = item.target;
  const known = make("datalist", { id: "indicators" }, state.indicators.map(({ id, name }) => make("option", { value: id }, name)));
  const year = { inputmode: "numeric", pattern: "20[0-9][0-9]" };
  const fields = {
    indicator: ["指标编号", input("f-indicator", of.indicator, { list: "indicators" })],
    label: ["名称", input("f-label", of.label, { required: true })],
    comparator: ["比较", make("select", { id: "f-comparator" }, Object.entries(words.comparators).map((one) => option(one, of.comparator)))],
    value: ["数值", input("f-value", of.value, { inputmode: "decimal" })],
    value_max: ["上限", input("f-value_max", of.value_max, { inputmode: "decimal" })],
    unit: ["单位", input("f-unit", of.unit)],
    kind: ["口径", make("select", { id: "f-kind" }, Object.entries(words.targets).map((one) => option(one, of.kind)))],
    year_from: ["起始年", input("f-year_from", of.year_from, year)],
    year_to: ["截止年", input("f-year_to", of.year_to, year)],
    scope: ["范围", input("f-scope", of.scope)],
    qualitative: ["全面性要求", make("input", { id: "f-qualitative", type: "checkbox", checked: of.qualitative })],
  };
  form([known, ...Object.entries(fields).flatMap(([key, [text, field]]) => label(text, `f-${key}`, field))], () => {
    const value = (key) => fields[key][1].value.trim();
    const number = (key) => (value(key) ? Number(value(key)) : null);
    answer("change", { target: {
      indicator: value("indicator"), label: value("label"), comparator: value("comparator"), value: value("value") || null,
      value_max: value("value_max") || null, unit: value("unit") || null, kind: value("kind"), year_from: number("year_from"),
      year_to: number("year_to"), scope: value("scope"), qualitative: fields.qualitative[1].checked,
    } });
  });
}

const move = (by) => {
  state.at += by;
  draw();
};
const keys = {
  y: () => answer("yes"),
  n: () => answer("no"),
  c: change,
  a: () => state.kind === "link" && current() && !document.querySelector("form") && chooseClause("add"),
  j: () => move(1),
  k: () => move(-1),
  u: undo,
  b: () => asked.get("at") && sending.then(() => history.back()),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && document.querySelector("form")) return draw();
  const typing = event.target instanceof Element && event.target.closest("input:not([type=checkbox]), select, textarea");
  const key = { ArrowRight: "j", ArrowLeft: "k" }[event.key] || event.key.toLowerCase();
  if (typing || !(key in keys) || event.repeat) return;
  event.preventDefault();
  keys[key]();
});
for (const button of document.querySelectorAll("[data-key]")) button.onclick = () => keys[button.dataset.key]();
for (const kind of Object.keys(words.kinds)) {
  const choose = () => {
    Object.assign(state, { kind, at: 0 });
    draw();
  };
  $("kinds").append(make("button", { type: "button", "data-kind": kind, onclick: choose }));
}
$("all").onchange = draw;
$("plan").onchange = () => open($("plan").value).catch((error) => say(error.message, true));
try {
  $("by").value = localStorage.getItem("plan-cascade:by") || "";
  $("by").onchange = () => localStorage.setItem("plan-cascade:by", $("by").value);
} catch (_) {
  // Where nothing can be kept the initials are typed anew.
}

(async () => {
  const { plans } = await fetched("plans");
  $("plan").append(...plans.map((plan) => make("option", { value: plan.id }, `${plan.place}　${plan.title}`)));
  if (!plans.length) return $("item").replaceChildren(make("p", {}, "还没有规划。"));
  const own = (asked.get("at") || "").split("/")[0];
  await open(plans.some((plan) => plan.id === own) ? own : plans[0].id);
})().catch((error) => say(error.message, true));
