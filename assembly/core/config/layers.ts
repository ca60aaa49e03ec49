import { WrittenPolicy, WrittenRule } from "../rule/written";
import { isSameKey } from "../rule/written-key";
import { decimal, quote } from "../text/text";
import { SHARE_TAKEN, UNLIKE_LAYER } from "./ids";
import { Report } from "./report";

/**
 * Rules of one layer have the same key and modulo, so that a user has one bucket in all of them, and no two of them have a
 * bucket in common: nobody is in two. Rules that are off keep their share.
 */
export function checkLayers(rules: WrittenRule[], report: Report): void {
  for (let i = 1; i < rules.length; ++i) {
    for (let j = 0; j < i && rules[i].layer.length > 0; ++j) {
      if (rules[j].layer == rules[i].layer && !areExclusive(rules[j], rules[i], report)) break;
    }
  }
}

/** False after a report. */
function areExclusive(one: WrittenRule, other: WrittenRule, report: Report): bool {
  const layer = quote(one.layer);
  if (!isSameKey(one.key, other.key) || one.modulo != other.modulo) {
    const fault = layer + " has another key or modulo in " + one.path;
    report.add(UNLIKE_LAYER, other.path + ".layer", fault + "; the rules of a layer share both");
    return false;
  }
  const all = one.policies;
  const others = other.policies;
  for (let i = 0, j = 0; i < all.length && j < others.length;) {
    // Both stand in ascending order. One that has no bucket is passed over.
    if (all[i].range <= max(all[i].from, others[j].from)) ++i;
    else if (others[j].range <= max(others[j].from, all[i].from)) ++j;
    else {
      reportShared(all[i], others[j], layer, report);
      return false;
    }
  }
  return true;
}

function reportShared(one: WrittenPolicy, other: WrittenPolicy, layer: string, report: Report): void {
  const first = max(one.from, other.from);
  const last = min(one.range, other.range) - 1;
  const buckets =
    first == last ? "bucket " + decimal(first) : "buckets " + decimal(first) + " to " + decimal(last);
  const fault = one.path + " has " + buckets + " of layer " + layer + " too";
  report.add(SHARE_TAKEN, other.path, fault + "; give each bucket to one of the two");
}
