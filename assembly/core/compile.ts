import { HeaderTable } from "./header-table";
import { Rule } from "./rule";
import { Bucket, HashedHeader, Policy, RuleSet, TagHeader } from "./rules";

/**
 * With more headers than these, a look at every line of a request costs less than asking for each header: asking for
 * one that is absent took 0.25 µs, all lines 0.7 µs and more (RATIONALE.md).
 */
export const MOST_ASKED_FOR = 8;

/**
 * Compiles checked rules for the request path: one HashedHeader for each header that can decide anything, one Bucket
 * for each modulo on it, one TagHeader for each tagHeader, names and values encoded. Range 0 matches nobody: its
 * policy is left out, and so is a header that no policy looks at.
 */
export function compile(rules: Rule[]): RuleSet {
  const compiled = new RuleSet();
  compiled.size = rules.length;
  const headers: string[] = [];
  const tagHeaders: string[] = [];
  for (let i = 0; i < rules.length; ++i) {
    const rule = rules[i];
    const tagHeader = tagHeaderOf(rule.tagHeader, tagHeaders, compiled);
    for (let j = 0; j < rule.policies.length; ++j) {
      const policy = rule.policies[j];
      if (policy.range == 0) continue;
      const bucket = headerOf(rule.header, headers, compiled).bucketOf(<u32>rule.modulo);
      tagHeader.policies.push(new Policy(bucket, <u32>policy.range, String.UTF8.encode(policy.tagValue)));
    }
  }
  if (compiled.headers.length + compiled.tagHeaders.length > MOST_ASKED_FOR)
    compiled.table = tableOf(compiled);
  return compiled;
}

function tableOf(rules: RuleSet): HeaderTable {
  const table = new HeaderTable(rules.headers.length + rules.tagHeaders.length);
  for (let i = 0; i < rules.headers.length; ++i) table.add(rules.headers[i]);
  for (let i = 0; i < rules.tagHeaders.length; ++i) table.add(rules.tagHeaders[i]);
  return table;
}

/** The one TagHeader of this name; `names` are those of compiled.tagHeaders. */
function tagHeaderOf(name: string, names: string[], compiled: RuleSet): TagHeader {
  const index = names.indexOf(name);
  if (index >= 0) return compiled.tagHeaders[index];
  names.push(name);
  const tagHeader = new TagHeader(String.UTF8.encode(name));
  compiled.tagHeaders.push(tagHeader);
  return tagHeader;
}

/** The one HashedHeader of this name; `names` are those of compiled.headers. */
function headerOf(name: string, names: string[], compiled: RuleSet): HashedHeader {
  const index = names.indexOf(name);
  if (index >= 0) return compiled.headers[index];
  names.push(name);
  const header = new HashedHeader(String.UTF8.encode(name));
  compiled.headers.push(header);
  return header;
}
