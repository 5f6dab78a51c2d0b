// Runs a program as long as the starter lives: node run-with-starter.cjs program arguments...
// The operating system closes our stdin when the starter ends in any way, also by a kill; then the program is asked to
// stop, and ended when it does not. So no process is left behind that holds a port and writes to storage.
"use strict";

const { spawn } = require("node:child_process");

const graceMilliseconds = 15000;
const [program, ...rest] = process.argv.slice(2);
const child = spawn(program, rest, { stdio: ["ignore", "inherit", "inherit"] });

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), graceMilliseconds).unref();
}

process.stdin.once("end", stop).once("close", stop).once("error", stop);
process.stdin.resume();
process.on("SIGTERM", stop);
// The terminal sends Ctrl-C to the whole group; the starter decides who stops when.
process.on("SIGINT", () => {});

child.once("error", (problem) => {
  console.error(problem.message);
  process.exit(127);
});
child.once("exit", (code) => process.exit(code ?? 0));
