import { percent } from "../text/percent.js";
import { table } from "../text/table.js";
import type { Overlap, Relation, Tag } from "./overlap.js";
import type { Simulation } from "./simulate.js";

const MOST_LINES = 20;

const RELATIONS: Readonly<Record<Relation, string>> = {
  same: "the same users",
  nested: "nested: all of the first are in the second",
  exclusive: "exclusive: nobody has both",
  independent: "independent",
  together: "together: more have both than by chance",
  apart: "apart: fewer have both than by chance",
};

/** Tables for a person: the tags, their mixes, and how they lie to each other. `of` says whose ids they are. */
export function asText(simulation: Simulation, of: string): string {
  const parts = [`${counted(simulation.users, "user")}: ${of}\n`, tags(simulation)];
  if (simulation.mixes.some(({ tags }) => Object.keys(tags).length > 1)) parts.push(mixes(simulation));
  if (simulation.overlaps.length > 0) parts.push(overlaps(simulation.overlaps));
  return parts.join("\n");
}

function tags({ tags }: Simulation): string {
  const rows = tags.map((each) => [
    `${each.tagHeader}: ${each.tagValue ?? "none"}`,
    shareOf(each.expected),
    percent(each.share),
    `${percent(each.low)} to ${percent(each.high)}`,
    each.isFar ? "far from expected" : "",
  ]);
  return table([["tag", "expected", "seen", "95 % interval", ""], ...rows], [false, true, true, true, false]);
}

function mixes({ mixes, users }: Simulation): string {
  const rows = mixes
    .slice(0, MOST_LINES)
    .map(({ tags, expected, users: some }) => [
      listed(tags),
      shareOf(expected),
      percent(some / Math.max(1, users)),
    ]);
  return table([["mix", "expected", "seen"], ...rows], [false, true, true]) + more(mixes.length);
}

function overlaps(all: readonly Overlap[]): string {
  const rows = all
    .slice(0, MOST_LINES)
    .map(({ one, other, relation, both, byChance, basis }) => [
      `${named(one)}, ${named(other)}`,
      percent(both),
      percent(byChance),
      RELATIONS[relation] + (basis === "users" ? " (of these users)" : ""),
    ]);
  return (
    table([["two tags", "both", "by chance", ""], ...rows], [false, true, true, false]) + more(all.length)
  );
}

const named = ({ tagHeader, tagValue }: Tag) => `${tagHeader}: ${tagValue}`;

function listed(tags: Readonly<Record<string, string>>): string {
  return (
    Object.entries(tags)
      .map(([tagHeader, tagValue]) => `${tagHeader}: ${tagValue}`)
      .join(", ") || "none"
  );
}

const shareOf = (share: number | null) => (share === null ? "–" : percent(share));

const more = (count: number) =>
  count > MOST_LINES ? `and ${count - MOST_LINES} more; --output json lists them\n` : "";

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
