// The built program.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { example, golden, IMAGE, root, rule, scratch } from "./command.ts";
import { program } from "./shell.ts";

test("npx runs the built program, which reads a pipe", () => {
  const args = ["--no-install", "hash-tagging", "manifest", "-", "--url", IMAGE];
  const text = execFileSync("npx", args, {
    cwd: root,
    input: readFileSync(example),
    stdio: "pipe",
    encoding: "utf8",
  });
  assert.equal(text, readFileSync(join(golden, "manifest-wasmplugin.yaml"), "utf8"));
});

test("the built program: a mistake is one line, and exits with 2", async () => {
  const { status, stderr } = await built(["manifest", "missing.yaml", "--url", IMAGE]);
  assert.deepEqual({ status, stderr }, { status: 2, stderr: "missing.yaml: no such file or directory\n" });
});

test("the built program: a reader who leaves early is no error", async () => {
  const rules = Array.from({ length: 1000 }, (_, i) => rule(`tag-${i % 49}`, 10, "x".repeat(500)));
  const file = join(scratch, "large.yaml");
  writeFileSync(file, JSON.stringify({ rules }));
  const { status, stderr } = await built(["manifest", file, "--url", IMAGE], "leave");
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
});

test("the built program: a full device is one line where it can be, and exits with 2", () => {
  const script = `"$0" "$1" manifest "$2" --url ${IMAGE} 2>&1 >/dev/full; echo $?; "$0" "$1" 2>/dev/full; echo $?`;
  const text = execFileSync("sh", ["-c", script, process.execPath, program, example], { encoding: "utf8" });
  assert.equal(text, "standard output: no space left on device\n2\n2\n");
});

function built(args: string[], reader?: "leave"): Promise<{ status: number | null; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  if (reader === "leave") child.stdout.destroy();
  else child.stdout.resume();
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, stderr }));
  });
}
