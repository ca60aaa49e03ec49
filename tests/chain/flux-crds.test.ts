// The Kustomization of Flux that the docs propose, held against Flux's own definition.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { kustomizationCheck } from "../../lab/flux/crds.ts";
import { had } from "../../lab/install-envoy.ts";
import { parseManifests } from "../../lab/istio/kubernetes.ts";
import { EXAMPLES } from "../istio/start.ts";

const PAGE = readFileSync(join(EXAMPLES, "../docs/release.md"), "utf8");
const [text = ""] = /(?<=^```yaml\n)apiVersion: kustomize\.toolkit[^`]*/m.exec(PAGE) ?? [];

const { part: check, skip } = had(kustomizationCheck);

describe("Flux's own definition", () => {
  test("passes the Kustomization of docs/release.md", { skip }, () => {
    const [object, ...others] = parseManifests(text);
    assert.equal(object?.kind, "Kustomization");
    assert.equal(others.length, 0);
    assert.deepEqual(check!(object), []);
  });

  const MISTAKES: [RegExp, string, string][] = [
    [/"dependOn"/, "dependsOn", "dependOn"],
    [/"sourceRef"/, "  sourceRef: { kind: GitRepository, name: deploy }\n", ""],
    [/sourceRef\/kind: must be equal to one of/, "GitRepository", "GitRepo"],
    [/prune: must be boolean/, "prune: true", "prune: all"],
    [/interval: must match pattern/, "interval: 1m", "interval: soon"],
  ];
  for (const [complaint, right, wrong] of MISTAKES) {
    test(`refuses ${wrong || `it without ${right.trim()}`}`, { skip }, () => {
      assert.ok(text.includes(right));
      const [object] = parseManifests(text.replace(right, wrong));
      assert.match(check!(object).join("\n"), complaint);
    });
  }
});
