// The tagging filter as it is released, and what its tests configure and send.
import { readFileSync } from "node:fs";
import { Host, type Line } from "./host.ts";

const MODULE = readFileSync(new URL("../../build/hash-tagging.wasm", import.meta.url));
export const INFO = 2;
export const WARN = 3;
export const CRITICAL = 5;
/** The module that sees answers. */
const ANSWERING = readFileSync(new URL("../../build/hash-tagging-response.wasm", import.meta.url));
export const load = () => new Host(MODULE);
export const loadAnswering = () => new Host(ANSWERING);
export const user = (id: string): Line => ["x-user-id", Buffer.from(id)];

export const rule = (app: string, range: number, tagValue: string, header = "x-user-id") => ({
  header,
  modulo: 100,
  tagHeader: `appver-${app}`,
  policies: [{ range, tagValue }],
});

export const config = (...rules: object[]) => JSON.stringify({ rules });
export const reserving = (reserve: string[], ...rules: object[]) => JSON.stringify({ rules, reserve });
export const ARTICLE = config(rule("a", 10, "v2"), rule("b", 10, "v2"), rule("c", 50, "v3"));

export const tagsOf = (lines: Line[]) =>
  Object.fromEntries(lines.filter(([n]) => n.startsWith("appver-")).map(([n, v]) => [n, v.toString()]));
