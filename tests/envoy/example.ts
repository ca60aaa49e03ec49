import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Envoy } from "../../lab/envoy.ts";
import { MODULE } from "../../release/image.ts";
import { written } from "../command-line.ts";
import { pasted } from "./pasted.ts";
import { Upstream } from "./upstream.ts";

/** A command of an example's page, and the tags that it says come back. */
export interface Line {
  command: string;
  tags: string;
}

const LINE =
  /^(curl|curl .*) localhost:10000 +# (appver-a: [^\s,]+)(?:, (appver-b: [^\s,]+))?(?:, (appver-c: [^\s,]+))?$/gm;

/** The commands to try in a page, or in a part of one. A tag header that a line does not name is not there. */
export function linesOf(page: string): Line[] {
  return [...page.matchAll(LINE)].map(([, command = "", a, b = "appver-b: -", c = "appver-c: -"]) => ({
    command,
    tags: [a, b, c].join(", "),
  }));
}

/** What each command says, at a gateway with what `manifest` writes for these rules. */
export async function answersOf(rules: string, lines: Line[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "hash-tagging-"));
  const upstream = await Upstream.start();
  try {
    const file = join(folder, "rules.yaml");
    writeFileSync(file, rules);
    const fields = await written([
      "manifest",
      file,
      "--format",
      "envoy",
      "--url",
      pathToFileURL(MODULE).href,
    ]);
    const envoy = await Envoy.startGuarded("gateway.yaml", upstream.ports, (text, name) =>
      name === "gateway.yaml" ? pasted(text, fields) : text,
    );
    try {
      const answers: string[] = [];
      for (const { command } of lines) {
        const { stdout } = await promisify(execFile)("sh", ["-c", `${command} -s ${envoy.url("gateway")}`]);
        answers.push(stdout.trimEnd());
      }
      return answers;
    } finally {
      await envoy.stop();
    }
  } finally {
    upstream.stop();
    rmSync(folder, { recursive: true });
  }
}
