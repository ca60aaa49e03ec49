// What works in a configuration as it says, but is rarely what was meant: for who writes one. The filter does not log it.
import { Findings, Finding } from "./config/report";
import { SourceKind, WrittenSource } from "./rule/written-key";
import { WrittenRule } from "./rule/written";
import { isSameKey } from "./rule/written-key";
import { decimal, quote } from "./text/text";

/** Headers that many users have alike, or that one user has in many ways. */
const NOBODYS: string[] = ["authorization", "cookie", "user-agent", "x-forwarded-for", "x-request-id"];
/** Above it the first buckets get noticeably more hashes than the last: 2^32 is no multiple of it. */
const MOST_EVEN: i64 = 100000000;
/** With fewer buckets the first share that can be given is more than a per mille. */
const FINE: i64 = 1000;

/** Advice on checked rules, in their order. */
export function advise(rules: WrittenRule[]): Findings {
  const findings = new Findings();
  for (let i = 0; i < rules.length; ++i) {
    if (!rules[i].isEnabled) continue;
    adviseOnKey(rules[i].key.sources, findings);
    adviseOnBuckets(rules[i], findings);
    adviseOnOthers(rules, i, findings);
  }
  return findings;
}

function adviseOnKey(sources: WrittenSource[], findings: Findings): void {
  for (let i = 0; i < sources.length; ++i) {
    const source = sources[i];
    adviseOnKey(source.parts, findings);
    if (source.kind != SourceKind.Header || source.capture !== null || !NOBODYS.includes(source.name))
      continue;
    const fault = quote(source.name) + " does not stay one user's; ";
    const remedy = "name a header with the user's id, or take the id out of this one by a capture";
    findings.add(new Finding("nobodys-key", source.path, fault + remedy));
  }
}

function adviseOnBuckets(rule: WrittenRule, findings: Findings): void {
  const path = rule.path + ".modulo";
  const hash = rule.hash;
  if (hash !== null && hash.modulo > 0) return; // an engine's: it has no choice
  if (rule.modulo > MOST_EVEN) {
    const fault = decimal(rule.modulo) + " makes buckets of unlike size; write at most ";
    findings.add(new Finding("uneven-modulo", path, fault + decimal(MOST_EVEN)));
  } else if (rule.modulo > 1 && rule.modulo < FINE) {
    const fault = decimal(rule.modulo) + " buckets are coarse, and a finer modulo later moves users; ";
    findings.add(new Finding("coarse-modulo", path, fault + "write 10000 from the start"));
  }
  if (hash !== null || rule.modulo % 2 != 0) return;
  const fault = "half of the buckets stay empty for ids that end in a check digit (EAN, UPC, PESEL …); ";
  findings.add(new Finding("check-digits", path, fault + "add a salt if yours do"));
}

function adviseOnOthers(rules: WrittenRule[], index: i32, findings: Findings): void {
  const rule = rules[index];
  for (let i = 0; i < index; ++i) {
    const before = rules[i];
    if (!before.isEnabled) continue;
    if (takesAll(before, rule)) {
      const fault = "never yields: " + before.path + " has a value for every request that could come here; ";
      findings.add(
        new Finding("never-yields", rule.path, fault + "move the rule before that one, or remove it"),
      );
      return;
    }
    if (!isNested(before, rule)) continue;
    const fault =
      "has its users in common with " + before.path + ": one key, no salt, and moduli that share a factor; ";
    findings.add(new Finding("nested-rules", rule.path, fault + "add a salt unless they belong together"));
    return;
  }
}

/** True when nothing is left to `rule` by the rule `before` of the same tagHeader. */
function takesAll(before: WrittenRule, rule: WrittenRule): bool {
  if (before.tagHeader != rule.tagHeader || before.match !== null || before.unless !== null) return false;
  if (before.defaultTagValue.length == 0) return false;
  if (before.anonymousTagValue.length > 0) return true;
  const needsKey = rule.anonymousTagValue.length == 0 && rule.overrides.length == 0;
  return needsKey && isSameKey(before.key, rule.key);
}

/** True when the users of the smaller share are among those of the larger, though nobody has said so. */
function isNested(before: WrittenRule, rule: WrittenRule): bool {
  const arePlain = before.hash === null && rule.hash === null;
  return arePlain && isSameKey(before.key, rule.key) && gcd(before.modulo, rule.modulo) > 1;
}

/** Euclid's. */
function gcd(a: i64, b: i64): i64 {
  while (b != 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
