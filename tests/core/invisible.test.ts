// A tag value may not begin or end with a character that shows nothing, by the tables of Unicode.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Rules } from "../../lib/core.ts";
import { configOf, linesOf, rule } from "./given.ts";

const UNSEEN = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]$/u;
const BLOCK = 128;

/** The characters of each block of Unicode that has any; lone surrogates are none. */
const BLOCKS = Array.from({ length: 0x110000 / BLOCK }, (_, block) =>
  Array.from({ length: BLOCK }, (_, i) => String.fromCodePoint(block * BLOCK + i)).filter(
    (character) => !/\p{Surrogate}/u.test(character),
  ),
).filter((characters) => characters.length > 0);

/** How many of these are refused as tag values. */
function refusals(tagValues: string[]): number {
  const policies = tagValues.map((tagValue, i) => ({ range: i + 1, tagValue }));
  const lines = linesOf(Rules.parse(configOf(rule({ modulo: BLOCK, policies }))));
  const [, hidden] = /^and (\d+) more$/.exec(lines.at(-1) ?? "") ?? [];
  return hidden === undefined ? lines.length : lines.length - 1 + Number(hidden);
}

test("characters of Unicode, at either end: all of the first plane, and of the blocks beyond that have such", () => {
  const first = 0x10000 / BLOCK;
  const isPlayed = (i: number) => i < first || i % 31 === 0 || BLOCKS[i]!.some((each) => UNSEEN.test(each));
  for (const characters of BLOCKS.filter((_, i) => isPlayed(i))) {
    const unseen = characters.filter((character) => UNSEEN.test(character)).length;
    const block = `the block of U+${characters[0]!.codePointAt(0)!.toString(16)}`;
    assert.equal(refusals(characters.map((character) => `${character}v`)), unseen, block);
    assert.equal(refusals(characters.map((character) => `v${character}`)), unseen, block);
  }
});

test("a message shows no such character, whatever it quotes", () => {
  for (const character of BLOCKS.flat().filter((character) => UNSEEN.test(character))) {
    if (character === " ") continue;
    const [line] = linesOf(Rules.parse(configOf(rule({ header: `x${character}y` }))));
    assert.match(line!, /^rules\[0\]\.header: "x(\\u[0-9a-f]{4}){1,2}y" has /);
  }
});
