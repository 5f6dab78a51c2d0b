// Runs a program as long as the starter lives: node run-with-starter.cjs program arguments...
// The operating system closes our stdin when the starter ends in any way, also by a kill; then the program is asked to
// stop, and ended when it does not. So no process is left behind that holds a port and writes to storage.
"use strict";

const { spawn } = require("node:child_process");

const graceMilliseconds = 15000;
const [program, ...rest] = process.argv.slice(2);
// A group of its own, where there are groups: then what the program has started is asked too, and Ctrl-C in the terminal
// is left to the starter, who decides who stops when.
const grouped = process.platform !== "win32";
const child = spawn(program, rest, { stdio: ["ignore", "inherit", "inherit"], detached: grouped });

function signal(name) {
  if (child.pid === undefined) return;
  try {
    process.kill(grouped ? -child.pid : child.pid, name);
  } catch {
    // It has just ended.
  }
}

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  signal("SIGTERM");
  setTimeout(() => signal("SIGKILL"), graceMilliseconds).unref();
}

process.stdin.once("end", stop).once("close", stop).once("error", stop);
process.stdin.resume();
process.on("SIGTERM", stop);
process.on("SIGINT", () => {});

child.once("error", (problem) => {
  console.error(problem.message);
  process.exit(127);
});
child.once("exit", (code) => process.exit(code ?? 0));
