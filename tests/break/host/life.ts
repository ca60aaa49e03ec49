// A module's life as a host plays it, one letter a callback, and what it must do in it.
import { Host, type Line, type LocalResponse } from "../../emulated/host.ts";
import { ANSWER, Answers } from "./answer.ts";
import { ASKED, KINDS, tagsOf, type Kind } from "./configurations.ts";
import { commit, readsUnder, type Fault, type Trace } from "./fault.ts";
import { wrong, type Reads } from "./oracle.ts";

/**
 * o open a plugin, O open the newest plugin's id again; g, b configure it, well or badly; s open a stream of it, S open
 * the newest stream's id again; h show that stream's headers, H those of a stream that never was; d, e end the newest
 * stream or plugin; a ask for room of a size that makes no sense; t let the newest plugin tick, T one that never was; r show the answer
 * to the newest stream, R that to one that never was.
 */
export const LETTERS = "oOgbsShHdeatT";
export const ANSWERING_LETTERS = `${LETTERS}rR`;

/** All lives of this many callbacks. */
export function* lives(letters: string, length: number): Generator<string> {
  for (let n = 0; n < letters.length ** length; n++) {
    yield Array.from(
      { length },
      (_, i) => letters[Math.floor(n / letters.length ** i) % letters.length],
    ).join("");
  }
}

const lines = (...pairs: [string, string][]): Line[] =>
  pairs.map(([name, value]) => [name, Buffer.from(value)]);

/** Forged, at a gateway; at a sidecar the same lines are the mesh's own. */
const REQUEST = lines(
  [":path", "/"],
  ["appver-a", "forged"],
  ["x-user-id", "0005"],
  ["x-request-id", "3b5c2f1e-0a4d-4c1e-9a58-1f2e3d4c5b6a"],
  ["baggage", "other=1,lane=forged"],
  ["appver-off", "forged"],
  ["appver-z", "forged"],
  [ASKED.header, ASKED.token],
);

const SIZES = [0, 1, 65537, 1 << 20, 1 << 24, (1 << 24) + 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];
const ROOM = 65536;
const MOST_PAGES = (3 << 24) >> 16;
const HIGH_ID = 1_000_000_000;
const BAD = ['{"rules": [', "[]", '{"rules": 1}', "", "\0", '{"headers": 1}'];

/** The numbers of the configurations that may be served, null for none: more than one of them after a fault. */
type May = Set<number | null>;

/** Plays a life on a module. Throws where it traps, or where the upstream sees what it may not. */
export class Life {
  private readonly trace: Trace = { hit: false, unwritten: new Set() };
  private readonly plugins = new Map<number, May>();
  private readonly ended = new Set<number>();
  /** Those whose last configuration was bad: they serve the last good one of the name, whenever it came. */
  private readonly refused = new Set<number>();
  /** Those refused under a name that the host made up: other lives had it too, and it may be theirs that is served. */
  private readonly misnamed = new Set<number>();
  /** The plugins of each stream that has not shown its headers yet, one for each time that it was opened. */
  private readonly waiting = new Map<number, number[]>();
  private readonly answers = new Answers();
  /** What a bad configuration leaves to a plugin that has none of its own. */
  private lastGood: May = new Set([null]);
  /** The id of no context, as long as this life opens none under it. */
  private readonly never: number;
  private plugin: number;
  private stream: number;
  private steps = 0;
  private room = ROOM;

  /** `number` sets the lives on one host apart: each has ids and a plugin's name of its own. */
  constructor(
    private readonly host: Host,
    private readonly number: number,
    private readonly kind: Kind,
    private readonly fault?: Fault,
  ) {
    this.never = this.plugin = this.stream = HIGH_ID + 3 * number;
    if (fault !== undefined) commit(this.host, fault, this.trace);
  }

  /** Plays all callbacks and then, on a host without fault, a new configuration and a request that must be right. */
  play(letters: string): void {
    for (const letter of letters) this.step(letter);
    this.host.tamper = (_name, _args, call) => call();
    for (const letter of "ogshr") this.step(letter);
    for (const plugin of this.plugins.keys()) this.host.close(plugin);
    const pages = this.host.exports.memory.buffer.byteLength >> 16;
    if (pages > MOST_PAGES) throw new Error(`the memory has ${pages} pages`);
  }

  private step(letter: string): void {
    ++this.steps;
    this.trace.hit = false;
    this.trace.unwritten.clear();
    if (letter === "o") this.opened(this.host.open(0));
    else if (letter === "O") this.opened(this.host.open(0, this.plugin));
    else if (letter === "g") this.configureWell();
    else if (letter === "b") this.configureBadly();
    else if (letter === "s") this.begun((this.stream = this.host.open(this.plugin)));
    else if (letter === "S") this.begun(this.host.open(this.plugin, this.stream));
    else if (letter === "h") this.headers(this.stream);
    else if (letter === "H") this.headers(this.never + 1);
    else if (letter === "r") this.answer(this.stream);
    else if (letter === "R") this.answer(this.never + 1);
    else if (letter === "d") this.close(this.stream);
    else if (letter === "e") this.end();
    else if (letter === "t") this.host.exports.proxy_on_tick?.(this.plugin);
    else if (letter === "T") this.host.exports.proxy_on_tick?.(this.never + 1);
    else this.allocate(SIZES[this.steps % SIZES.length]!);
  }

  private close(stream: number): void {
    this.host.close(stream);
    this.answers.forget(stream);
  }

  private begun(stream: number): void {
    this.answers.forget(stream);
    this.waiting.set(stream, [...(this.waiting.get(stream) ?? []), this.plugin]);
  }

  private opened(plugin: number): void {
    this.plugins.set(plugin, new Set([null, ...(this.plugins.get(plugin) ?? [])]));
    this.ended.delete(plugin);
    this.plugin = plugin;
  }

  private configureWell(): void {
    const k = this.steps;
    this.host.reconfigure(this.plugin, JSON.stringify(KINDS[this.kind](k)), `life ${this.number}`);
    this.openedByNow();
    const may = new Set([k, ...(this.hits("proxy_get_buffer_bytes") ? this.kept() : [])]);
    const isUnnamed = this.hits("proxy_get_property");
    this.lastGood = isUnnamed ? new Set([null, ...this.lastGood, ...may]) : may;
    this.plugins.set(this.plugin, new Set(may));
    this.refused.delete(this.plugin);
    this.misnamed.delete(this.plugin);
    this.maybeForgotten();
  }

  private configureBadly(): void {
    this.host.reconfigure(this.plugin, BAD[this.steps % BAD.length]!, `life ${this.number}`);
    this.openedByNow();
    const unnamed = this.hits("proxy_get_property") ? [null] : [];
    if (unnamed.length > 0) this.misnamed.add(this.plugin);
    this.plugins.set(this.plugin, new Set([...this.kept(), ...unnamed]));
    this.refused.add(this.plugin);
    this.maybeForgotten();
  }

  /** What a host configures is there, even if it was never opened. */
  private openedByNow(): void {
    if (!this.plugins.has(this.plugin) || this.ended.has(this.plugin)) this.opened(this.plugin);
  }

  /** What the plugin may serve after a configuration that is not taken. */
  private kept(): (number | null)[] {
    const own = this.plugins.get(this.plugin)!;
    return own.has(null)
      ? [...own, ...this.lastGood].filter((k) => k !== null || this.lastGood.has(k))
      : [...own];
  }

  /** A host that denies its plugins makes the module forget them, all but the one that it speaks of. */
  private maybeForgotten(): void {
    if (!this.hits("proxy_set_effective_context")) return;
    for (const [plugin, may] of this.plugins) if (plugin !== this.plugin) may.add(null);
  }

  /** The module may go on serving an ended plugin's streams, and keep its rules for the next of its name, or not. */
  private end(): void {
    this.host.close(this.plugin);
    this.ended.add(this.plugin);
    this.plugins.get(this.plugin)?.add(null);
    const open = [...this.plugins.keys()].filter((plugin) => !this.ended.has(plugin));
    this.plugin = open.at(-1) ?? this.never + 2;
    this.lastGood = new Set([
      null,
      ...this.lastGood,
      ...open.flatMap((plugin) => [...this.plugins.get(plugin)!]),
    ]);
  }

  private mayServe(plugin: number | undefined): May {
    const own = (plugin === undefined ? undefined : this.plugins.get(plugin)) ?? new Set([null]);
    return plugin !== undefined && this.refused.has(plugin) ? new Set([...own, ...this.lastGood]) : own;
  }

  private headers(stream: number): void {
    const upstream = this.host.headers(stream, [...REQUEST]);
    const plugin = this.waiting.get(stream)?.pop();
    const may = this.mayServe(plugin);
    const isSure = !this.trace.hit && !may.has(null);
    if (this.kind === "telling" && String(upstream) !== String(REQUEST)) {
      const meant = isSure ? [] : [...may].flatMap((k) => (k === null ? [] : [tagsOf(this.kind, k)]));
      this.answers.decided(stream, [upstream, ...meant], isSure);
    }
    if (plugin !== undefined && this.misnamed.has(plugin)) return this.answers.forgive(stream);
    if (this.host.response !== undefined) return this.explained(this.host.response, may);
    const reads: Reads = this.trace.hit ? readsUnder(this.fault!, this.room) : "true";
    const { unwritten } = this.trace;
    const faults = [...may].map((served) =>
      wrong({ kind: this.kind, served, sent: REQUEST, upstream, reads, unwritten }),
    );
    if (!faults.includes(undefined)) throw new Error(faults.join("; or "));
  }

  /** The one that asks is told why, and its request goes no further. */
  private explained({ status, body }: LocalResponse, may: May): void {
    const isAllowed = this.kind === "explained" && (may.size > 1 || !may.has(null));
    if (!isAllowed || status !== 200) throw new Error(`answered ${status} by itself`);
    JSON.parse(body.toString());
  }

  /** The answer of the app, as the client gets it. */
  private answer(stream: number): void {
    const answer = this.host.answerOf(stream, [...ANSWER]);
    const fault = this.answers.wrong(stream, answer, this.trace.hit);
    if (fault !== undefined) throw new Error(fault);
  }

  private allocate(size: number): void {
    const at = this.host.exports.proxy_on_memory_allocate(size) >>> 0;
    if (at + size > this.host.exports.memory.buffer.byteLength && at !== 0) {
      throw new Error(`no room of ${size} at ${at}`);
    }
    if (at !== 0) this.room = Math.max(this.room, size);
  }

  private hits(name: string): boolean {
    return this.trace.hit && this.fault?.name === name;
  }
}
