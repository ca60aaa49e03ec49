import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { cli } from "../command-line.ts";
import { IMAGE, refused, scratch } from "./command.ts";

const FILE = join(scratch, "release.yaml");
writeFileSync(
  FILE,
  `release: winter
key: [{ header: x-user-id }]
gateway: { name: ingressgateway }
apps:
  app-a: { port: 8000, stable: v1, next: v2, entry: true }
  app-c: { port: 8000, stable: v2, next: v3 }
steps:
  - { app-a: 10% }
  - { name: c, app-c: done }
`,
);
const FOLDERS = ["1-baseline", "2-app-a", "3-c", "4-end"];
const release = (...args: string[]) => cli(["release", FILE, "--url", IMAGE, ...args]);
const done = async (said: string, ...args: string[]) => {
  const { status, stdout, stderr } = await release(...args);
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: said });
};
const fresh = (name: string) => join(scratch, name);
const stepIn = (folder: string) =>
  /step: "(\d+)"/.exec(readFileSync(join(folder, "kustomization.yaml"), "utf8"))?.[1];

describe("release", () => {
  test("says who moves, and writes nothing", async () => {
    const { status, stdout } = await cli(["release", FILE]);
    assert.equal(status, 0);
    assert.match(stdout, /^2-app-a +v1, v2 10% +v2 +10%: app-a v1 → v2$/m);
    assert.match(stdout, /^3-c +10%: v2 v3; 90%: v1 v3$/m);
  });

  test("writes a folder for each step, with the files in the order of their waves", async () => {
    const folder = fresh("all");
    await done(`${folder}: ${FOLDERS.join(", ")}\n`, "--step", "all", "-o", folder);
    assert.deepEqual(readdirSync(folder).sort(), FOLDERS);
    const files = [
      "0-destinations.yaml",
      "0-guard.yaml",
      "1-routes.yaml",
      "2-tags.yaml",
      "kustomization.yaml",
    ];
    assert.deepEqual(readdirSync(join(folder, "2-app-a")).sort(), files);
    for (const file of files.slice(0, -1)) {
      const text = readFileSync(join(folder, "2-app-a", file), "utf8");
      const waves = [...text.matchAll(/sync-wave: "(\d)"/g)].map(([, wave]) => wave);
      assert.deepEqual(new Set(waves), new Set([file[0]]), file);
    }
    const written = await release("--step", "2");
    const texts = files.slice(0, -1).map((file) => readFileSync(join(folder, "2-app-a", file), "utf8"));
    assert.equal(written.stdout, texts.join("---\n"));
  });

  test("goes from step to step in one folder, to the end and back", async () => {
    const folder = fresh("live");
    for (const name of FOLDERS) await done(`${folder}: ${name}\n`, "--step", "next", "-o", folder);
    assert.equal(stepIn(folder), "4");
    await refused(release("--step", "next", "-o", folder), /4-end is the last; the release is over/);
    await refused(
      release("--step", "2", "-o", folder),
      /4-end leads to and from 3-c alone; go there first, --step 3/,
    );
    await done(`${folder}: 3-c; when it is in effect, --rollback once more\n`, "--rollback", "-o", folder);
    assert.ok(readdirSync(folder).includes("3-routes.yaml"));
    await done(`${folder}: 1-baseline\n`, "--rollback", "-o", folder);
    assert.equal(stepIn(folder), "1");
    assert.ok(!readdirSync(folder).includes("3-routes.yaml"), "a file of the step before is left");
    await refused(release("--step", "end", "-o", folder), /4-end leads to and from 3-c alone/);
    await done(`${folder}: 3-c\n`, "--step", "c", "-o", folder); // as many steps at once as wanted
  });

  test("leaves what others have written", async () => {
    const folder = fresh("theirs");
    mkdirSync(folder);
    writeFileSync(join(folder, "kustomization.yaml"), "resources: [a.yaml]\n");
    writeFileSync(join(folder, "apps.yaml"), "theirs");
    await refused(
      release("--step", "1", "-o", folder),
      /kustomization\.yaml: it is there, and of no release; give --force/,
    );
    await done(`${folder}: 1-baseline\n`, "--step", "1", "-o", folder, "--force");
    assert.equal(readFileSync(join(folder, "apps.yaml"), "utf8"), "theirs");
    writeFileSync(
      join(folder, "kustomization.yaml"),
      'metadata: { annotations: { hash-tagging/release: x, hash-tagging/step: "1" } }',
    );
    await refused(release("--step", "1", "-o", folder), /holds the release x; write to another folder/);
  });

  const MISTAKES: [args: string[], line: RegExp][] = [
    [["release"], /RELEASE\.yaml is missing/],
    [["release", FILE, "x.yaml"], /x\.yaml: a second release; give one/],
    [["release", FILE, "--step", "1"], /--url is missing/],
    [
      ["release", FILE, "--step", "9", "--url", IMAGE],
      /--step: "9" is no step; the steps are all, next, 1-baseline/,
    ],
    [["release", FILE, "--step", "3-d", "--url", IMAGE], /--step: "3-d" is no step; did you mean 3-c\?/],
    [["release", FILE, "--step", "all", "--url", IMAGE], /--step all: several folders; say where, -o FOLDER/],
    [["release", FILE, "--step", "next", "--url", IMAGE], /--step next: after which\? Give -o FOLDER/],
    [["release", FILE, "--rollback", "--url", IMAGE], /--rollback: from which step\?/],
    [
      ["release", FILE, "--step", "1", "--platform", "istoi", "--url", IMAGE],
      /--platform: "istoi" is none of .*; did you mean istio\?/,
    ],
    [
      ["release", FILE, "--step", "1", "--platform", "envoy-gateway", "--url", IMAGE],
      /apps\.app-c: Envoy Gateway has no mesh/,
    ],
    [["release", FILE, "--step", "1", "--url", IMAGE, "-o", join(FILE, "x")], /not a directory/],
  ];
  for (const [args, line] of MISTAKES) {
    test(`refuses ${args.slice(2).join(" ") || "no file"}`, () => refused(cli(args), line));
  }

  test("asks where the sidecars' module is, if they carry the tags", async () => {
    const source = readFileSync(FILE, "utf8");
    const carried = (carry: string, ...args: string[]) =>
      cli(["release", "-", "--step", "2", "--url", IMAGE, ...args], `carry: ${carry}\n${source}`);
    await refused(carried("baggage"), /--propagation-url is missing/);
    const { stdout } = await carried(
      "sidecars",
      "--propagation-url",
      "oci://registry.example/header-propagation:1",
    );
    assert.match(stdout, /correlate: x-request-id/);
    const platform = ["--platform", "envoy-gateway"];
    await refused(carried("baggage", ...platform), /carry: baggage: there are no sidecars here/);
  });
});
