import { Reserve } from "../rule/reserve";
import { WrittenRule } from "../rule/written";
import { SourceKind, WrittenSource } from "../rule/written-key";
import { WrittenMatch } from "../rule/written-match";
import { decimal, quote } from "../text/text";
import { Fields } from "./fields";
import { Report } from "./report";
import { NAME_TAKEN, OWNED_HEADER } from "./ids";
import { checkLayers } from "./layers";
import { itemsOf } from "./list-field";
import { readRule } from "./rule";

export const MAX_RULES = 1000;

/** Reads the list `rules`, and checks the rules against each other. */
export function readRules(fields: Fields, report: Report): WrittenRule[] {
  const rules: WrittenRule[] = [];
  const list = fields.required("rules", "the list of rules; [] tags nothing");
  const path = fields.at("rules");
  const items = itemsOf(path, list, MAX_RULES, report);
  if (items === null) return rules;
  for (let i = 0; i < items.length; ++i) {
    rules.push(readRule(path + "[" + decimal(i) + "]", items[i], report));
  }
  checkNames(rules, report);
  checkLayers(rules, report);
  return rules;
}

/**
 * Names are unique. An unnamed rule goes by its tagHeader; several of those may share it, as they may share the
 * tagHeader, but no rule may be given a name that another one goes by.
 */
function checkNames(rules: WrittenRule[], report: Report): void {
  for (let i = 1; i < rules.length; ++i) {
    const rule = rules[i];
    const name = rule.knownAs;
    for (let j = 0; j < i; ++j) {
      if (name.length == 0 || rules[j].knownAs != name || rule.name.length + rules[j].name.length == 0)
        continue;
      report.add(
        NAME_TAKEN,
        rule.path + ".name",
        quote(name) + " is the name of " + rules[j].path + " too; give each its own",
      );
      break;
    }
  }
}

/** Nothing may depend on a header of the gateway's: what a client sends in it is thrown away, yet would choose the tag. */
export function checkOwners(rules: WrittenRule[], reserve: Reserve, report: Report): void {
  for (let i = 0; i < rules.length; ++i) {
    const rule = rules[i];
    checkSources(rule.key.sources, rules, reserve, report);
    checkMatch(rule.match, rules, reserve, report);
    checkMatch(rule.unless, rules, reserve, report);
    for (let j = 0; j < rule.overrides.length; ++j)
      checkMatch(rule.overrides[j].match, rules, reserve, report);
  }
}

function checkSources(
  sources: WrittenSource[],
  rules: WrittenRule[],
  reserve: Reserve,
  report: Report,
): void {
  for (let i = 0; i < sources.length; ++i) {
    checkSources(sources[i].parts, rules, reserve, report);
    checkSource(sources[i], "hash another header", rules, reserve, report);
  }
}

function checkMatch(
  match: WrittenMatch | null,
  rules: WrittenRule[],
  reserve: Reserve,
  report: Report,
): void {
  if (match === null) return;
  for (let i = 0; i < match.alternatives.length; ++i) {
    const conditions = match.alternatives[i];
    for (let j = 0; j < conditions.length; ++j) {
      checkSource(conditions[j].source, "match another header", rules, reserve, report);
    }
  }
}

function checkSource(
  source: WrittenSource,
  remedy: string,
  rules: WrittenRule[],
  reserve: Reserve,
  report: Report,
): void {
  if (source.kind != SourceKind.Header) return;
  const owner = ownerOf(source.name, rules, reserve);
  if (owner.length > 0) {
    report.add(OWNED_HEADER, source.path, quote(source.name) + " is " + owner + "; " + remedy);
  }
}

/** What makes `header` the gateway's; "" when nothing does. */
export function ownerOf(header: string, rules: WrittenRule[], reserve: Reserve): string {
  for (let i = 0; i < rules.length; ++i) {
    if (rules[i].tagHeader == header) return "the tagHeader of " + rules[i].path;
  }
  const item = reserve.itemFor(header);
  return item.length > 0 ? "reserved by " + quote(item) : "";
}
