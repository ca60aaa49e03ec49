// RE2's answers to generated expressions and values, as its port re2js gives them. PAIRS=1000000 asks for so many.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RE2JS } from "re2js";
import { seed } from "../core/seed.ts";
import { expression, noise, value } from "./pairs.ts";
import { collect, Regex, type Span } from "./regexes.ts";

const PAIRS = Number(process.env["PAIRS"] ?? 20_000);
const VALUES = 10;

/** Why an expression of RE2's is refused here, in the words of the faults. */
const OURS = /is a class of Unicode|has cases outside ASCII|is no escape here|instructions/;

const utf8 = new TextEncoder();

function ofRe2(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return null;
  }
}

/** RE2 looks at bytes, its port at characters: \B holds between the bytes of one for the first alone. */
const isByBytes = (pattern: string, value: string) => pattern.includes("\\B") && /[^\0-\x7f]/.test(value);

test(`${PAIRS} pairs`, (t) => {
  const counts = { expressions: 0, refused: 0, pairs: 0, matching: 0, searched: 0, captured: 0 };

  function compare(pattern: string, values: string[], whole: Regex, capture: Regex): void {
    const re2 = ofRe2(pattern);
    counts.expressions += 1;
    if (whole.fault !== "") {
      counts.refused += 1;
      assert.ok(re2 === null || OURS.test(whole.fault), whole.fault);
      return;
    }
    if (re2 === null && pattern.includes("[:]")) return; // the port takes that for a class, RE2 for two characters
    assert.ok(re2 !== null, "RE2 refuses it");
    for (const value of values) {
      const bytes = utf8.encode(value);
      const isMatch = re2.matcher(bytes).matches();
      assert.equal(whole.matches(bytes), isMatch, value);
      assert.equal(whole.runs(bytes), isMatch, `${value}, of the machine`);
      counts.pairs += 1;
      counts.matching += Number(isMatch);
      if (capture.fault !== "" || isByBytes(pattern, value)) continue;
      const matcher = re2.matcher(bytes);
      const span: Span = matcher.find() ? [matcher.start(1), matcher.end(1)] : null;
      assert.deepEqual(capture.find(bytes), span, value);
      counts.searched += 1;
      counts.captured += Number(span !== null && span[0] >= 0);
    }
  }

  const pattern = fc.oneof({ weight: 9, arbitrary: expression }, { weight: 1, arbitrary: noise });
  const values = fc.array(value, { minLength: VALUES, maxLength: VALUES });
  const property = fc.property(pattern, values, (pattern, values) => {
    const regexes = [Regex.whole(pattern), Regex.capture(pattern)] as const;
    try {
      compare(pattern, values, ...regexes);
    } finally {
      for (const regex of regexes) regex.free();
      collect();
    }
  });
  // Each round has a seed of its own: one that begins with refused expressions would else never come to its last pairs.
  for (let round = 0; counts.pairs < PAIRS; ++round) {
    fc.assert(property, { seed: seed + round, numRuns: Math.ceil((PAIRS - counts.pairs) / VALUES) });
  }
  t.diagnostic(JSON.stringify(counts));
});
