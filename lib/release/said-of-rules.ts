import type { Finding } from "../core.js";
import type { Release, Tag } from "./release.js";
import { parsedAt, tagsIn } from "./rules.js";
import { type State, statesOf } from "./states.js";
import { toldOf } from "./testers.js";

type Severity = "errors" | "warnings" | "advice";

/** What the core says of the rules of all states, once each, at the places in the release file that they come from. */
export function saidOfRules(release: Release): Record<Severity, Finding[]> {
  const all: Record<Severity, Finding[]> = { errors: [], warnings: [], advice: [] };
  const states = statesOf(release);
  const seen = new Set<string>();
  for (const state of states) {
    const rules = parsedAt(release, state);
    const tags = tagsIn(release, state);
    for (const severity of ["errors", "warnings", "advice"] as const) {
      for (const finding of rules[severity]) {
        const [tag, other] = [tagAt(finding.path, tags), tagAt(finding.message, tags)];
        if (finding.id === "nested-rules" && tag && other && areTogether(tag, other, states)) continue;
        const message = finding.message.replace(/rules\[\d+\]/, other?.path ?? "$&");
        const path = placeOf(finding, release, tags, state);
        if (seen.has(`${path} ${message}`)) continue;
        seen.add(`${path} ${message}`);
        all[severity].push({ ...finding, path, message });
      }
    }
  }
  return all;
}

function tagAt(text: string, tags: readonly Tag[]): Tag | undefined {
  const [, index] = /rules\[(\d+)\]/.exec(text) ?? [];
  return index === undefined ? undefined : tags[Number(index)];
}

/** Whether two tags have the same users in all states, as versions that belong together do. */
function areTogether(one: Tag, other: Tag, states: readonly State[]): boolean {
  const rangesOf = (tag: Tag, { shares }: State) => {
    const share = shares.get(tag.header);
    return share === undefined || "done" in share ? share && "done" : [...share.ranges.values()];
  };
  return states.every(
    (state) => JSON.stringify(rangesOf(one, state)) === JSON.stringify(rangesOf(other, state)),
  );
}

/** Where the release file has what is found in the rules of a state. */
function placeOf({ id, path }: Finding, release: Release, tags: readonly Tag[], state: State): string {
  const [, list = "", index = "", rest = ""] = /^(\w+)\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  const tag = (list === "reserve" ? release.tags : tags)[Number(index)];
  const app = tag?.path ?? "apps";
  if (list === "reserve") return `${app}.tag`;
  const change = id === "nested-rules" ? app : ((tag && state.step?.changes.get(tag.header)?.path) ?? app);
  const [, field = "", more = ""] = /^(\w+)(.*)$/.exec(rest) ?? [];
  if (field === "header") return "key[0].header";
  if (field === "key") return `key${more}`;
  if (field === "modulo") return "modulo";
  if (field === "tagHeader") return `${app}.tag`;
  if (field === "salt") return `${app}.salt`;
  if (field === "pins" || field === "overrides") {
    const [, nth = "", last = ""] = /^\[(\d+)\](.*)$/.exec(more) ?? [];
    const told = toldOf(release, tag!, state.shares.get(tag!.header), field === "pins" ? "ids" : "match");
    return `${told[Number(nth)]?.testers.path ?? "testers"}${last}`;
  }
  return `${change}${/\.schedule(\[.*)$/.exec(more)?.[1] ?? ""}`;
}
