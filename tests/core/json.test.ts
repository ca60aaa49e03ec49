// The core's reader against JSON.parse: it must accept and refuse the same texts, but for its limits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { Rules } from "../../lib/core.ts";
import { mutations } from "./mutations.ts";
import { seed } from "./seed.ts";

const CHUNKS = 60;
const CHUNK = 5_000;

// JSON.parse refuses most mutations; the stacks of those errors would take half of the time.
Error.stackTraceLimit = 0;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

type Verdict = "accepted" | "refused" | "above a limit";

function verdictOfCore(json: Uint8Array): Verdict {
  const message = Rules.parse(json).errors[0]?.message ?? "";
  const place = /^not JSON: expected .+ at byte (\d+), found ./.exec(message);
  if (place !== null) {
    assert.ok(Number(place[1]) <= json.length, message);
    return "refused";
  }
  return /^more than \d+ (levels of nesting|values) at byte /.test(message) ? "above a limit" : "accepted";
}

function textOf(json: Uint8Array): string | undefined {
  try {
    const text = strict.decode(json);
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

/** How deep the brackets of a JSON text go, counted in the text: of a field given twice JSON.parse keeps the last. */
function levels(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [bracket] of text.replace(/"(?:[^"\\]|\\.)*"/g, "").matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}

/** Returns what the core said, after comparing it. */
function compare(json: Uint8Array): Verdict {
  const verdict = verdictOfCore(json);
  const text = textOf(json);
  const agreed =
    verdict === "above a limit"
      ? text === undefined || levels(text) > 16
      : verdict === (text === undefined ? "refused" : "accepted");
  if (!agreed) assert.fail(`${verdict} by the core: ${Buffer.from(json).toString("latin1")}`);
  return verdict;
}

test(`${CHUNKS * CHUNK} mutations of valid configurations`, async (t) => {
  const seen = { accepted: 0, refused: 0, "above a limit": 0 };
  const agree = fc.property(mutations, (json) => void ++seen[compare(json)]);
  for (let chunk = 0; chunk < CHUNKS; ++chunk) {
    fc.assert(agree, { numRuns: CHUNK, seed: seed + chunk });
    await setImmediate(); // Rules are freed when the event loop turns
  }
  t.diagnostic(JSON.stringify(seen));
  for (const count of Object.values(seen)) assert.ok(count > 0.01 * CHUNKS * CHUNK, JSON.stringify(seen));
});

test("any JSON text is accepted as JSON", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 12 }), (text) => compare(Buffer.from(text)) === "accepted"),
    { numRuns: 1000 },
  );
});

test("any bytes are judged as JSON.parse judges them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => void compare(bytes)),
    { numRuns: 5000 },
  );
});

test("every lead byte, before the bytes at which UTF-8 or JSON draws a line", () => {
  const edges = Buffer.from("001f202122235b5c5d7e7f808f909fa0bfc0c1c2edf4ff", "hex");
  for (let lead = 0; lead < 256; ++lead) {
    for (const next of edges) {
      for (const rest of [[], [0x80], [0x80, 0xbf]]) compare(Buffer.of(0x22, lead, next, ...rest, 0x22));
    }
  }
});
