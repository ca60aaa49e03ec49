import { secondOf } from "../../lib/core.js";

/** The second that a text in RFC 3339 says; now, for any other. */
export function secondAt(at: string): number {
  return secondOf(at) ?? Date.now() / 1000;
}

/** A second since 1970 in RFC 3339. */
export function timeOf(second: number): string {
  return new Date(Math.round(second) * 1000).toISOString().replace(".000Z", "Z");
}

interface Scheduled {
  readonly rules: readonly {
    readonly policies?: readonly { readonly schedule?: readonly { at: string }[] }[];
  }[];
}

/** The times that schedules name, in seconds since 1970, in ascending order; of rules without an error, as JSON. */
export function momentsIn(json: string): number[] {
  const { rules = [] } = JSON.parse(json) as Partial<Scheduled>;
  const all = rules.flatMap(({ policies = [] }) =>
    policies.flatMap(({ schedule = [] }) => schedule.map(({ at }) => at)),
  );
  return [...new Set(all.map((at) => secondOf(at) ?? 0))].sort((a, b) => a - b);
}
