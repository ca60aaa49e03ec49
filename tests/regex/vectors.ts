import { readFileSync } from "node:fs";
import type { Span } from "./regexes.ts";

const folder = new URL("../vectors/", import.meta.url);

/** A text: UTF-8 of a string, raw bytes in hexadecimal, or a repeated string. */
export type Text = string | { hex: string } | { repeat: string; times: number };

/** What RE2 answers to an expression and a value. */
export interface Row {
  regex: string;
  value: Text;
  whole: boolean;
  /** What the one group takes, or a group around an expression without one; of several groups there is nothing. */
  capture?: Span;
  source: string;
}

/** An expression that is refused. */
export interface Fault {
  regex: Text;
  use?: "capture";
  fault: string;
  /** What RE2 says of it; null where RE2 takes it. */
  re2: string | null;
  source: string;
}

export function bytesOf(text: Text): Uint8Array {
  if (typeof text === "string") return Buffer.from(text);
  return "hex" in text ? Buffer.from(text.hex, "hex") : Buffer.from(text.repeat.repeat(text.times));
}

/** A head that names the sources, then a row a line. */
function read<T>(file: string): { sources: Record<string, string>; rows: T[] } {
  const lines = readFileSync(new URL(file, folder), "utf8").trimEnd().split("\n");
  const [head, ...rows] = lines.map((line) => JSON.parse(line) as unknown);
  return { sources: (head as { sources: Record<string, string> }).sources, rows: rows as T[] };
}

export const answers = read<Row>("regex-answers.jsonl");
export const faults = read<Fault>("regex-faults.jsonl");
