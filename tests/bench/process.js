// A program's processor time and memory, as Linux counts them.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

/** How often a running program is looked at, in ms: so much of its end may go unseen. */
const EVERY = 10;
/** Units of processor time a second, in `/proc`. */
const TICKS = 100;

/** What `/proc` says of a process; nothing once it has ended. */
function seen(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name stands in brackets and may hold spaces; behind it user and system time are the 12th and 13th field.
    const [user, system] = stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 13).map(Number);
    const [, peak] = readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmHWM:\s+(\d+)/m) ?? [];
    return peak && { cpu: (user + system) / TICKS, megabytes: Number(peak) / 1024 };
  } catch {
    return undefined;
  }
}

/**
 * Runs a program: wall and processor seconds of its own, without those of programs that it starts, and the most memory
 * that it held, in MB. Fails where it leaves with another code than 0.
 */
export function measured(program, args) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
    let last = { cpu: 0, megabytes: 0 };
    let said = "";
    child.stderr.on("data", (text) => (said = (said + text).slice(-4000)));
    const watch = setInterval(() => (last = seen(child.pid) || last), EVERY);
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(watch);
      const wall = (performance.now() - start) / 1000;
      if (code === 0) resolve({ wall, ...last });
      else reject(new Error(`${program} ${args.join(" ")} left with ${code}:\n${said}`));
    });
  });
}
