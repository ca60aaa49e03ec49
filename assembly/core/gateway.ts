import { ANSWER_FIELDS, readAnswer } from "./config/answer";
import { boolOf } from "./config/bool-field";
import { readDebug } from "./config/debug";
import { readDocument } from "./config/document";
import { Fields } from "./config/fields";
import { Json } from "./config/json";
import { readPropagate } from "./config/propagate";
import { Report } from "./config/report";
import { readReserve } from "./config/reserve";
import { checkOwners, readRules } from "./config/rule-list";
import { warnOfEscapes, warnOfSeries, warnOfTagHeaders } from "./lint";
import { compile } from "./plan/compile";
import { Draft } from "./plan/draft";
import { Plan } from "./plan/plan";
import { WrittenRule } from "./rule/written";

const FIELDS: string[] = ["rules", "reserve", "propagate", "enabled", "metrics", "debug"].concat(
  ANSWER_FIELDS,
);

/** What a configuration text came to: `plan`, unless the report counts an error; then that is empty. */
export class Configuration {
  /** As the file has them, in its order. */
  rules: WrittenRule[] = [];
  plan: Plan = new Draft().settled();

  constructor(readonly report: Report) {}
}

/**
 * Reads the plugin configuration, the first `length` bytes of `text`: UTF-8 JSON, {"rules": [...]}. Never throws;
 * every fault is in the report. An empty list of rules is legal and tags nothing. What needs the answer to a request is
 * refused where the module does not see answers.
 */
export function parse(text: StaticArray<u8>, length: i32, seesAnswers: bool = true): Configuration {
  const report = new Report();
  const json = readDocument(text, length, report);
  const configuration = new Configuration(report);
  if (json !== null) readInto(configuration, json, seesAnswers, report);
  return configuration;
}

function readInto(configuration: Configuration, json: Json, seesAnswers: bool, report: Report): void {
  const fields = new Fields("", json, FIELDS, report);
  const rules = readRules(fields, report);
  const reserve = readReserve(fields, report);
  checkOwners(rules, reserve, report);
  const isCarried = readPropagate(fields, rules, reserve, report);
  const isEnabled = boolOf(fields.at("enabled"), fields.optional("enabled"), true, report);
  const isCounted = boolOf(fields.at("metrics"), fields.optional("metrics"), false, report);
  const debug = readDebug(fields, rules, reserve, report);
  const answer = readAnswer(fields, rules, seesAnswers, report);
  if (report.count > 0) return;
  for (let i = 0; !isEnabled && i < rules.length; ++i) rules[i].isEnabled = false;
  configuration.rules = rules;
  const plan = compile(rules, reserve, isCarried, debug, answer);
  plan.isCounted = isCounted;
  warnOfTagHeaders(plan, report);
  if (isCounted) warnOfSeries(plan, report);
  if (isCarried) warnOfEscapes(rules, report);
  configuration.plan = plan;
}
