// A plain static server, as a host might be: any folder prefix, no headers of its own, no compression, and
// faults on demand.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

/** Types of the files of a site, by their endings. */
export const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves `folder` under `prefix`. `faults` is a list of `(path, bytes) => {status?, type?, bytes?, cache?} | undefined`,
 * the first that answers decides; empty it to repair the site. `requests` lists the paths asked for.
 */
export async function serve(folder, prefix = "/") {
  const faults = [];
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://host").pathname));
    requests.push(path);
    if (!path.startsWith(prefix)) return response.writeHead(404).end();
    const name = path.slice(prefix.length) + (path.endsWith("/") ? "index.html" : "");
    let answer = { status: 200, type: types[extname(name)] || "application/octet-stream" };
    try {
      answer.bytes = await readFile(join(folder, name));
    } catch {
      answer = { status: 404, type: "text/html", bytes: await readFile(join(folder, "404.html")) };
    }
    for (const fault of faults) {
      const change = fault(name, answer.bytes);
      if (change) {
        answer = { ...answer, ...change };
        break;
      }
    }
    response.writeHead(answer.status, { "content-type": answer.type, "cache-control": answer.cache || "no-cache" }).end(answer.bytes);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${server.address().port}${prefix}`;
  const close = () => new Promise((closed) => (server.closeAllConnections(), server.close(closed)));
  return { address, faults, requests, close };
}

/** The file is gone. */
export const missing = (pattern) => (name) => (pattern.test(name) ? { status: 404, bytes: Buffer.from("gone") } : undefined);

/** The host answers with a page instead of the file. */
export const page = (pattern) => (name) =>
  pattern.test(name) ? { type: "text/html", bytes: Buffer.from("<p>Please log in</p>") } : undefined;

/** The file has no content. */
export const empty = (pattern) => (name) => (pattern.test(name) ? { bytes: Buffer.alloc(0) } : undefined);

/** The second half of the file is lost. */
export const cut = (pattern) => (name, bytes) =>
  pattern.test(name) ? { bytes: Buffer.from(bytes).subarray(0, bytes.length >> 1) } : undefined;

/** The damaged answer may be kept for a year. */
export const kept = (fault) => (name, bytes) => {
  const answer = fault(name, bytes);
  return answer && { ...answer, cache: "public, max-age=31536000, immutable" };
};

/** One bit of the file is wrong. */
export const flipped = (pattern) => (name, bytes) => {
  if (!pattern.test(name)) return undefined;
  const damaged = Buffer.from(bytes);
  damaged[damaged.length >> 1] ^= 1;
  return { bytes: damaged };
};
