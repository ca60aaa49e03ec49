// What another release file changes: held against the core user by user, and as it is said.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { bucket } from "../../lib/core.ts";
import { diffReleases } from "../../lib/release/diff/diff.ts";
import { cli } from "../command-line.ts";
import { Expected } from "./expected.ts";
import { read, releaseFile, RELEASES } from "./files.ts";

const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-releases-"));
after(() => rmSync(scratch, { recursive: true }));
const file = (name: string, text: string) => {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
};

const APPS = `app-a: { port: 8000, stable: v1, next: v2, entry: true }
   app-b: { port: 8000, stable: v1, next: v2 }`;
const OLD = releaseFile(APPS, "- { name: few, app-a: 10%, app-b: same }\n- { name: half, app-a: 50% }");
const NEW = releaseFile(
  APPS.replace("app-b: {", "app-c: { port: 8000, stable: v7 }\napp-b: {").replace(
    "next: v2 }",
    "next: v2, salt: b }",
  ),
  "- { name: few, app-a: 20%, app-b: 5% }\n- { name: third, app-a: 30% }\n- { name: most, app-a: 60% }",
);
const [old, now] = [file("old.yaml", OLD), file("new.yaml", NEW)];
const diff = (...args: string[]) => cli(["diff", ...args], "");
/** An id for each of a hundred buckets: whatever shares of them are, they are exact. */
const HUNDRED = Array.from({ length: 5000 }, (_, i) => `user-${i}`).filter(
  (id, i, all) => all.findIndex((other) => bucket(other, 100) === bucket(id, 100)) === i,
);

describe("who moves at a step is who has other versions in it", () => {
  const one = RELEASES["two at once, of which one is done"]!;
  const others = {
    "other shares": one.replaceAll("10%", "30%").replace("50%", "20%").replace("40%", "50%"),
    "other tag headers": one.replaceAll("next: v2", "next: v2, tag: x-ab"),
    "another stable version": one.replace("stable: v2", "stable: v1"),
    "what is done earlier": one.replace("50%", "done"),
  };
  assert.equal(HUNDRED.length, 100);
  for (const [title, other] of Object.entries(others)) {
    test(title, () => {
      const [before, after] = [new Expected(one), new Expected(other)];
      const { steps } = diffReleases(before.release, after.release, null, 0);
      assert.ok(steps.length >= 5);
      for (const { before: from, after: to, moved, apps } of steps) {
        if (from === null || to === null) continue;
        const chains = (expected: Expected, folder: string) => {
          const step = expected.folders.indexOf(folder) + 1;
          return HUNDRED.map((id) => expected.chain(step, id).split(" "));
        };
        const [had, have] = [chains(before, from), chains(after, to)];
        const counted = had.filter((chain, i) => chain.join() !== have[i]!.join()).length;
        assert.equal(Math.round(moved * 1e6), counted * 1e4, `${from} → ${to}`);
        for (const [at, { app, moves }] of apps.entries()) {
          for (const { from: version, to: next, share } of moves) {
            const users = had.filter((chain, i) => chain[at] === version && have[i]![at] === next).length;
            assert.equal(Math.round(share * 1e6), users * 1e4, `${app}: ${version} → ${next}`);
          }
        }
      }
    });
  }

  test("another name of the tag header moves nobody", () => {
    const { steps, apps } = diffReleases(
      read(one).release,
      read(others["other tag headers"]).release,
      null,
      0,
    );
    assert.deepEqual(
      steps.map(({ moved }) => moved),
      [0, 0, 0, 0, 0, 0],
    );
    assert.deepEqual(apps.changed, [
      { app: "app-a", what: "tag", from: "appver-app-a", to: "x-ab" },
      { app: "app-b", what: "tag", from: "appver-app-b", to: "x-ab" },
    ]);
  });
});

test("diff: a release and what follows it, step by step", async () => {
  const { status, stdout, stderr } = await diff(old, now);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.deepEqual(stdout.split("\n"), [
    "app-c: a new app",
    "app-b: salt: none → b",
    "1-baseline: none of all users move, counted over all 2^32 hash values",
    "2-few: 23.50 % of all users move, counted over all 2^32 values of each hash, which are independent",
    "  app-a: 10.00 % move",
    "    v1 → v2  10.00 %",
    "  app-b: 14.00 % move; 9.50 % are taken out; reshuffled by another salt, layer or hash; 9.00 % move without need",
    "    v2 → v1  9.50 %  taken out",
    "    v1 → v2  4.50 %",
    "3-half → 3-third: 33.00 % of all users move, counted over all 2^32 values of each hash, which are independent",
    "  app-a: 20.00 % move; 20.00 % are taken out",
    "    v2 → v1  20.00 %  taken out",
    "  app-b: 14.00 % move; 9.50 % are taken out; reshuffled by another salt, layer or hash; 9.00 % move without need",
    "    v2 → v1  9.50 %  taken out",
    "    v1 → v2  4.50 %",
    "4-most: a new step",
    "",
  ]);
});

test("diff: a step that is gone, and the same twice", async () => {
  const shorter = file("shorter.yaml", OLD.replace(/\n.*half.*/, ""));
  const { stdout } = await diff(old, shorter);
  assert.match(stdout, /^3-half: no step any more$/m);
  assert.equal((await diff(old, old, "--fail-on", "removed,moved,reshuffled")).status, 0);
});

test("diff: releases as Markdown and as JSON", async () => {
  const markdown = await diff(old, now, "--output", "markdown");
  assert.match(
    markdown.stdout,
    /^\| `3-half → 3-third` \| `app-a` \| `v2` \| `v1` \| 20\.00 % \| \*\*taken out\*\*/m,
  );
  assert.match(markdown.stdout, /^- 4-most: a new step$/m);
  const { steps, apps } = JSON.parse((await diff(old, now, "--output", "json")).stdout) as {
    steps: { before: string | null; after: string | null; apps: { app: string; moved: number }[] }[];
    apps: { added: string[] };
  };
  assert.deepEqual(apps.added, ["app-c"]);
  assert.deepEqual(
    steps.map(({ before, after }) => [before, after]),
    [
      ["1-baseline", "1-baseline"],
      ["2-few", "2-few"],
      ["3-half", "3-third"],
      [null, "4-most"],
    ],
  );
});

test("diff: --fail-on is of every step", async () => {
  const { status, stderr } = await diff(old, now, "--fail-on", "removed>10%,moved>25%,reshuffled");
  assert.equal(status, 1);
  assert.deepEqual(stderr.trimEnd().split("\n"), [
    "2-few: reshuffled: app-b",
    "3-half → 3-third: removed: 20.00 % of the users lose their app-a, above 10.00 %",
    "3-half → 3-third: moved: 33.00 % of the users, above 25.00 %",
    "3-half → 3-third: reshuffled: app-b",
  ]);
});

test("diff: the users of a file, and the time, for releases too", async () => {
  const ids = file("ids.txt", HUNDRED.map((id) => `${id}\n`).join(""));
  const narrower = file("narrower.yaml", OLD.replace("app-a: 50%", "app-a: 40%"));
  const { stdout } = await diff(old, narrower, "--ids", ids);
  assert.match(stdout, /^3-half: 10\.00 % of 100 users move$/m);
  const ramp = "[{ at: 2026-12-01T09:00:00Z, share: 10% }, { at: 2026-12-02T09:00:00Z, share: 50% }]";
  const moving = file("moving.yaml", OLD.replace("app-a: 50%", `app-a: ${ramp}, mayShrink: true`));
  assert.match((await diff(old, moving, "--at", "2026-12-01T12:00:00Z")).stdout, /^3-half: 40\.00 % of all/m);
  assert.match((await diff(old, moving, "--at", "2026-12-03T12:00:00Z")).stdout, /^3-half: none of all/m);
});

test("diff: what is refused of releases", async () => {
  const rules = file(
    "rules.yaml",
    "rules: [{ header: x-user-id, modulo: 100, tagHeader: t, policies: [{ range: 1, tagValue: v2 }] }]\n",
  );
  const one = async (...args: string[]) => {
    const { status, stdout, stderr } = await diff(...args);
    assert.deepEqual([status, stdout], [2, ""]);
    return stderr;
  };
  const why = `${old}: a release, and ${rules} is none; compare two releases, or two files of rules\n`;
  assert.equal(await one(old, rules), why);
  assert.equal(await one(rules, old), why);
  assert.match(
    await one(old, now, "--url", "/"),
    /^--header and its like are of rules alone; leave them out for releases\n$/,
  );
  const wrong = file("wrong.yaml", OLD.replace("10%", "101%"));
  assert.match(await one(old, wrong), /wrong\.yaml:8:\d+: steps\[0\]\.app-a: 101% is more than everybody/);
});
