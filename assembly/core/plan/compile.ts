import { Selection } from "../baggage/selection";
import { AUTHORITY } from "../http/header";
import { HeaderTable } from "../http/header-table";
import { Reserve } from "../rule/reserve";
import { WrittenRule } from "../rule/written";
import { isSameHash } from "../rule/written-hash";
import { utf8 } from "../text/bytes";
import { bucketHashOf } from "./bucket-hash-of";
import { Bucket, Key, Plan, Policy, Rule, Slot, TagHeader } from "./plan";

// A request whose headers would cost more than this to ask for one by one is read whole. The unit is asking for a header
// that is not there, as tag headers mostly are; one that is there is copied as well. See RATIONALE.md for the figures.
const MOST_TO_ASK = 11;
const ASK_PRESENT = 4;

/**
 * Compiles checked rules, and what is reserved: one slot for each header that can decide anything, one bucket for each
 * modulo and hash on it, one TagHeader for each tagHeader, names and values encoded. A rule that is not enabled,
 * or that gives nobody a value (range 0), is off, and its header is not read for it. A reserved name is a tagHeader without rules.
 */
export function compile(rules: WrittenRule[], reserve: Reserve, isCarried: bool): Plan {
  const plan = new Plan();
  const headers: string[] = []; // of plan.keys
  for (let i = 0; i < rules.length; ++i) addRead(rules[i], headers, plan);
  const tagHeaders: string[] = []; // of plan.tagHeaders
  for (let i = 0; i < rules.length; ++i) addRule(rules[i], headers, tagHeaders, plan);
  for (let i = 0; i < reserve.names.length; ++i) tagHeaderOf(reserve.names[i], tagHeaders, plan);
  const prefixes = reserve.prefixes.map<StaticArray<u8>>((prefix) => utf8(prefix));
  if (prefixes.length > 0) plan.reserved = new Selection([], prefixes);
  if (isCarried)
    plan.carried = new Selection(
      tagHeaders.map<StaticArray<u8>>((name) => utf8(name)),
      prefixes,
    );
  const asking = ASK_PRESENT * plan.reads.length + plan.tagHeaders.length;
  if (asking > MOST_TO_ASK || plan.reserved !== null) plan.table = tableOf(plan);
  return plan;
}

function addRead(rule: WrittenRule, headers: string[], plan: Plan): void {
  if (isOff(rule) || headers.includes(rule.header)) return;
  headers.push(rule.header);
  const slot = new Slot(plan.reads.length, utf8(rule.header == "host" ? AUTHORITY : rule.header));
  plan.reads.push(slot);
  plan.keys.push(new Key(slot));
}

function addRule(rule: WrittenRule, headers: string[], tagHeaders: string[], plan: Plan): void {
  const planned = new Rule(
    plan.rules.length,
    bucketFor(rule, headers, plan),
    policiesOf(rule),
    valueOrNull(rule.defaultTagValue),
    valueOrNull(rule.anonymousTagValue),
  );
  plan.rules.push(planned);
  tagHeaderOf(rule.tagHeader, tagHeaders, plan).rules.push(planned);
}

/** Null for a rule that is off. */
function bucketFor(rule: WrittenRule, headers: string[], plan: Plan): Bucket | null {
  if (isOff(rule)) return null;
  return bucketOf(plan.keys[headers.indexOf(rule.header)], rule, plan);
}

function policiesOf(rule: WrittenRule): Policy[] {
  const policies: Policy[] = [];
  for (let i = 0; i < rule.policies.length; ++i) {
    const policy = rule.policies[i];
    policies.push(new Policy(<u32>policy.from, <u32>policy.range, utf8(policy.tagValue)));
  }
  return policies;
}

function valueOrNull(tagValue: string): StaticArray<u8> | null {
  return tagValue.length > 0 ? utf8(tagValue) : null;
}

/** Policies that tag nobody leave everybody to the other two tag values, where they are. */
function isOff(rule: WrittenRule): bool {
  const isForPolicies = rule.defaultTagValue.length + rule.anonymousTagValue.length == 0;
  return !rule.isEnabled || (isForPolicies && rule.isForNobody);
}

/** The one bucket of the rule's modulo and hash. */
function bucketOf(key: Key, rule: WrittenRule, plan: Plan): Bucket {
  const buckets = key.buckets;
  const modulo = <u32>rule.modulo;
  for (let i = 0; i < buckets.length; ++i) {
    if (buckets[i].modulo == modulo && isSameHash(buckets[i].written, rule.hash)) return buckets[i];
  }
  const bucket = new Bucket(plan.buckets++, modulo, rule.hash, bucketHashOf(rule.hash, modulo));
  buckets.push(bucket);
  return bucket;
}

/** The one TagHeader of this name; `names` are those of plan.tagHeaders. */
function tagHeaderOf(name: string, names: string[], plan: Plan): TagHeader {
  const index = names.indexOf(name);
  if (index >= 0) return plan.tagHeaders[index];
  const tagHeader = new TagHeader(new Slot(plan.slots, utf8(name)));
  names.push(name);
  plan.tagHeaders.push(tagHeader);
  return tagHeader;
}

function tableOf(plan: Plan): HeaderTable<Slot> {
  const table = new HeaderTable<Slot>(plan.slots);
  for (let i = 0; i < plan.reads.length; ++i) table.add(plan.reads[i].name, plan.reads[i]);
  for (let i = 0; i < plan.tagHeaders.length; ++i) {
    const slot = plan.tagHeaders[i].slot;
    table.add(slot.name, slot);
  }
  return table;
}
