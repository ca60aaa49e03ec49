// examples/testers-by-override as its page tells: what manifest writes, in gateway.yaml, and each curl line.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Envoy } from "../../lab/envoy.ts";
import { MODULE } from "../../release/image.ts";
import { written } from "../command-line.ts";
import { pasted } from "./pasted.ts";
import { Upstream } from "./upstream.ts";

const EXAMPLE = join(import.meta.dirname, "../../examples/testers-by-override");
const LINE = /^(curl .*) localhost:10000 +# (appver-a: \S+)$/gm;

const lines = [...readFileSync(join(EXAMPLE, "README.md"), "utf8").matchAll(LINE)];

describe("examples/testers-by-override", () => {
  let upstream: Upstream;
  let envoy: Envoy;
  before(async () => {
    const args = ["--format", "envoy", "--url", pathToFileURL(MODULE).href];
    const fields = await written(["manifest", join(EXAMPLE, "rules.yaml"), ...args]);
    upstream = await Upstream.start();
    envoy = await Envoy.startGuarded("gateway.yaml", upstream.ports, (text, file) =>
      file === "gateway.yaml" ? pasted(text, fields) : text,
    );
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  it("has ten lines to try", () => assert.equal(lines.length, 10));

  for (const [, command, tag] of lines) {
    it(`${command}: ${tag}`, async () => {
      const { stdout } = await promisify(execFile)("sh", ["-c", `${command} -s ${envoy.url("gateway")}`]);
      assert.equal(stdout, `${tag}, appver-b: -, appver-c: -\n`);
    });
  }
});
