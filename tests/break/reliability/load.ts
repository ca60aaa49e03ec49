import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../../lab/until.ts";
import type { HeaderLine } from "../../envoy/upstream.ts";

const CLIENTS = 8;
const PAUSE_AFTER_LOSS_MS = 2;
const PATIENCE_SECONDS = 60;
export const TAG = "appver-a";
const FORGED = "forged";

/** Every configuration here gives user 0005 a tag, and user 0001 none. */
const REQUESTS: { isTagged: boolean; lines: HeaderLine[] }[] = [
  { isTagged: true, lines: [["x-user-id", "0005"]] },
  { isTagged: true, lines: [["x-user-id", "0005"], [TAG, FORGED]] }, // prettier-ignore
  { isTagged: false, lines: [["x-user-id", "0001"]] },
  { isTagged: false, lines: [["x-user-id", "0001"], [TAG, FORGED]] }, // prettier-ignore
  { isTagged: false, lines: [[TAG, FORGED]] },
];

/** The status of an answer and, where that is 200, the tag header that the app was given; "" is none. */
export interface Answer {
  status: number;
  tag: string;
}

/** What became of requests. */
export class Tally {
  sent = 0;
  right = 0;
  /** Had no answer, or one with another status than 200. */
  lost = 0;
  /** Of users who have a tag, who forged nothing: the request went without it, to the stable version. */
  untagged = 0;
  taggable = 0;
  /** Went with a tag that is not the user's. */
  mistagged = 0;
  /** Of requests that carried a forged tag header: went with it. */
  forged = 0;
  forgeries = 0;

  add(other: Tally): this {
    for (const key of Object.keys(other) as Exclude<keyof Tally, "add">[]) this[key] += other[key];
    return this;
  }
}

/** Clients that go on asking, and judge each answer. */
export class Load {
  /** The tag that is right at present; two while a change is under way. */
  tags: string[];
  private tally = new Tally();
  /** How many requests in a row were right, and when one was not. */
  private streak = 0;
  private lastWrong = 0;
  /** How many since one was given a tag of the rules. */
  private quiet = 0;
  private isRunning = true;
  private readonly clients: Promise<void[]>;

  constructor(
    private readonly ask: (lines: HeaderLine[]) => Promise<Answer>,
    ...tags: string[]
  ) {
    this.tags = tags;
    this.clients = Promise.all(Array.from({ length: CLIENTS }, (_, number) => this.client(number)));
  }

  /** What has come of the requests since the last call. */
  next(): Tally {
    const { tally } = this;
    this.tally = new Tally();
    return tally;
  }

  /** What comes of the next `count` requests. */
  async take(count: number): Promise<Tally> {
    this.next();
    await until(`${count} requests`, () => this.tally.sent >= count, PATIENCE_SECONDS);
    return this.next();
  }

  /** Resolves when for many requests nobody has been given a tag of the rules. */
  async untagged(count = 100): Promise<void> {
    this.quiet = 0;
    await until("no request to be tagged", () => this.quiet >= count, PATIENCE_SECONDS);
  }

  /** Resolves when `count` requests in a row were right; gives the seconds until the first of them. */
  async recovery(count = 200): Promise<number> {
    const started = performance.now();
    this.streak = 0;
    await until("requests to be right", () => this.streak >= count, PATIENCE_SECONDS);
    return Math.max(0, this.lastWrong - started) / 1000;
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    await this.clients;
  }

  private async client(number: number): Promise<void> {
    for (let n = number; this.isRunning; n++) {
      const { isTagged, lines } = REQUESTS[n % REQUESTS.length]!;
      const before = this.tags;
      const answer = await this.ask(lines).catch(() => ({ status: 0, tag: "" }));
      const isForgery = lines.some(([name]) => name === TAG);
      const outcome = judge(answer, isTagged ? [...before, ...this.tags] : [""]);
      const { tally } = this;
      tally.sent++;
      tally[outcome]++;
      if (isForgery) tally.forgeries++;
      else if (isTagged) tally.taggable++;
      this.streak = outcome === "right" ? this.streak + 1 : 0;
      this.quiet = outcome === "right" && isTagged ? 0 : this.quiet + 1;
      if (outcome !== "right") this.lastWrong = performance.now();
      if (answer.status !== 200) await pause(PAUSE_AFTER_LOSS_MS);
    }
  }
}

/** What became of a request for which these tags are right. */
function judge({ status, tag }: Answer, right: string[]) {
  if (status !== 200) return "lost";
  if (right.includes(tag)) return "right";
  return tag === FORGED ? "forged" : tag === "" ? "untagged" : "mistagged";
}
