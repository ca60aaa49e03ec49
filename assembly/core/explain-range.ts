import { Policy, Rule } from "./plan/plan";
import { JsonText } from "./text/json-text";

/** Adds the buckets of a policy, as they are now. */
export function addPolicy(policy: Policy, json: JsonText): void {
  json.raw(",");
  addBuckets(policy.from, policy.range, json);
}

/** Adds the buckets around one that is in no range of its rule: from where, and up to where, none is. */
export function addGap(rule: Rule, bucket: u32, modulo: u32, json: JsonText): void {
  let from: u32 = 0;
  let range = modulo;
  const policies = rule.policies;
  for (let i = 0; i < policies.length; ++i) {
    const policy = policies[i];
    if (policy.range <= policy.from) continue; // it has nobody
    if (policy.range <= bucket) from = max(from, policy.range);
    else range = min(range, policy.from);
  }
  json.raw(',"gap":{');
  addBuckets(from, range, json);
  json.raw("}");
}

function addBuckets(from: u32, range: u32, json: JsonText): void {
  json.raw('"from":');
  json.number(from);
  json.raw(',"range":');
  json.number(range);
}
