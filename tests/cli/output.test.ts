import assert from "node:assert/strict";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cli } from "../command-line.ts";
import { example, golden, IMAGE, refused, scratch } from "./command.ts";
import { shell } from "./shell.ts";

const NEW = ["manifest", example, "--url", IMAGE];
const M = [...NEW, "--force"];
const MANIFEST = readFileSync(join(golden, "manifest-wasmplugin.yaml"), "utf8");
const DONE = { status: 0, stdout: "", stderr: "" };

/** A new folder, with these files in it. */
function folderWith(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(scratch, "out-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
const textsIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

test("-o replaces a file as a whole and keeps its mode; -o - is standard output", async () => {
  const folder = folderWith({ "plugin.yaml": "old" });
  const file = join(folder, "plugin.yaml");
  chmodSync(file, 0o640);
  const inode = statSync(file).ino;
  assert.deepEqual(await cli([...M, "-o", file]), DONE);
  assert.equal(statSync(file).mode & 0o777, 0o640);
  assert.notEqual(statSync(file).ino, inode);
  assert.deepEqual(textsIn(folder), { "plugin.yaml": MANIFEST });
  assert.equal((await cli([...M, "-o", "-"])).stdout, MANIFEST);
});

test("a file that is there is replaced with --force alone", async () => {
  const folder = folderWith({ "plugin.yaml": "old" });
  const file = join(folder, "plugin.yaml");
  const remedy = "is there already; give --force to replace it, or write to another file";
  await refused(cli([...NEW, "-o", file]), `${file}: ${remedy}`);
  assert.deepEqual(textsIn(folder), { "plugin.yaml": "old" });
  assert.deepEqual(await cli([...NEW, "--force", "-o", file]), DONE);
  assert.deepEqual(textsIn(folder), { "plugin.yaml": MANIFEST });
});

test("-oFILE, -o=FILE, --output FILE and --output=FILE are the same", async () => {
  const folder = folderWith();
  const file = join(folder, "plugin.yaml");
  for (const words of [[`-o${file}`], [`-o=${file}`], ["--output", file], [`--output=${file}`]]) {
    assert.deepEqual(await cli([...M, ...words]), DONE);
    assert.deepEqual(textsIn(folder), { "plugin.yaml": MANIFEST }, words.join(" "));
    writeFileSync(file, "old");
  }
});

test("a mistake leaves the file of -o as it was", async () => {
  const folder = folderWith({ "plugin.yaml": "old" });
  const args = ["manifest", "-", "--url", IMAGE, "-o", join(folder, "plugin.yaml")];
  await refused(cli(args, "rules: 7"), /rules: 7 is not a list/);
  assert.deepEqual(textsIn(folder), { "plugin.yaml": "old" });
});

test("a write that fails leaves the file of -o as it was, and nothing beside it", () => {
  const limits = "trap '' XFSZ; ulimit -f 0;"; // blocks of a file
  const { status, stderr, files } = shell(`echo old > out; ${limits} manifest rules.yaml --force -o out`);
  assert.deepEqual({ status, stderr }, { status: 2, stderr: "out: file too large\n" });
  assert.deepEqual(files, { "rules.yaml": readFileSync(example, "utf8"), out: "old\n" });
});

for (const mode of [0o444, 0o400, 0o555]) {
  test(`-o does not replace a file of mode ${mode.toString(8)}, for root neither`, async () => {
    const folder = folderWith({ "plugin.yaml": "old" });
    const file = join(folder, "plugin.yaml");
    chmodSync(file, mode);
    await refused(
      cli([...M, "-o", file]),
      `${file}: it is read-only; make it writable, or write to another file`,
    );
    assert.deepEqual(textsIn(folder), { "plugin.yaml": "old" });
    assert.equal(statSync(file).mode & 0o777, mode);
  });
}

test("-o follows a link", async () => {
  const folder = folderWith({ target: "old" });
  symlinkSync("target", join(folder, "link"));
  assert.deepEqual(await cli([...M, "-o", join(folder, "link")]), DONE);
  assert.deepEqual(textsIn(folder), { link: MANIFEST, target: MANIFEST });
});

test("-o makes what a link leads to, over links and folders, and keeps the links", async () => {
  const folder = folderWith();
  mkdirSync(join(folder, "sub"));
  symlinkSync("sub/second", join(folder, "first"));
  symlinkSync("../target", join(folder, "sub", "second"));
  assert.deepEqual(await cli([...M, "-o", join(folder, "first")]), DONE);
  assert.ok(statSync(join(folder, "target")).isFile());
  assert.equal(readFileSync(join(folder, "first"), "utf8"), MANIFEST);
  assert.deepEqual(readdirSync(folder), ["first", "sub", "target"]);
});

test("-o through a link to nowhere, or to itself, is one line and makes nothing", async () => {
  const folder = folderWith();
  symlinkSync("missing/target", join(folder, "nowhere"));
  symlinkSync("loop", join(folder, "loop"));
  const [nowhere, loop] = [join(folder, "nowhere"), join(folder, "loop")];
  await refused(cli([...M, "-o", nowhere]), `${nowhere}: no such file or directory`);
  await refused(cli([...M, "-o", loop]), `${loop}: too many symbolic links encountered`);
  assert.deepEqual(readdirSync(folder), ["loop", "nowhere"]);
});

test("-o into a folder, or into none, is one line and makes nothing", async () => {
  const folder = folderWith({ file: "old" });
  await refused(cli([...M, "-o", folder]), `${folder}: it is a directory`);
  await refused(cli([...M, "-o", `${folder}/new/`]), `${folder}/new/: it is a directory`);
  await refused(cli([...M, "-o", `${folder}/no/such`]), `${folder}/no/such: no such file or directory`);
  await refused(cli([...M, "-o", `${folder}/file/x`]), `${folder}/file/x: not a directory`);
  assert.deepEqual(textsIn(folder), { file: "old" });
});

test("of a file with two names, -o replaces the one it is given", async () => {
  const folder = folderWith({ one: "old" });
  linkSync(join(folder, "one"), join(folder, "other"));
  assert.deepEqual(await cli([...M, "-o", join(folder, "one")]), DONE);
  assert.deepEqual(textsIn(folder), { one: MANIFEST, other: "old" });
});

test("-o takes the longest name that a folder can hold", async () => {
  const name = "n".repeat(255);
  const folder = folderWith({ [name]: "old" });
  assert.deepEqual(await cli([...M, "-o", join(folder, name)]), DONE);
  assert.deepEqual(textsIn(folder), { [name]: MANIFEST });
});

test("-o writes to a device as it is", async () => {
  assert.deepEqual(await cli([...M, "-o", "/dev/null"]), DONE);
  assert.ok(statSync("/dev/null").isCharacterDevice());
  await refused(cli([...M, "-o", "/dev/full"]), "/dev/full: no space left on device");
});

for (const [what, script] of Object.entries({
  "/dev/stdout": "{ echo first; manifest rules.yaml -o /dev/stdout; echo last; } > out",
  "/dev/stdout of a file that is added to":
    "echo first > out; { manifest rules.yaml -o /dev/stdout; echo last; } >> out",
  "/proc/self/fd/3": "{ echo first >&3; manifest rules.yaml -o /proc/self/fd/3; echo last >&3; } 3> out",
  "/dev/fd/3 by a link":
    "ln -s /dev/fd/3 link; { echo first >&3; manifest rules.yaml -o link; echo last >&3; } 3> out; rm link",
  "/dev/stdout, a pipe": "{ echo first; manifest rules.yaml -o /dev/stdout; echo last; } | cat > out",
})) {
  test(`-o writes to a descriptor where it stands: ${what}`, () => {
    const { status, stderr, files } = shell(script);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assert.equal(files["out"], `first\n${MANIFEST}last\n`);
  });
}

test("-o writes to a named pipe as it is", () => {
  const { stderr, files } = shell("mkfifo pipe; cat pipe > out & manifest rules.yaml -o pipe; wait; rm pipe");
  assert.equal(stderr, "");
  assert.equal(files["out"], MANIFEST);
});

test("a reader of /dev/stdout who leaves early is no error", () => {
  const { status, stderr } = shell("manifest rules.yaml -o /dev/stdout | true");
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
});
