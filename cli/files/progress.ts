import { type Streams } from "./streams.js";

const WIDTH = 30;
const LEAST_MS = 100;

/** Tells on a terminal's standard error how far a command is; elsewhere nothing. */
export class Progress {
  #told = Date.now();
  #isShown = false;

  constructor(
    private readonly stderr: Streams["stderr"],
    /** All that there is to do, where that is known. */
    private readonly total: number | undefined,
  ) {}

  /** So much of the total is done; `count` of the things that `what` names. */
  tell(done: number, count: number, what: string): void {
    if (this.stderr.isTTY !== true || Date.now() - this.#told < LEAST_MS) return;
    this.#told = Date.now();
    this.#isShown = true;
    const share = this.total === undefined ? undefined : Math.min(1, done / this.total);
    const filled = Math.round((share ?? 0) * WIDTH);
    const bar =
      share === undefined ? "" : `[${"#".repeat(filled).padEnd(WIDTH)}] ${Math.floor(100 * share)} % `;
    this.stderr.write(`\r\x1b[K${bar}${count.toLocaleString("en")} ${what}`);
  }

  /** Takes the bar off the terminal. */
  end(): void {
    if (this.#isShown) this.stderr.write("\r\x1b[K");
  }
}
