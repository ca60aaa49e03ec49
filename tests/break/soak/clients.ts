import { KINDS } from "./traffic.ts";

/** What a kind of traffic came to since it was last asked. */
export interface Count {
  requests: number;
  wrong: number;
  /** In milliseconds. */
  took: number[];
}

/** One client for each kind of traffic, that goes on until it is stopped. */
export class Clients {
  private counts = new Map<string, Count>();
  /** Why a request went wrong; the first of each kind. */
  readonly reasons = new Map<string, string>();
  private isRunning = true;
  private readonly running: Promise<unknown>;

  /** `tags` says at any time which are right. */
  constructor(
    private readonly gateway: string,
    private readonly tags: () => string[],
  ) {
    this.next();
    this.running = Promise.all(Object.keys(KINDS).map((kind) => this.play(kind)));
  }

  /** The counts since the last call. */
  next(): Map<string, Count> {
    const { counts } = this;
    this.counts = new Map(Object.keys(KINDS).map((kind) => [kind, { requests: 0, wrong: 0, took: [] }]));
    return counts;
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    await this.running;
  }

  private async play(kind: string): Promise<void> {
    while (this.isRunning) {
      const before = this.tags();
      const isRight = (tag: string) => before.includes(tag) || this.tags().includes(tag);
      const started = performance.now();
      const reason = await KINDS[kind]!(this.gateway, isRight)
        .then((right) => (right ? undefined : "another answer"))
        .catch((error: Error) => error.message);
      const count = this.counts.get(kind)!;
      count.requests++;
      count.took.push(performance.now() - started);
      if (reason === undefined) continue;
      count.wrong++;
      if (!this.reasons.has(kind)) this.reasons.set(kind, reason);
    }
  }
}
