// Any words on the command line: status 0, or 2 with a line for each mistake; never a stack, never a file elsewhere.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { check } from "../../../cli/verbs/check.ts";
import { manifest } from "../../../cli/verbs/manifest.ts";
import { cli } from "../../command-line.ts";
import { RULES } from "../../cli/command.ts";
import { fuzz } from "./fuzz.ts";

const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-arguments-"));
const before = process.cwd();
process.chdir(scratch);
after(() => {
  process.chdir(before);
  rmSync(scratch, { recursive: true });
});
writeFileSync("rules.yaml", RULES);

const isElsewhere = (word: string) => word.includes("/") && !word.includes("://");

fuzz({
  name: "arguments",
  words: [
    ...Object.keys({ ...check.options, ...manifest.options }).map((name) => `--${name}`),
    ...[
      "manifest",
      "check",
      "-R",
      "-",
      "--",
      "-o",
      "--output",
      "--output=out.yaml",
      "out.yaml",
      "rules.yaml",
      "--format",
      "envoy",
      "envoy-gateway",
      "trafficextension",
    ],
    ...[
      "--propagation",
      "--help",
      "-h",
      "--version",
      "oci://r.example/m:1",
      "http://r.example/m.wasm",
      "file:///m.wasm",
    ],
    ...[
      "auto",
      "sha256:",
      "0".repeat(64),
      "FAIL_OPEN",
      "FAIL_RELOAD",
      "AUTHN",
      "istio=ingressgateway",
      "a=b",
      "Gateway/eg",
      "Service/a/",
      "=",
      "10",
      "-1",
    ],
    ...["Always", "", " ", "__proto__", "--__proto__", "\x1b[31m", "\xe9", "\n"],
  ],
  runs: 1500,
  limit: 1000,
  async run(input) {
    const words = input.filter((word) => !isElsewhere(word) && !word.includes("\0"));
    const { status, stdout, stderr } = await cli(words, RULES);
    assert.ok(status === 0 || status === 2, stderr);
    if (status === 2) assert.match(stderr, /^([^\x00-\x08\x0b-\x1f\x7f]+\n)+$/);
    if (status === 2 && !words.includes("check")) assert.equal(stdout, "");
  },
});
