import { bytesOf, utf8 } from "../text/bytes";
import { AUTHORITY } from "../http/header";
import { HeaderTable } from "../http/header-table";
import { Reserve } from "../config/reserve";
import { Rule } from "../config/rule";
import { Selection } from "../baggage/selection";
import { Bucket, HashedHeader, Policy, RuleHeader, RuleSet, TagHeader } from "./plan";

// A request whose headers would cost more than this to ask for one by one is read whole. The unit is asking for a header
// that is not there, as tag headers mostly are; one that is there is copied as well. See RATIONALE.md for the figures.
const MOST_TO_ASK = 11;
const ASK_PRESENT = 4;

/**
 * Compiles checked rules, and what is reserved, for the request path: one HashedHeader for each header that can decide
 * anything, one Bucket for each modulo on it, one TagHeader for each tagHeader, names and values encoded. Range 0 matches
 * nobody: its policy is left out, and so is a header that no policy looks at. A reserved name is a tagHeader that no rule
 * sets.
 */
export function compile(rules: Rule[], reserve: Reserve): RuleSet {
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
  for (let i = 0; i < reserve.names.length; ++i) tagHeaderOf(reserve.names[i], tagHeaders, compiled);
  if (reserve.prefixes.length > 0) compiled.reserved = prefixesOf(reserve);
  const asking = ASK_PRESENT * compiled.headers.length + compiled.tagHeaders.length;
  if (asking > MOST_TO_ASK || compiled.reserved !== null) compiled.table = tableOf(compiled);
  return compiled;
}

function prefixesOf(reserve: Reserve): Selection {
  return new Selection(
    [],
    reserve.prefixes.map<StaticArray<u8>>((prefix) => utf8(prefix)),
  );
}

function tableOf(rules: RuleSet): HeaderTable<RuleHeader> {
  const table = new HeaderTable<RuleHeader>(rules.headers.length + rules.tagHeaders.length);
  for (let i = 0; i < rules.headers.length; ++i) add(rules.headers[i], table);
  for (let i = 0; i < rules.tagHeaders.length; ++i) add(rules.tagHeaders[i], table);
  return table;
}

function add(header: RuleHeader, table: HeaderTable<RuleHeader>): void {
  table.add(bytesOf(header.name), header);
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
  const header = new HashedHeader(String.UTF8.encode(name == "host" ? AUTHORITY : name));
  compiled.headers.push(header);
  return header;
}
