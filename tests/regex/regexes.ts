import assert from "node:assert/strict";
import { instantiateSync } from "@assemblyscript/loader";
import { compile } from "../compile.ts";

/** A Regex or a string inside the module. */
type Pointer = number;

/** What tests/unit/regexes.ts exports. */
interface Exports extends Record<string, unknown> {
  memory: WebAssembly.Memory;
  roomAt(): Pointer;
  compile(length: number, use: number): Pointer;
  fault(regex: Pointer): Pointer;
  size(regex: Pointer): number;
  cells(regex: Pointer): number;
  matches(regex: Pointer, length: number): number;
  runs(regex: Pointer, length: number): number;
  captureStart(): number;
  captureEnd(): number;
  steps(): bigint;
  repeat(regex: Pointer, length: number, times: number): number;
  repeatRun(regex: Pointer, length: number, times: number): number;
}

const module = instantiateSync<Exports>(await compile('export * from "./tests/unit/regexes";')).exports;

/** The longest value, in bytes. */
export const ROOM = 1 << 17;

const encoder = new TextEncoder();
let room = new Uint8Array();

/** Puts a text where the module reads it; returns its length in bytes. */
function put(text: string | Uint8Array): number {
  if (room.buffer !== module.memory.buffer)
    room = new Uint8Array(module.memory.buffer, module.roomAt(), ROOM);
  if (typeof text === "string") return encoder.encodeInto(text, room).written;
  room.set(text);
  return text.length;
}

/** Where a group lies in a value, in bytes; -1, -1 when it took no part in the match, null without a match. */
export type Span = [start: number, end: number] | null;

/** A compiled expression. */
export class Regex {
  /** What is wrong with it; "" when nothing is. */
  readonly fault: string;
  private readonly regex: Pointer;

  private constructor(pattern: string | Uint8Array, use: number) {
    this.regex = module.__pin(module.compile(put(pattern), use));
    this.fault = module.__getString(module.fault(this.regex));
  }

  /** To match whole values. */
  static whole(pattern: string | Uint8Array): Regex {
    return new Regex(pattern, 0);
  }

  /** To search values for what the group takes. */
  static capture(pattern: string | Uint8Array): Regex {
    return new Regex(pattern, 1);
  }

  /** The number of instructions. */
  get size(): number {
    return module.size(this.regex);
  }

  /** The number of cells of the table; 0 where the machine answers. */
  get cells(): number {
    return module.cells(this.regex);
  }

  matches(value: string | Uint8Array): boolean {
    return module.matches(this.regex, put(value)) !== 0;
  }

  /** The same of the machine, never of a table. */
  runs(value: string | Uint8Array): boolean {
    return module.runs(this.regex, put(value)) !== 0;
  }

  find(value: string | Uint8Array): Span {
    return this.matches(value) ? [module.captureStart(), module.captureEnd()] : null;
  }

  /** How many instructions the machine looks at. */
  steps(value: string | Uint8Array): number {
    const before = module.steps();
    this.runs(value);
    return Number(module.steps() - before);
  }

  /** Nanoseconds for one value, over `times` of them; with `runs` of the machine. */
  time(value: string | Uint8Array, times: number, runs = false): number {
    const length = put(value);
    const began = performance.now();
    (runs ? module.repeatRun : module.repeat)(this.regex, length, times);
    return ((performance.now() - began) * 1e6) / times;
  }

  /** The module has no collector that runs by itself: lets go, for the next `collect`. */
  free(): void {
    module.__unpin(this.regex);
  }
}

/** An expression that must be valid. */
export function valid(regex: Regex): Regex {
  assert.equal(regex.fault, "");
  return regex;
}

/** Frees the expressions that were let go. */
export const collect = module.__collect;

/** The size of the module's memory, in bytes. */
export const memory = (): number => module.memory.buffer.byteLength;
