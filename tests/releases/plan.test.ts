// The plan counts buckets; the core decides for users. Both must say the same.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bucket, Rules } from "../../lib/core.ts";
import { type Planned, planOf } from "../../lib/release/plan.ts";
import { parsedAt } from "../../lib/release/rules.ts";
import { stableOf } from "../../lib/release/waves.ts";
import { read, RELEASES } from "./files.ts";

const MANY = 20_000;

const sharesIn = (users: Planned["users"]) =>
  new Map(users.map(({ share, versions }) => [versions.join(" "), Number.parseFloat(share) / 100]));

for (const [title, source] of Object.entries(RELEASES)) {
  describe(`the plan of a release of ${title}`, () => {
    const { release, states } = read(source);
    const plan = planOf(release);
    const versions = (step: number, rules: Rules, id: string) => {
      const tags = rules.tags({ "x-user-id": id });
      const of = (app: (typeof release.apps)[number]) =>
        app.versions.get(tags[app.tagHeader] ?? "") ?? stableOf(app, states[step]!);
      return release.apps.map(of).join(" ");
    };

    for (const [i, { folder, users }] of plan.entries()) {
      test(`${folder} has the users where the core has them`, () => {
        const rules = parsedAt(release, states[i]!);
        const counts = new Map<string, number>();
        const seen = new Set<number>();
        const isOneHash = release.tags.every(({ salt }) => salt === undefined);
        let ids = 0;
        for (let n = 0; isOneHash ? seen.size < release.modulo : n < MANY; ++n) {
          const id = `user-${n}`;
          if (isOneHash) {
            const at = bucket(id, release.modulo);
            if (seen.has(at)) continue; // each bucket once: an exact count
            seen.add(at);
          }
          const combination = versions(i, rules, id);
          counts.set(combination, (counts.get(combination) ?? 0) + 1);
          ++ids;
        }
        const expected = sharesIn(users);
        assert.deepEqual([...counts.keys()].sort(), [...expected.keys()].sort());
        for (const [combination, share] of expected) {
          const error = isOneHash ? 1e-9 : 5 * Math.sqrt((share * (1 - share)) / ids);
          assert.ok(Math.abs(counts.get(combination)! / ids - share) <= error, combination);
        }
      });
    }
  });
}

test("testers move as a step names their version, each kind to its own", () => {
  const plan = planOf(read(RELEASES["strict lanes that requests name"]!).release);
  assert.deepEqual(
    plan.map(({ versions, moves }) => [
      versions["mocka"],
      moves.map(({ who, changes }) => `${who}: ${changes.join(", ")}`),
    ]),
    [
      ["v1", []],
      ["v1, v2 testers", ["testers: mocka v1 → v2, mockb v1 → v2"]],
      [
        "v1, v2 10%, v3 testers",
        ["testers: mocka v1 → v3, mockb v1 → v2", "10%: mocka v1 → v2, mockb v1 → v2"],
      ],
      ["v1, v3 testers", ["10%: mocka v2 → v1, mockb v2 → v1"]],
      ["v3", ["100%: mocka v1 → v3, mockb v1 → v2"]],
      ["v3", []],
    ],
  );
});

test("the moves are those of the users between two steps", () => {
  const plan = planOf(read(RELEASES["two at once, of which one is done"]!).release);
  assert.deepEqual(
    plan.map(({ folder, moves }) => [
      folder,
      moves.map(({ who, changes }) => `${who}: ${changes.join(", ")}`),
    ]),
    [
      ["1-baseline", []],
      ["2-app-a-app-b", ["10%: app-a v1 → v2, app-b v1 → v2"]],
      ["3-app-c", ["50%: app-c v2 → v3"]],
      ["4-app-c", ["50%: app-c v2 → v3"]],
      ["5-app-a-app-b", ["30%: app-a v1 → v2, app-b v1 → v2"]],
      ["6-end", []],
    ],
  );
});
