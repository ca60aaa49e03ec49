import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { load } from "js-yaml";
import { Rules } from "../lib/core.ts";

const EXAMPLE = join(import.meta.dirname, "..", "examples", "mixed-canary", "rules.yaml");

const { rules } = load(await readFile(EXAMPLE, "utf8")) as { rules: object[] };

/** The three-rule job, which every variant does: the rules of the example alone, as any commit's filter takes them. */
export const JOB = JSON.stringify({ rules });

/** What a client sends that wants the releases without being in them. */
export const FORGED = { "appver-a": "v2", "appver-b": "v2", "appver-c": "v3" };

/** The requests that are measured, by the name of the case. */
export const CASES = {
  tagged: { "x-user-id": "0005" },
  untagged: { "x-user-id": "0001" },
  missing: {},
  forged: { "x-user-id": "0001", ...FORGED },
} satisfies Record<string, Record<string, string>>;

export type Case = keyof typeof CASES;
export const CASE_NAMES = Object.keys(CASES) as Case[];

export type Tags = Record<string, string>;

/** The tags that a request leaves a gateway with: those of the job, or without a filter those that the client sent. */
export function tagsOf(name: Case, filtered: boolean): Tags {
  if (filtered) return Rules.parse(JOB).tags(CASES[name]);
  return name === "forged" ? FORGED : {};
}
