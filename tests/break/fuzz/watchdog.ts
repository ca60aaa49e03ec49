import { Worker } from "node:worker_threads";

const PATIENCE_MS = 10_000;
const MOST = 1 << 20;

/** Ends the process, and says what it was fed, when one input takes more than ten seconds: nothing else could. */
export class Watchdog {
  private readonly beat = new Int32Array(new SharedArrayBuffer(8));
  private readonly text = new Uint8Array(new SharedArrayBuffer(MOST));

  constructor(name: string) {
    const worker = new Worker(new URL("watchdog-thread.js", import.meta.url), {
      execArgv: [], // no loader, whose package the test's folder need not have
      workerData: { name, beat: this.beat, text: this.text, patience: PATIENCE_MS },
    });
    worker.unref();
  }

  see(input: string[]): void {
    const { written } = new TextEncoder().encodeInto(JSON.stringify(input), this.text);
    Atomics.store(this.beat, 1, written);
    Atomics.add(this.beat, 0, 1);
  }

  rest(): void {
    Atomics.store(this.beat, 1, 0);
  }
}
