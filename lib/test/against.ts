import type { Finding, Findings, Rules, Values } from "../core.js";
import { Faults, step } from "../release/fields.js";
import { idFault } from "../request/id.js";
import { NoRequest, requestOf } from "../request/request.js";
import { unread } from "../request/unread.js";
import { suggest } from "../suggest.js";
import type { Case } from "./case.js";

/** A test whose request is as Envoy would report it, for Rules.tags. */
export type Ready = Case & { readonly values: Values };

/** The tests, made ready for `rules`, and what keeps them from it. */
export function against(cases: readonly Case[], rules: Rules): { ready: Ready[]; findings: Findings } {
  const faults = new Faults();
  const moves = isMoving(rules);
  const warnings: Finding[] = [];
  const ready = cases.map((each): Ready => {
    const { id, path, request, expected } = each;
    if (each.at === undefined && moves) {
      faults.add("missing-field", path, "at is missing, and the rules change with time; write when it is");
    }
    const fault = id === undefined ? undefined : idFault(rules, id);
    if (fault !== undefined) faults.add("", `${path}.id`, fault);
    for (const { tagHeader, path: place } of expected) {
      if (rules.owns(tagHeader)) continue;
      const remedy = suggest(tagHeader, rules.tagHeaders) || `; they set ${rules.tagHeaders.join(", ")}`;
      faults.add("", place, `no rule sets ${tagHeader}${rules.tagHeaders.length > 0 ? remedy : ""}`);
    }
    // What clients send in a tag header is nothing that rules would read: tests say so on purpose.
    const headers = (request.headers ?? []).filter(([name]) => !rules.owns(name.toLowerCase()));
    for (const message of unread({ ...request, headers }, rules)) {
      warnings.push({ id: "", path: `${path}.request`, message });
    }
    return { ...each, values: valuesOf(each, rules, faults) };
  });
  return { ready, findings: { errors: faults.errors, warnings } };
}

/** Whether the ranges have a schedule: whether they are others at its end than before its beginning. */
function isMoving(rules: Rules): boolean {
  const [first, last] = [0, 0xffffffff].map((second) => JSON.stringify(rules.at(second).described()));
  return first !== last;
}

function valuesOf({ path, request }: Case, rules: Rules, faults: Faults): Values {
  try {
    return requestOf(request, rules);
  } catch (error) {
    if (!(error instanceof NoRequest)) throw error;
    const field = `${path}.request.${error.field}`;
    faults.add("", error.entry === undefined ? field : step(field, error.entry), error.message);
    return {};
  }
}
