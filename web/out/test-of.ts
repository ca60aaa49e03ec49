import { Mistake } from "../../lib/mistake.js";
import type { Named } from "../../lib/request/lines.js";
import { toYaml } from "../../lib/yaml/to-yaml.js";
import { momentsIn, timeOf } from "../time/moments.ts";
import { describedOf, requestFor } from "../user/request.ts";
import type { Wanted } from "./wanted.ts";

/** The request that is asked about as a file for `hash-tagging test`: it must get the tags that it gets now. */
export function testOf({ moment, asked }: Wanted): string {
  const { rules, json, second } = moment;
  const request = requestFor(asked, rules);
  if ("fault" in request) throw new Mistake(request.fault);
  const got = rules.tags(request.values, request.id);
  const described = Object.entries(describedOf(asked)).flatMap(([field, value]) => {
    if (value === undefined || value.length === 0) return [];
    return [[field, typeof value === "string" ? value : byName(value)]];
  });
  const test = {
    ...(momentsIn(json).length > 0 && { at: timeOf(second) }),
    ...(request.id !== undefined && { id: request.id }),
    ...((described.length > 0 || request.id === undefined) && { request: Object.fromEntries(described) }),
    tags: Object.fromEntries(rules.tagHeaders.map((name) => [name, got[name] ?? null])),
  };
  return toYaml({ tests: [test] });
}

/** Values by their names; a name that comes several times has a list. */
function byName(pairs: readonly Named[]): Record<string, string | string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0]! : all]));
}
