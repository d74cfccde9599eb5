// A static host that compresses: a folder on a free port of this machine.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { types } from "../browser/server.js";

/** What hosts take for files that have no compressed form beside them. */
const ON_THE_FLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Serves `folder`; its address, and how to stop it. */
export async function host(folder) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://host").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    const type = types[extname(file)];
    try {
      const bytes = type
        ? await readFile(`${file}.br`).catch(async () => brotliCompressSync(await readFile(file), ON_THE_FLY))
        : await readFile(file);
      const headers = { "Content-Type": type ?? "application/octet-stream", ...(type && { "Content-Encoding": "br" }) };
      response.writeHead(200, headers).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}
