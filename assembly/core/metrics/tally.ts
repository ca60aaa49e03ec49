import { Outcome, outcomesOf } from "../plan/outcome";
import { Plan, Rule } from "../plan/plan";
import { reasonName } from "../plan/reason-name";
import { Request } from "../plan/request";
import { fromUtf8 } from "../text/bytes";
import { decimal } from "../text/text";
import { labelled } from "./name";

/** The most series of a plan. One that would have more counts what each rule tags, and no more than that. */
export const MOST_SERIES = 1000;

const METRIC = "hash_tagging_requests";
/** The label `reason` of all tags of a rule together. */
const TAGGED = "tagged";
/** There are fewer reasons. */
const REASONS = 16;
const NOWHERE: i32 = -1;

/** How the rules of a plan have decided the requests so far. Only the constructor allocates. */
export class Tally {
  /** The names of the series, for the host. */
  readonly names: string[] = [];
  /** What each has counted since it was told last. */
  counts: StaticArray<u64> = new StaticArray<u64>(0);
  /** For each rule and reason, how many cells it has, one a step, and the first of them. */
  private readonly steps: StaticArray<i32>;
  private readonly firsts: StaticArray<i32>;
  /** The number of a series, or NOWHERE. */
  private readonly cells: StaticArray<i32>;

  /** `plugin` is the plugin's name. */
  constructor(plan: Plan, plugin: string) {
    const outcomes = outcomesOf(plan);
    this.steps = new StaticArray<i32>(REASONS * plan.rules.length);
    this.firsts = new StaticArray<i32>(REASONS * plan.rules.length);
    this.cells = new StaticArray<i32>(outcomes.length);
    const isByRule = outcomes.length > MOST_SERIES;
    const rules = labelsOf(plan.rules);
    for (let i = 0; i < outcomes.length; ++i) {
      const outcome = outcomes[i];
      const place = REASONS * outcome.rule.index + <i32>outcome.reason;
      if (this.steps[place]++ == 0) this.firsts[place] = i;
      const name = nameOf(outcome, plugin, rules[outcome.rule.index], isByRule);
      this.cells[i] = name.length > 0 ? this.seriesNamed(name) : NOWHERE;
    }
    this.counts = new StaticArray<u64>(this.names.length);
  }

  /** Counts a request that is decided. Allocates nothing. */
  count(request: Request): void {
    const reasons = request.reasons;
    for (let at = 0, rule = 0, k = this.steps.length; at < k; at += REASONS, ++rule) {
      const place = at + <i32>unchecked(reasons[rule]);
      const steps = unchecked(this.steps[place]);
      if (steps == 0) continue;
      const step = steps > 1 ? unchecked(request.steps[rule]) : 0;
      const series = unchecked(this.cells[unchecked(this.firsts[place]) + step]);
      if (series != NOWHERE) unchecked(++this.counts[series]);
    }
  }

  /** Two steps that come to the same are one series. */
  private seriesNamed(name: string): i32 {
    const names = this.names;
    for (let i = names.length - 1; i >= 0; --i) if (names[i] == name) return i;
    return names.push(name) - 1;
  }
}

/** What each rule is called in the metrics: unnamed ones of one tagHeader are numbered, from the second on. */
export function labelsOf(rules: StaticArray<Rule>): string[] {
  const labels: string[] = [];
  for (let i = 0; i < rules.length; ++i) {
    const name = rules[i].name;
    let number = 1;
    for (let j = 0; j < i; ++j) if (rules[j].name == name) ++number;
    labels.push(number == 1 ? name : name + "_" + decimal(number));
  }
  return labels;
}

/** "" for what is not counted. */
function nameOf(outcome: Outcome, plugin: string, rule: string, isByRule: bool): string {
  const tagValue = outcome.tagValue;
  const labels = ["plugin", plugin, "rule", rule, "reason"];
  if (isByRule) return tagValue === null ? "" : labelled(METRIC, labels.concat([TAGGED]));
  labels.push(reasonName(outcome.reason));
  if (tagValue === null) return labelled(METRIC, labels);
  return labelled(METRIC, labels.concat(["tag_value", fromUtf8(tagValue)]));
}
