// The examples that try a rule under Envoy, as their pages tell: what manifest writes, in gateway.yaml, and each curl line.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Envoy } from "../../lab/envoy.ts";
import { MODULE } from "../../release/image.ts";
import { written } from "../command-line.ts";
import { pasted } from "./pasted.ts";
import { Upstream } from "./upstream.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples");
const LINE = /^(curl .*) localhost:10000 +# (appver-a: \S+)(?:, (appver-b: \S+))?$/gm;

/** A command of the example's page, and the tags that it says come back. */
function linesOf(example: string): { command: string; tags: string }[] {
  const page = readFileSync(join(EXAMPLES, example, "README.md"), "utf8");
  return [...page.matchAll(LINE)].map(([, command = "", a, b = "appver-b: -"]) => ({
    command,
    tags: `${a}, ${b}, appver-c: -\n`,
  }));
}

const tried = readdirSync(EXAMPLES).filter(
  (example) => existsSync(join(EXAMPLES, example, "README.md")) && linesOf(example).length > 0,
);

it("there are examples to try", () =>
  assert.deepEqual(tried, ["independent-experiments", "tenant-and-user", "testers-by-override"]));

for (const example of tried) {
  describe(`examples/${example}`, () => {
    let upstream: Upstream;
    let envoy: Envoy;
    before(async () => {
      const args = ["--format", "envoy", "--url", pathToFileURL(MODULE).href];
      const fields = await written(["manifest", join(EXAMPLES, example, "rules.yaml"), ...args]);
      upstream = await Upstream.start();
      envoy = await Envoy.startGuarded("gateway.yaml", upstream.ports, (text, file) =>
        file === "gateway.yaml" ? pasted(text, fields) : text,
      );
    });
    after(async () => {
      await envoy?.stop();
      upstream?.stop();
    });

    for (const { command, tags } of linesOf(example)) {
      it(`${command}: ${tags.trim()}`, async () => {
        const { stdout } = await promisify(execFile)("sh", ["-c", `${command} -s ${envoy.url("gateway")}`]);
        assert.equal(stdout, tags);
      });
    }
  });
}
