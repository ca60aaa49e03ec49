import assert from "node:assert/strict";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cli, example, golden, IMAGE, refused, scratch } from "./command.ts";

const M = ["manifest", example, "--url", IMAGE];

test("-o replaces a file as a whole and keeps its mode; -o - is standard output", async () => {
  const folder = mkdtempSync(join(scratch, "out-"));
  const file = join(folder, "plugin.yaml");
  writeFileSync(file, "old");
  chmodSync(file, 0o640);
  const inode = statSync(file).ino;
  assert.deepEqual(await cli([...M, "-o", file]), { status: 0, stdout: "", stderr: "" });
  assert.equal(readFileSync(file, "utf8"), readFileSync(join(golden, "manifest-istio.yaml"), "utf8"));
  assert.equal(statSync(file).mode & 0o777, 0o640);
  assert.notEqual(statSync(file).ino, inode);
  assert.deepEqual(readdirSync(folder), ["plugin.yaml"]);
  assert.equal((await cli([...M, "-o", "-"])).stdout, readFileSync(file, "utf8"));
});

test("-o follows a link, and writes to a device as it is", async () => {
  const folder = mkdtempSync(join(scratch, "link-"));
  writeFileSync(join(folder, "target"), "old");
  symlinkSync("target", join(folder, "link"));
  assert.equal((await cli([...M, "-o", join(folder, "link")])).status, 0);
  assert.match(readFileSync(join(folder, "target"), "utf8"), /^apiVersion: /);
  assert.deepEqual(readdirSync(folder), ["link", "target"]);
  assert.equal((await cli([...M, "-o", "/dev/null"])).status, 0);
  assert.ok(statSync("/dev/null").isCharacterDevice());
});

test("a mistake leaves the file of -o as it was", async () => {
  const folder = mkdtempSync(join(scratch, "kept-"));
  const file = join(folder, "plugin.yaml");
  writeFileSync(file, "old");
  await refused(cli(["manifest", "-", "--url", IMAGE, "-o", file], "rules: 7"), /rules: 7 is not a list/);
  assert.equal(readFileSync(file, "utf8"), "old");
  assert.deepEqual(readdirSync(folder), ["plugin.yaml"]);
});

test("a link to the rules is not overwritten either", async () => {
  const folder = mkdtempSync(join(scratch, "same-"));
  symlinkSync(example, join(folder, "link"));
  await refused(cli([...M, "-o", join(folder, "link")]), /link: holds the rules; write to another file$/);
});
