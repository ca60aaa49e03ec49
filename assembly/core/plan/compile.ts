import { Selection } from "../baggage/selection";
import { Table } from "../hash/table";
import { Reserve } from "../rule/reserve";
import { WrittenDebug } from "../rule/written-debug";
import { WrittenPin, WrittenPolicy, WrittenRule } from "../rule/written";
import { WrittenAnswer } from "../rule/written-answer";
import { isSameHash } from "../rule/written-hash";
import { isSameKey, WrittenKey } from "../rule/written-key";
import { utf8 } from "../text/bytes";
import { bucketHashOf } from "./bucket-hash-of";
import { Conditions } from "./conditions";
import { Override } from "./match";
import { Debug } from "./debug";
import { Draft } from "./draft";
import { Bucket, Key, Plan, Policy, Rule, TagHeader } from "./plan";
import { Pins } from "./pins";
import { Schedule } from "./schedule";
import { answerOf } from "./answer-of";
import { Asked, Slot } from "./slot";
import { Slots } from "./slots";

// A request whose headers would cost more than this to ask for one by one is read whole. The unit is asking for a header
// that is not there, as tag headers mostly are; one that is there is copied as well. See RATIONALE.md for the figures.
const MOST_TO_ASK = 11;
const ASK_PRESENT = 4;

/**
 * Compiles checked rules, and what is reserved: one slot for each value that can decide anything, one bucket for each
 * modulo and hash on it, one TagHeader for each tagHeader, names and values encoded. A rule that is not enabled,
 * or that gives nobody a value (range 0), is off, and its key is not read for it. A reserved name is a tagHeader without rules.
 */
export function compile(
  rules: WrittenRule[],
  reserve: Reserve,
  isCarried: bool,
  debug: WrittenDebug | null = null,
  answer: WrittenAnswer | null = null,
): Plan {
  const draft = new Draft();
  const slots = new Slots(draft);
  const conditions = new Conditions(draft, slots);
  const tagHeaders: string[] = []; // of draft.tagHeaders
  for (let i = 0; i < rules.length; ++i) addRule(rules[i], slots, conditions, tagHeaders, draft);
  for (let i = 0; i < reserve.names.length; ++i) tagHeaderOf(reserve.names[i], tagHeaders, draft);
  if (answer !== null) draft.answer = answerOf(answer, slots, draft);
  if (debug !== null) draft.debug = new Debug(draft.slots++, utf8(debug.header), utf8(debug.token));
  const plan = draft.settled();
  const prefixes = reserve.prefixes.map<StaticArray<u8>>((prefix) => utf8(prefix));
  if (prefixes.length > 0) plan.reserved = new Selection([], prefixes);
  if (isCarried)
    plan.carried = new Selection(
      tagHeaders.map<StaticArray<u8>>((name) => utf8(name)),
      prefixes,
    );
  const asking = ASK_PRESENT * plan.asked + plan.tagHeaders.length;
  if (asking > MOST_TO_ASK || plan.reserved !== null || debug !== null) plan.table = tableOf(plan);
  return plan;
}

function addRule(
  rule: WrittenRule,
  slots: Slots,
  conditions: Conditions,
  tagHeaders: string[],
  draft: Draft,
): void {
  const planned = new Rule(
    draft.rules.length,
    isOff(rule) ? null : bucketOf(keyOf(rule.key, slots, draft), rule, draft),
    policiesOf(rule, draft),
    valueOrNull(rule.defaultTagValue),
    valueOrNull(rule.anonymousTagValue),
  );
  planned.name = rule.knownAs;
  if (!isOff(rule)) addMatches(rule, planned, conditions);
  if (rule.pins.length > 0) planned.pins = pinsOf(rule.pins);
  draft.rules.push(planned);
  draft.rulesOf[tagHeaderOf(rule.tagHeader, tagHeaders, draft)].push(planned);
}

function addMatches(rule: WrittenRule, planned: Rule, conditions: Conditions): void {
  if (rule.match !== null) planned.match = conditions.ofMatch(rule.match!);
  if (rule.unless !== null) planned.unless = conditions.ofMatch(rule.unless!);
  for (let i = 0; i < rule.overrides.length; ++i) {
    const written = rule.overrides[i];
    planned.overrides.push(new Override(conditions.ofMatch(written.match), valueOrNull(written.tagValue)));
  }
  planned.isConditional = planned.match !== null || planned.unless !== null || planned.overrides.length > 0;
}

function pinsOf(written: WrittenPin[]): Pins {
  let size = 0;
  for (let i = 0; i < written.length; ++i) size += written[i].ids.length;
  const pins = new Pins(size);
  for (let i = 0; i < written.length; ++i) {
    const ids = written[i].ids.map<StaticArray<u8>>((id) => utf8(id));
    pins.add(ids, valueOrNull(written[i].tagValue));
  }
  return pins;
}

function keyOf(written: WrittenKey, slots: Slots, draft: Draft): Key {
  const keys = draft.keys;
  for (let i = 0; i < keys.length; ++i) if (isSameKey(keys[i].written, written)) return keys[i];
  const key = new Key(keys.length, slots.ofKey(written), written);
  draft.addKey(key);
  return key;
}

function policiesOf(rule: WrittenRule, draft: Draft): StaticArray<Policy> {
  const policies = new StaticArray<Policy>(rule.policies.length);
  for (let i = 0; i < rule.policies.length; ++i) {
    const written = rule.policies[i];
    const policy = new Policy(<u32>written.from, utf8(written.tagValue), scheduleOf(written));
    if (policy.schedule === null) policy.range = <u32>written.range;
    else if (!isOff(rule)) draft.scheduled.push(policy);
    policies[i] = policy;
  }
  return policies;
}

function scheduleOf(policy: WrittenPolicy): Schedule | null {
  const written = policy.schedule;
  return written === null ? null : new Schedule(written);
}

function valueOrNull(tagValue: string): StaticArray<u8> | null {
  return tagValue.length > 0 ? utf8(tagValue) : null;
}

/** Policies that tag nobody leave everybody to the overrides, the pins and the other two tag values, where they are. */
function isOff(rule: WrittenRule): bool {
  const others =
    rule.defaultTagValue.length + rule.anonymousTagValue.length + rule.overrides.length + rule.pins.length;
  return !rule.isEnabled || (others == 0 && rule.isForNobody);
}

/** The one bucket of the rule's modulo and hash. */
function bucketOf(key: Key, rule: WrittenRule, draft: Draft): Bucket {
  const buckets = draft.bucketsOf[key.index];
  const modulo = <u32>rule.modulo;
  for (let i = 0; i < buckets.length; ++i) {
    if (buckets[i].modulo == modulo && isSameHash(buckets[i].written, rule.hash)) return buckets[i];
  }
  const bucket = new Bucket(draft.buckets++, key, modulo, rule.hash, bucketHashOf(rule.hash, modulo));
  buckets.push(bucket);
  return bucket;
}

/** The number of the one TagHeader of this name; `names` are those of draft.tagHeaders. */
function tagHeaderOf(name: string, names: string[], draft: Draft): i32 {
  const index = names.indexOf(name);
  if (index >= 0) return index;
  draft.addTagHeader(new TagHeader(utf8(name), new Slot(draft.slots++)));
  return names.push(name) - 1;
}

function tableOf(plan: Plan): Table<Slot> {
  const table = new Table<Slot>(plan.reads.length + plan.tagHeaders.length + 1);
  for (let i = 0; i < plan.reads.length; ++i) {
    const read = plan.reads[i];
    if (read.asked == Asked.Header) table.add(read.name, read);
  }
  for (let i = 0; i < plan.tagHeaders.length; ++i)
    table.add(plan.tagHeaders[i].name, plan.tagHeaders[i].slot);
  const debug = plan.debug;
  if (debug !== null) table.add(debug.name, debug);
  return table;
}
