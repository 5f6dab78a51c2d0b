// Runs Azurite inside this process and ends with whoever started it: the starter holds the other end of stdin, and the
// operating system closes it even when the starter is killed, so no emulator is left behind holding a port and data.
"use strict";

const graceMilliseconds = 4000;

function stop() {
  // Azurite saves its tables and closes its files in its own handler; before that is in place there is nothing to save.
  if (process.listenerCount("SIGTERM") === 0) process.exit(0);
  process.emit("SIGTERM");
  setTimeout(() => process.exit(0), graceMilliseconds).unref();
}

let stopped = false;
function stopOnce() {
  if (stopped) return;
  stopped = true;
  stop();
}

process.stdin.once("end", stopOnce).once("close", stopOnce).once("error", stopOnce);
process.stdin.resume();
// The terminal sends Ctrl-C to the whole group; the starter decides when storage stops, after those that write to it.
process.on("SIGINT", () => {});
const once = process.once;
process.once = function (event, ...rest) {
  return event === "SIGINT" ? this : once.call(this, event, ...rest);
};

require("./azurite-index.cjs");
require("azurite/dist/src/azurite.js");
