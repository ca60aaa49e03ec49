// What the tests of the command line share.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { CORE_SCHEMA, loadAll } from "js-yaml";
import { cli, type Outcome } from "../command-line.ts";

export const root = join(import.meta.dirname, "../..");
export const golden = join(root, "tests/golden");
export const example = join(root, "examples/mixed-canary/rules.yaml");
export const IMAGE = "oci://registry.example/hash-tagging:1.0.0";

/** A folder of this test file's own. */
export const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-cli-"));
after(() => rmSync(scratch, { recursive: true }));

/** `manifest` of rules on standard input. */
export const manifest = (input: string | Uint8Array, ...args: string[]) =>
  cli(["manifest", "-", "--url", IMAGE, ...args], input);

/** Asserts a user's mistake: exit status 2, nothing on standard output, and these lines on standard error. */
export async function refused(outcome: Promise<Outcome>, ...lines: (string | RegExp)[]): Promise<void> {
  const { status, stdout, stderr } = await outcome;
  assert.equal(status, 2, stderr);
  assert.equal(stdout, "");
  const seen = stderr.split("\n");
  assert.equal(seen.pop(), "");
  assert.equal(seen.length, lines.length, stderr);
  lines.forEach((line, i) => {
    if (typeof line === "string") assert.equal(seen[i], line);
    else assert.match(seen[i]!, line);
  });
}

export const rule = (tagHeader: string, range: number, tagValue: string) => ({
  header: "x-user-id",
  modulo: 100,
  tagHeader,
  policies: [{ range, tagValue }],
});

/** The last document of a manifest, which is a WasmPlugin. */
export function pluginIn(manifest: string, schema = CORE_SCHEMA): Plugin {
  return loadAll(manifest, { schema }).at(-1) as Plugin;
}

/** As much of a WasmPlugin as the tests look at. */
export interface Plugin {
  metadata: { name: string; namespace: string };
  spec: { match?: object[]; pluginConfig: { rules: ReturnType<typeof rule>[] } };
}

// One rule and a file of it, for tests to change; and a configuration of the other module.
export const RULE =
  "header: x-user-id\n    modulo: 100\n    tagHeader: appver-a\n    policies: [{ range: 10, tagValue: v2 }]\n";
export const RULES = `rules:\n  - ${RULE}`;
export const PROPAGATION = "oci://registry.example/header-propagation:1.0.0";
export const carried = join(scratch, "propagation.yaml");
writeFileSync(carried, "headerPrefixes: [appver]\ncorrelate: x-request-id\nttl: 30\n");

/** `manifest` of a propagation configuration on standard input. */
export const carry = (input: string, ...args: string[]) =>
  cli(["manifest", "--propagation", "-", "--url", PROPAGATION, ...args], input);
