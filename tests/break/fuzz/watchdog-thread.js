// The thread of watchdog.ts: plain JavaScript, as a worker has no loader for TypeScript.
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

const { name, beat, text, patience } = workerData;

for (;;) {
  const seen = Atomics.load(beat, 0);
  Atomics.wait(beat, 0, seen, patience);
  const size = Atomics.load(beat, 1);
  if (Atomics.load(beat, 0) !== seen || size === 0) continue;
  writeSync(2, `${name}: hangs at ${Buffer.from(text.slice(0, size)).toString()}\n`);
  process.kill(process.pid, "SIGKILL");
}
