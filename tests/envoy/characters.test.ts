// Every character that the core accepts in a tag, through Envoy's own reader of YAML, which is not every reader's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { bucket, Rules } from "../../lib/core.ts";
import { Envoy } from "../../lab/envoy.ts";
import { moduleOf } from "../../release/image.ts";
import { written } from "../command-line.ts";
import { arrival, values } from "./client.ts";
import { pasted } from "./pasted.ts";
import { Upstream } from "./upstream.ts";

const TAG_HEADER = "appver-a";
const LENGTH = 500; // of a tag value, in characters
const ASTRAL_STEP = 257; // of the 1,048,576 characters above U+FFFF each 257th

/** Inside of a value, as no character may be refused for standing at its end. */
const inside = (characters: string) => `(${characters})`;
const ruleOf = (tagValues: string[]) => {
  const policies = tagValues.map((tagValue, i) => ({ range: i + 1, tagValue }));
  return { header: "x-user-id", modulo: tagValues.length, tagHeader: TAG_HEADER, policies };
};
const isAccepted = (characters: string) =>
  Rules.parse(JSON.stringify({ rules: [ruleOf([inside(characters)])] })).errors.length === 0;

/** Those of the characters that the core accepts; all at once where it refuses none of them. */
function accepted(characters: string[]): string[] {
  if (isAccepted(characters.join(""))) return characters;
  return characters.filter(isAccepted);
}

function acceptedCharacters(): string[] {
  const points = [
    ...Array.from({ length: 0x10000 }, (_, point) => point).filter((point) => point >> 11 !== 0x1b), // no halves
    ...Array.from({ length: 0x100000 / ASTRAL_STEP }, (_, i) => 0x10000 + i * ASTRAL_STEP),
  ];
  const characters = points.map((point) => String.fromCodePoint(point));
  return Array.from({ length: Math.ceil(characters.length / LENGTH) }, (_, i) =>
    accepted(characters.slice(i * LENGTH, (i + 1) * LENGTH)),
  ).flat();
}

/** A user in each bucket of `modulo`. */
function usersOf(modulo: number): string[] {
  const users: string[] = [];
  for (let id = 0, found = 0; found < modulo; ++id) {
    const at = bucket(String(id), modulo);
    if (users[at] === undefined) ++found;
    users[at] ??= String(id);
  }
  return users;
}

test("each character of a tag reaches the upstream as it was written", async (t) => {
  const characters = acceptedCharacters();
  assert.ok(characters.length > 60_000);
  const tagValues: string[] = [];
  for (let i = 0; i < characters.length; i += LENGTH) {
    tagValues.push(inside(characters.slice(i, i + LENGTH).join("")));
  }
  const config = JSON.stringify({ rules: [ruleOf(tagValues)] });
  const url = pathToFileURL(moduleOf("hash-tagging")).href;
  const fields = await written(["manifest", "-", "--format", "envoy", "--url", url], config);
  const upstream = await Upstream.start();
  let envoy: Envoy | undefined;
  try {
    envoy = await Envoy.start("mesh.yaml", upstream.ports, (text, file) =>
      file === "mesh.yaml" ? pasted(text, fields) : text,
    );
    for (const [i, user] of usersOf(tagValues.length).entries()) {
      const arrived = await arrival(envoy.url("gateway"), [["x-user-id", user]]);
      const [tag] = values(arrived, TAG_HEADER).map((value) => Buffer.from(value, "latin1").toString());
      assert.equal(tag, tagValues[i]);
    }
    t.diagnostic(`${characters.length} characters in ${tagValues.length} tag values`);
  } finally {
    await envoy?.stop();
    upstream.stop();
  }
});
