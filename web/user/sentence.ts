import type { Decision } from "../../lib/core.js";

/** Why a rule decides as it does, as a person would say it. */
export function sentence(decision: Decision): string {
  const { bucket, modulo, range, from, tagValue } = decision;
  switch (decision.reason) {
    case "policy":
      return from
        ? `Bucket ${bucket} of ${modulo} is from ${from} to ${range! - 1}: ${tagValue}.`
        : `Bucket ${bucket} of ${modulo} is below ${range}: ${tagValue}.`;
    case "default":
      return `Bucket ${bucket} of ${modulo} is in no range: the default.`;
    case "no-range":
      return `Bucket ${bucket} of ${modulo} is in no range: no tag.`;
    case "no-key":
      return "The request has no key: no tag.";
    case "anonymous":
      return "The request has no key: the value for those without one.";
    case "pin":
      return `A pin names this id: ${tagValue ?? "no tag"}.`;
    case "override":
      return `An override decides: ${tagValue ?? "no tag"}.`;
    case "no-match":
      return "The rule does not apply to this request.";
    case "not-asked":
      return "A rule before this one has decided.";
    default:
      return "The rule is off.";
  }
}
