import type { Overlap, Relation } from "../../lib/simulate/overlap.js";
import type { TagShare } from "../../lib/simulate/simulate.js";
import { percent } from "../../lib/text/percent.js";

const MOST = 12;

interface Given {
  readonly overlaps: readonly Overlap[];
  readonly tags: readonly TagShare[];
}

/** How two tags lie to each other: two bars, each as long as its share, with what both have one above the other. */
export function Overlaps({ overlaps, tags }: Given) {
  if (overlaps.length === 0) return null;
  const shareOf = (tag: Overlap["one"]) => {
    const found = tags.find((each) => each.tagHeader === tag.tagHeader && each.tagValue === tag.tagValue);
    return found?.expected ?? found?.share ?? 0;
  };
  return (
    <>
      <h3>Who has both</h3>
      <ul class="overlaps">
        {overlaps.slice(0, MOST).map((overlap) => {
          const [one, other] = [shareOf(overlap.one), shareOf(overlap.other)];
          const said = sentenceOf(overlap, one, other);
          return (
            <li key={`${nameOf(overlap.one)} ${nameOf(overlap.other)}`}>
              <p>{said}</p>
              <div class="pair" aria-hidden="true">
                <div class="bar" style={{ left: 0, width: `${100 * one}%` }} />
                <div
                  class="bar other"
                  style={{ left: `${100 * start(overlap, one, other)}%`, width: `${100 * other}%` }}
                />
                <div
                  class="both"
                  style={{
                    left: `${100 * Math.max(0, one - overlap.both)}%`,
                    width: `${100 * overlap.both}%`,
                  }}
                />
              </div>
            </li>
          );
        })}
      </ul>
      {overlaps.length > MOST ? <p class="about">and {overlaps.length - MOST} more pairs</p> : null}
    </>
  );
}

/** Where the second bar begins, so that it lies below as much of the first as both have. */
function start({ both }: Overlap, one: number, other: number): number {
  const wanted = one - both;
  return Math.min(Math.max(0, wanted), Math.max(0, 1 - other));
}

const nameOf = ({ tagHeader, tagValue }: Overlap["one"]) => `${tagHeader}: ${tagValue}`;

function sentenceOf({ one, other, relation, both, byChance, basis }: Overlap, a: number, b: number): string {
  const names = [`${nameOf(one)} (${percent(a)})`, `${nameOf(other)} (${percent(b)})`] as const;
  const said: Record<Relation, string> = {
    same: `${names[0]} and ${names[1]} are the same people.`,
    nested: `All who have ${names[0]} also have ${names[1]}.`,
    exclusive: `Nobody has both ${names[0]} and ${names[1]}.`,
    independent: `${names[0]} and ${names[1]} are independent: ${percent(both)} have both.`,
    together: `${names[0]} and ${names[1]}: ${percent(both)} have both, more than the ${percent(byChance)} of chance.`,
    apart: `${names[0]} and ${names[1]}: ${percent(both)} have both, fewer than the ${percent(byChance)} of chance.`,
  };
  return said[relation] + (basis === "sample" ? " Seen on these users." : "");
}
