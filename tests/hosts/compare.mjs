// Starts `plan-cascade serve` and the servers that are named, each without privileges on a port of this machine
// and with the file of `hosting/` changed only where it says so, and compares their answers.
//
// Prints a line for each difference and a table of all; the exit status is 1 where there is a difference.
// SERVED=http://127.0.0.1:PORT compares with a `serve` that runs already.

import { spawn } from "node:child_process";
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

const root = new URL("../..", import.meta.url).pathname;
const site = join(root, "target/site");
const nobody = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
const work = mkdtempSync(join(tmpdir(), "plan-cascade-hosts-"));
const folder = join(work, "site");
const agent = new Agent({ keepAlive: true });
const running = [];

/** How each server is started: its own stock settings around the shipped file. `forms` are what it can send. */
const servers = {
  nginx: {
    forms: ["gzip"],
    start(port) {
      const own = shipped("nginx.conf", { "listen 80;": `listen 127.0.0.1:${port};`, "/srv/plan-cascade": folder });
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${work}/nginx;`);
      const stock = "sendfile on; include /etc/nginx/mime.types; default_type application/octet-stream; gzip on; access_log off;";
      const text = `daemon off; pid ${work}/nginx.pid; events {}\nhttp { ${temporary.join(" ")} ${stock}\n${own}\n}\n`;
      return ["nginx", ["-e", "stderr", "-c", put("nginx.conf", text)]];
    },
  },
  apache2: {
    forms: ["br", "gzip"],
    // What it refuses before it looks for the folder, it answers with a page of its own: no .htaccess is read then.
    early: true,
    start(port) {
      writeFileSync(join(folder, ".htaccess"), shipped("apache.htaccess", {}));
      const modules = ["mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "negotiation", "autoindex", "filter", "deflate", "setenvif"];
      const load = (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`;
      const stock = ["mime", "dir", "negotiation", "autoindex", "deflate", "setenvif"].map((name) => `Include /etc/apache2/mods-available/${name}.conf`);
      const text = `ServerRoot ${work}\nServerName localhost\nListen 127.0.0.1:${port}\nPidFile ${work}/apache.pid\nErrorLog ${work}/apache.log
Mutex file:${work} default\n${modules.map(load).join("\n")}\n${stock.join("\n")}\nDocumentRoot ${folder}
<Directory ${folder}>\nOptions Indexes FollowSymLinks\nAllowOverride FileInfo Indexes\nRequire all granted\n</Directory>\n`;
      return ["apache2", ["-D", "FOREGROUND", "-f", put("apache.conf", text)]];
    },
  },
  caddy: {
    forms: ["br", "gzip"],
    start(port) {
      const own = shipped("Caddyfile", { "example.org {": `http://127.0.0.1:${port} {`, "/srv/plan-cascade": folder });
      const text = `{\n\tadmin off\n\tauto_https off\n}\n${own}`;
      return ["caddy", ["run", "--adapter", "caddyfile", "--config", put("Caddyfile", text)]];
    },
  },
};

function put(name, text) {
  const path = join(work, name);
  writeFileSync(path, text);
  return path;
}

/** A file of `hosting/`, changed where people are told to change it. */
function shipped(name, changes) {
  let text = readFileSync(join(site, "hosting", name), "utf8");
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`hosting/${name} has no ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Starts a program and resolves once it answers. */
async function start(name, [program, args], port, options, seconds) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  running.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said = (said + text).slice(-4000)));
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (child.exitCode !== null) throw new Error(`${name} ended:\n${said}`);
    const up = await ask(port, "/").catch(() => null);
    if (up) return;
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error(`${name} does not answer:\n${said}`);
}

/** One answer; `path` goes out as it is written. */
function ask(port, path, { method = "GET", headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent, timeout: 10_000 }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
      response.on("error", reject);
    });
    sent.on("timeout", () => sent.destroy(new Error("no answer in 10 s")));
    sent.on("error", reject);
    sent.end();
  });
}

const first = (path, pattern) => `/${path}/${readdirSync(join(site, path)).find((name) => pattern.test(name))}`;

/** Addresses of every kind of file, of what is missing, and of folders. */
function addresses() {
  const app = (name, ending) => first("app", new RegExp(`^${name}\\.[0-9a-f]{16}\\.${ending}$`));
  return [
    "/", "/?q=1", "/index.html", "/404.html", "/compare/", "/en/", "/zh-Hant/search/", "/plans/dehua-2025/", "/chain/dehua-2025/2.3/", "/data/",
    app("style", "css"), app("loader", "js"), app("plan-cascade", "wasm"), app("icon", "svg"), app("share", "png"),
    "/data/manifest.json", first("data", /^plan-dehua-2025\..*\.json$/), "/open-data/clauses.csv", "/open-data/clauses.jsonl",
    first("open-data/compare", /\.csv$/).replace(/^/, ""), first("open-data/compare", /\.svg$/), first("open-data/compare", /\.json$/),
    "/widgets/embed.js", "/widgets/green-building-standard/", "/en/widgets/green-building-standard/", "/widgets/places.json",
    first("widgets/green-building-standard", /\.zip$/), "/hosting/README.md", "/hosting/Caddyfile", "/hosting/nginx.conf", "/.plan-cascade",
    "/absent", "/absent/", "/app/absent.0123456789abcdef.js", "/data/absent.json", "/widgets/absent/", "/open-data/absent.csv",
    "/app/", "/hosting/", "/open-data/", "/plans", "/chain/dehua-2025",
  ];
}

/** What nobody asks for in good faith. */
const hostile = [
  "/../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/app/..%5c..%5cx", "/app/%2e%2e%2f%2e%2e%2fetc/passwd",
  "//etc/passwd", "//plans", "/a%00b", "/%", "/%ff%fe", "/.git/config", "/.htpasswd", `/${"a".repeat(300)}`, `/${"%E4%B8%80".repeat(120)}/`, `/${"a/".repeat(3000)}`, `/${"a".repeat(9000)}`,
];

const compared = [
  "content-type", "cache-control", "content-security-policy", "access-control-allow-origin", "cross-origin-opener-policy",
  "x-content-type-options", "referrer-policy", "permissions-policy", "x-frame-options", "set-cookie",
];
const acceptable = { identity: "identity", gzip: "gzip", "br, gzip": "br, gzip", "no br": "gzip, br;q=0" };
const takes = { identity: [], gzip: ["gzip"], "br, gzip": ["br", "gzip"], "no br": ["gzip"] };
const isRedirect = ({ status }) => [301, 302, 307, 308].includes(status);
const isRefused = ({ status }) => [400, 403, 404, 405, 414, 431, 501].includes(status);
/** Answered by the server before it has read its settings for the site. */
const isUnread = ({ status }) => [400, 414, 431, 501].includes(status);

function decoded({ headers, body }) {
  if (headers["content-encoding"] === "br") return brotliDecompressSync(body);
  return headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
}

/** Headers that differ, as `name: theirs, not ours`. */
function differing(theirs, ours, names = compared) {
  // A file of no known type may be called so or have none.
  const value = ({ headers }, name) => headers[name] ?? (name === "content-type" ? "application/octet-stream" : "–");
  return names.filter((name) => String(value(theirs, name)) !== String(value(ours, name))).map((name) => `${name}: ${value(theirs, name)}, not ${value(ours, name)}`);
}

/** Checks one server against `serve`; `say(address, what)` takes each difference, `count()` each answer. */
async function check({ port, forms, early }, ours, say, count) {
  const pair = async (path, options) => {
    count();
    return Promise.all([ask(port, path, options), ask(ours, path, options)]);
  };
  for (const path of addresses()) {
    const plain = await ask(ours, path, { headers: { "accept-encoding": "identity" } });
    const packs = (await ask(ours, path, { headers: { "accept-encoding": "br" } })).headers["content-encoding"] === "br";
    for (const [name, accepted] of Object.entries(acceptable)) {
      for (const method of ["GET", "HEAD"]) {
        const at = (what) => say(`${method} ${path} (${name})`, what);
        const [theirs, our] = await pair(path, { method, headers: { "accept-encoding": accepted } });
        if (isRedirect(theirs) && isRedirect(our)) {
          const target = ({ headers }) => new URL(headers.location, "http://site/").pathname;
          if (target(theirs) !== target(our)) at(`leads to ${theirs.headers.location}`);
          differing(theirs, our, compared.slice(1)).forEach(at);
          continue;
        }
        if (theirs.status !== our.status) at(`status ${theirs.status}, not ${our.status}`);
        differing(theirs, our).forEach(at);
        const form = packs ? forms.find((form) => takes[name].includes(form)) : undefined;
        // What has no packed form a server may pack by itself.
        const packed = !packs && takes[name].includes(theirs.headers["content-encoding"]);
        if (theirs.headers["content-encoding"] !== form && !packed) at(`content-encoding ${theirs.headers["content-encoding"]}, not ${form}`);
        if (packs && !/^accept-encoding$/i.test(theirs.headers.vary)) at(`vary: ${theirs.headers.vary}`);
        if (method === "HEAD" ? theirs.body.length : !decoded(theirs).equals(plain.body)) at("another content");
      }
    }
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const [theirs] = await pair(path, { method });
      // A way to the folder's own address writes nothing either.
      if (isRedirect(theirs)) continue;
      if (!isRefused(theirs)) say(`${method} ${path}`, `status ${theirs.status}`);
      else if (!isUnread(theirs)) differing(theirs, await ask(ours, "/absent"), compared.slice(1)).forEach((what) => say(`${method} ${path}`, what));
    }
    if (plain.status === 200) await again(path, plain, packs);
  }
  for (const path of hostile) {
    const [theirs, our] = await pair(path);
    const named = path.length > 60 ? `${path.slice(0, 20)}… (${path.length})` : path;
    for (const [name, answer] of [["", theirs], ["serve: ", our]]) {
      const unread = isUnread(answer) || (early && !answer.headers["content-security-policy"]);
      // A way to the site's own folder does no harm; one to `//plans/` would lead to another host.
      if (isRedirect(answer) && !answer.headers.location.startsWith("//") && new URL(answer.headers.location, "http://127.0.0.1/").hostname === "127.0.0.1") continue;
      if (!isRefused(answer)) say(named, `${name}status ${answer.status}${answer.headers.location ? `, to ${answer.headers.location}` : ""}`);
      else if (!unread) differing(answer, await ask(ours, "/absent"), compared.slice(1)).forEach((what) => say(named, name + what));
    }
  }

  /** Asking whether a file is still what it was, and for a part of it. */
  async function again(path, plain, packs) {
    for (const accepted of packs ? ["identity", "br, gzip"] : ["identity"]) {
      const headers = { "accept-encoding": accepted };
      const had = await ask(port, path, { headers });
      const { etag, "last-modified": since } = had.headers;
      const known = [etag && { "if-none-match": etag }, since && { "if-modified-since": since }].filter(Boolean);
      if (!known.length) say(path, "cannot be asked for again: neither ETag nor Last-Modified");
      for (const condition of known) {
        count();
        const kept = await ask(port, path, { headers: { ...headers, ...condition } });
        const at = (what) => say(`${path}, ${Object.keys(condition)} (${accepted})`, what);
        if (kept.status !== 304 || kept.body.length) at(`status ${kept.status}`);
        differing(kept, had, ["cache-control"]).forEach(at);
      }
    }
    const range = (range) => ask(port, path, { headers: { "accept-encoding": "identity", range } });
    const part = await range("bytes=0-9");
    if (part.status !== 206 || !part.body.equals(plain.body.subarray(0, 10))) say(`${path}, bytes 0–9`, `status ${part.status}`);
    if (part.headers["content-range"] !== `bytes 0-9/${plain.body.length}`) say(`${path}, bytes 0–9`, part.headers["content-range"]);
    const beyond = await range("bytes=999999999-");
    if (beyond.status !== 416) say(`${path}, bytes beyond its end`, `status ${beyond.status}`);
  }
}

async function main() {
  let ours = process.env.SERVED && Number(new URL(process.env.SERVED).port);
  if (!ours) {
    ours = await freePort();
    console.log("building and serving the site…");
    const command = ["cargo", ["run", "--release", "--quiet", "--", "serve", "--no-watch", "--port", String(ours)]];
    await start("serve", command, ours, { cwd: root }, 1800);
  }
  cpSync(site, folder, { recursive: true, preserveTimestamps: true });
  mkdirSync(join(work, "nginx"));
  const rows = [["server", "answers compared", "differences"], ["---", "---", "---"]];
  let all = 0;
  for (const name of process.argv.slice(2)) {
    const port = await freePort();
    const command = servers[name].start(port);
    if (nobody.uid) for (const path of [work, join(work, "nginx")]) chownSync(path, nobody.uid, nobody.gid);
    await start(name, command, port, { ...nobody, env: { PATH: `${process.env.PATH}:/usr/sbin`, HOME: work } }, 20);
    let [answers, differences] = [0, 0];
    const say = (address, what) => {
      differences += 1;
      console.log(`${name}: ${address}: ${what}`);
    };
    await check({ port, ...servers[name] }, ours, say, () => (answers += 1));
    rows.push([name, answers, differences]);
    all += differences;
  }
  console.log(rows.map((row) => `| ${row.join(" | ")} |`).join("\n"));
  process.exitCode = all ? 1 : 0;
}

try {
  await main();
} finally {
  agent.destroy();
  for (const child of running) child.kill();
  rmSync(work, { recursive: true, force: true });
}
