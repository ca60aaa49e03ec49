import { claimRead, type Rules } from "../core.js";
import { suggest } from "../suggest.js";
import type { Described } from "./request.js";

/** A line for each header and claim of a description that no rule reads: it decides nothing, and may be misspelt. */
export function unread({ headers = [], claims = [] }: Described, rules: Rules): string[] {
  const known = rules.reads.filter((name) => /^[^:\0]/.test(name));
  const names = headers.map(([name]) => name.toLowerCase()).filter((name) => name !== "host");
  const lost = [...new Set(names)].filter((name) => !rules.reads.includes(name));
  return [
    ...lost.map((name) => `no rule reads the header ${name}${known.length > 0 ? suggest(name, known) : ""}`),
    ...claims
      .filter(([claim]) => !rules.reads.includes(claimRead(claim)))
      .map(([claim]) => `no rule reads the claim ${claim}`),
  ];
}
