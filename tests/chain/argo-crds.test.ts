import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { argoChecks } from "../../lab/argo/crds.ts";
import { had } from "../../lab/install-envoy.ts";
import { parseManifests } from "../../lab/istio/kubernetes.ts";
import { EXAMPLES } from "../istio/start.ts";

const file = (name: string) => readFileSync(join(EXAMPLES, "argo-rollouts", name), "utf8");
const objects = (text: string, kind: string) => parseManifests(text).filter((object) => object.kind === kind);

const { part: checks, skip } = had(argoChecks);

describe("Argo's own definitions", () => {
  const FILES = [
    ["per-request/rollout.yaml", "Rollout", "rollout"],
    ["per-user/rollout.yaml", "Rollout", "rollout"],
    ["per-user/set-range.yaml", "AnalysisTemplate", "analysisTemplate"],
  ] as const;
  for (const [name, kind, definition] of FILES) {
    test(`pass ${name}`, { skip }, () => {
      const [object, ...others] = objects(file(name), kind);
      assert.ok(object);
      assert.equal(others.length, 0);
      assert.deepEqual(checks![definition](object), []);
    });
  }

  const MISTAKES: [RegExp, string, string][] = [
    [/"setWeigth"/, "setWeight: 20", "setWeigth: 20"],
    [/setWeight: must be integer/, "setWeight: 20", 'setWeight: "20"'],
    [/"name"/, "virtualService: { name: rollouts-demo,", "virtualService: {"],
    [/"replica"/, "setCanaryScale: { replicas: 1 }", "setCanaryScale: { replica: 1 }"],
    [/"canarySubset"/, "canarySubsetName: canary", "canarySubset: canary"],
    [/"header"/, "- headerName: x-canary", "- header: x-canary"],
    [/"equals"/, "exact: iwantsit", "equals: iwantsit"],
  ];
  for (const [complaint, right, wrong] of MISTAKES) {
    test(`refuse ${wrong}`, { skip }, () => {
      const text = file("per-request/rollout.yaml");
      assert.ok(text.includes(right));
      const [rollout] = objects(text.replace(right, wrong), "Rollout");
      assert.match(checks!.rollout(rollout).join("\n"), complaint);
    });
  }
});
