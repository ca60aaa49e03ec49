// The article's stepped canary as it is written from one file: each user, who asks for the new version, and who refuses it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { EXAMPLES, startMesh } from "../istio/start.ts";
import { Expected } from "../releases/expected.ts";
import { objectsOf } from "../releases/files.ts";
import { example } from "./lanes.ts";
import { assertLed } from "./ways.ts";

const USERS = Array.from({ length: 1000 }, (_, i) => `user-${i}`);
const KINDS = {
  users: {},
  forced: { "x-canary": "iwantsit" },
  "another value": { "x-canary": "huari" },
};

/** An app of another example, which has both versions. */
const APP = "mockc";
const source = readFileSync(join(EXAMPLES, "releases/stepped-canary.yaml"), "utf8");
const expected = new Expected(source.replace(/\bapp: /g, `${APP}: `));
const objects = (step: number) => objectsOf(expected.release, expected.states[step - 1]!);

const skip = await enterNamespace();

describe("a stepped canary from one file, on Istio", () => {
  let mesh: Mesh;

  before(async () => {
    if (skip) return;
    const apps = example("apps").filter(
      ({ kind, metadata }) => kind === "Gateway" || metadata.name.startsWith(APP),
    );
    mesh = await startMesh((mesh) => mesh.apply(...objects(1), ...apps));
  });
  after(() => mesh?.stop());

  for (const [i, folder] of expected.folders.entries()) {
    test(folder, { skip }, async (t) => {
      await mesh.apply(...objects(i + 1));
      for (const [kind, headers] of Object.entries(KINDS)) {
        const requests = USERS.map((user) => ({ ...headers, "x-user-id": user }));
        const ways = USERS.map((user) => expected.chain(i + 1, user, headers));
        await assertLed(t, `${folder}, ${kind}`, mesh, requests, ways);
      }
    });
  }
});
