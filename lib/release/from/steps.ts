import { percent } from "../share.js";
import type { Rule } from "./objects.js";
import type { FoundApp } from "./apps.js";

const SAID = [
  "header",
  "key",
  "modulo",
  "salt",
  "tagHeader",
  "policies",
  "name",
  "anonymousTagValue",
  "overrides",
  "pins",
];

/** The steps that one set of rules after the other makes: what each changes, by app. `notes` gets what is left out. */
export function stepsOf(
  states: readonly (readonly Rule[])[],
  apps: readonly FoundApp[],
  notes: string[],
): object[] {
  let last: Readonly<Record<string, string>> = {};
  const steps: object[] = [];
  for (const rules of states) {
    const shares: Record<string, string> = {};
    for (const rule of rules) {
      for (const [app, share] of sharesOf(rule, apps, notes)) shares[app] = JSON.stringify(share);
    }
    const changed = Object.keys({ ...last, ...shares }).filter((app) => last[app] !== shares[app]);
    const isOver = (app: string) => last[app] === '"done"' && shares[app] === undefined;
    const told = changed.filter((app) => !isOver(app)); // the tag of what is done has ended
    if (told.length > 0) {
      steps.push(
        Object.fromEntries(told.map((app) => [app, JSON.parse(shares[app] ?? ended(apps, app)) as unknown])),
      );
    }
    last = { ...shares, ...Object.fromEntries(changed.filter(isOver).map((app) => [app, '"done"'])) };
  }
  return steps;
}

/** What it means that the tag of an app is gone: done, where its routes came to lead all to its new version. */
function ended(apps: readonly FoundApp[], name: string): string {
  const { next, final } = apps.find((app) => app.name === name)!;
  return JSON.stringify(next.join() === final ? "done" : "off");
}

/** The share of each app whose tag a rule sets. */
function sharesOf(rule: Rule, apps: readonly FoundApp[], notes: string[]): [app: string, share: unknown][] {
  const header = rule.tagHeader ?? "";
  const more = Object.keys(rule).filter((field) => !SAID.includes(field));
  if (more.length > 0)
    notes.push(`the rule of ${header} has ${more.join(", ")}; look whether a release can say it`);
  const modulo = rule.modulo ?? 100;
  const told = new Set([...(rule.overrides ?? []), ...(rule.pins ?? [])].map(({ tagValue }) => tagValue));
  let end = 0;
  const ranges = (rule.policies ?? []).map(({ range = 0, from = end, tagValue = "" }) => {
    end = range;
    const share = range === from && told.has(tagValue) ? "testers" : percent(range - from, modulo);
    return [tagValue, range - from === modulo ? "done" : share] as const;
  });
  const [only] = ranges;
  return apps
    .filter(({ tag }) => tag === header)
    .map(({ name, next }) => [
      name,
      next.length === 1 && only !== undefined ? only[1] : Object.fromEntries(ranges),
    ]);
}
