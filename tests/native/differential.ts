/**
 * The native module beside the wasm module: the same configurations, updates and requests on both, and whether the lines
 * that go on, the log and the counters are the same. `make differential` plays REQUESTS of them, 1,000,000 unless it says.
 */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { load } from "../emulated/gateway.ts";
import type { Line } from "../emulated/host.ts";
import { linesOf } from "../emulated/request.ts";
import { Random } from "../hash/random.ts";
import { configText, vectors } from "../vectors.ts";
import { BUILT, compileHost, Script } from "./player.ts";

const ROUND = 20_000;
const SLOTS = 6;
const WORKERS = 4;
const EVERY = 200; // requests between two updates

const good = vectors.requests.map(configText);
const bad = vectors.errors.map(configText);
/** Requests of the vectors, whose headers fit their configurations; others are made of their names. */
const sent = vectors.requests.flatMap(({ cases }) => cases.map(({ request }) => linesOf(request, "HTTP/2")));
const names = [...new Set(sent.flatMap((lines) => lines.map(([name]) => name)))];

export interface Played {
  requests: number;
  updates: number;
  /** Requests in which the module changed something. */
  changed: number;
}

const pick = <T>(random: Random, all: readonly T[]): T => all[random.below(all.length)]!;

function value(random: Random): Buffer {
  const kind = random.below(20);
  if (kind === 0) return Buffer.from("x".repeat(random.below(60_000)));
  if (kind < 3) return Buffer.from(Array.from({ length: random.below(40) }, () => random.below(256)));
  return Buffer.from(String(random.below(1_000_000)).padStart(random.below(9), "0"));
}

function made(random: Random): Line[] {
  return Array.from({ length: random.below(8) }, () => [pick(random, names), value(random)]);
}

/** Half of them a request of the vectors with other values in it, or as it stands; half of them all new. */
function request(random: Random): Line[] {
  if (random.below(2) === 0) return made(random);
  return pick(random, sent).map(([name, old]): Line => [name, random.below(2) === 0 ? old : value(random)]);
}

/** Plays `count` requests of this seed; throws what differs. */
export function differential(seed: number, count: number, program: string, module: string): Played {
  const random = new Random(seed);
  const script = new Script();
  const host = load();
  host.isNative = true;
  const expected: Line[][] = [];
  const logged: { level: number; text: string }[][] = [];
  const plugins: number[] = [];
  const order: ("update" | "request")[] = [];
  const played: Played = { requests: 0, updates: 0, changed: 0 };

  const update = (slot: number) => {
    const text = random.below(4) === 0 ? pick(random, bad) : pick(random, good);
    host.logs.length = 0;
    const before = plugins[slot];
    plugins[slot] = host.configure(text, `plugin-${slot}`);
    if (before !== undefined) host.close(before);
    script.configure(slot, `plugin-${slot}`, text);
    logged.push([...host.logs]);
    order.push("update");
    ++played.updates;
  };

  for (let slot = 0; slot < SLOTS; ++slot) update(slot);
  for (let i = 0; i < count; ++i) {
    if (i % EVERY === EVERY - 1) update(random.below(SLOTS));
    const [slot, lines] = [random.below(SLOTS), request(random)];
    const upstream = host.request(plugins[slot]!, [...lines]);
    if (upstream.length !== lines.length || upstream.some((line, at) => line !== lines[at])) ++played.changed;
    script.request(slot, random.below(WORKERS), lines);
    expected.push(upstream);
    order.push("request");
    ++played.requests;
  }

  const answers = script.counters().play(program, module);
  for (const [i, kind] of order.entries()) {
    const what = `seed ${seed}, ${kind} ${i}`;
    if (kind === "update") assert.deepEqual(answers.logs(), logged.shift(), what);
    else same(answers.lines(), expected.shift()!, what);
  }
  // What is counted of tags waits for ticks, which come by the clock.
  const counted = (counters: Map<string, number>) =>
    [...counters].filter(([name, sum]) => name.startsWith("hash_tagging_") && sum > 0).sort();
  assert.deepEqual(counted(answers.counters()), counted(host.counters), `seed ${seed}, counters`);
  return played;
}

function same(lines: Line[], expected: Line[], what: string): void {
  const isSame =
    lines.length === expected.length &&
    lines.every(([name, value], i) => name === expected[i]![0] && value.equals(expected[i]![1]));
  if (!isSame) assert.deepEqual(lines, expected, what);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const wanted = Number(process.env["REQUESTS"] ?? 1_000_000);
  const program = compileHost("play");
  const sum: Played = { requests: 0, updates: 0, changed: 0 };
  for (let seed = 1; sum.requests < wanted; ++seed) {
    const played = differential(seed, Math.min(ROUND, wanted - sum.requests), program, BUILT);
    for (const key of ["requests", "updates", "changed"] as const) sum[key] += played[key];
    if (seed % 10 === 0) console.log(`${sum.requests} requests, the same so far`);
  }
  console.log(`${sum.requests} requests (${sum.changed} changed), ${sum.updates} configurations: 0 differ`);
}
