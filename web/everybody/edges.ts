import type { Change } from "../../lib/edit/number.js";
import type { DescribedRule } from "../../lib/described.js";

/** The end of a policy's range that a person may move, and what to write then. */
export interface MovableEdge {
  readonly policy: number;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  changes(value: number): Change[];
}

/** A rule as its JSON has it, as far as edges ask. */
interface Written {
  readonly policies?: readonly { readonly from?: number; readonly range?: number }[];
  readonly partitionedPolicies?: readonly { readonly weight: number }[];
}

/** The edges of a rule: of each policy that has a range or a weight. A range with a schedule moves by itself. */
export function edgesOf({ path, policies, bucket }: DescribedRule, json: string): MovableEdge[] {
  if (bucket === null) return [];
  const [, index = "0"] = /^rules\[(\d+)\]$/.exec(path) ?? [];
  const written = (JSON.parse(json) as { rules: Written[] }).rules[Number(index)]!;
  const weights = written.partitionedPolicies;
  return policies.flatMap(({ range, from }, policy) => {
    const next = policies[policy + 1];
    if (weights !== undefined) {
      const changes = (value: number) => weightChanges(path, policies, policy, value);
      return [{ policy, value: range, least: from, most: next?.range ?? bucket.modulo, changes }];
    }
    if (written.policies?.[policy]?.range === undefined) return [];
    const begin = written.policies[policy + 1]?.from;
    const most = begin ?? (next === undefined ? bucket.modulo : next.range - 1);
    const least = policies.length === 1 ? 0 : from + 1;
    const changes = (value: number) => [{ path: `${path}.policies[${policy}].range`, value }];
    return [{ policy, value: range, least: Math.min(least, range), most, changes }];
  });
}

/** What moves the end of one weight and no other: it takes from the one behind it. */
function weightChanges(
  path: string,
  policies: DescribedRule["policies"],
  policy: number,
  value: number,
): Change[] {
  const weight = (at: number, range: number) => {
    const start = at === policy ? policies[at]!.from : value;
    return { path: `${path}.partitionedPolicies[${at}].weight`, value: range - start };
  };
  const next = policies[policy + 1];
  return [weight(policy, value), ...(next === undefined ? [] : [weight(policy + 1, next.range)])];
}
