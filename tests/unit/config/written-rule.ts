// Rules of the specs beside this file, as JSON, and what is said of them.
import { Report } from "../../../assembly/core/config/report";
import { readRule } from "../../../assembly/core/config/rule";
import { json } from "../given";

/** A rule of one field after another, as JSON; a part that is "" is left out. */
export function written(
  header: string = '"header":"x-user-id"',
  modulo: string = '"modulo":100',
  tagHeader: string = '"tagHeader":"appver-a"',
  policies: string = '"policies":[{"range":10,"tagValue":"v2"}]',
  name: string = "",
): string {
  const parts = [header, modulo, tagHeader, policies, name].filter((part) => part.length > 0);
  return "{" + parts.join(",") + "}";
}

export function withPolicies(policies: string, modulo: string = "100"): string {
  return written('"header":"x"', '"modulo":' + modulo, '"tagHeader":"t"', '"policies":' + policies);
}

export function ranges(list: string, modulo: string = "100"): string {
  const policies = list.split(" ").map<string>((range) => '{"range":' + range + ',"tagValue":"v"}');
  return withPolicies("[" + policies.join(",") + "]", modulo);
}

export function reportOf(text: string): string {
  const report = new Report();
  readRule("r", json(text), report);
  return report.lines().join("\n");
}

export class Row {
  constructor(
    readonly text: string,
    readonly wanted: string,
  ) {}
}
