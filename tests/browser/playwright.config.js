import { defineConfig } from "@playwright/test";
import { browser, port, root } from "./site.js";

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [["list"]],
  use: { baseURL: `http://127.0.0.1:${port}/`, launchOptions: browser, locale: "zh-CN" },
  webServer: {
    // The site as visitors get it: compressed, with the security headers.
    command: `cargo run --release --quiet -- serve --no-watch --port ${port}`,
    cwd: root,
    url: `http://127.0.0.1:${port}/`,
    timeout: 900_000,
    stdout: "pipe",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGINT", timeout: 2000 },
  },
});
