// `hash-tagging page`: the page with a file of rules, which it shows anew when the file changes.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { faultsOf, open } from "./browser.ts";

const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-page-"));
after(() => rmSync(scratch, { recursive: true }));
const rules = (tagValue: string) =>
  `rules:\n  - { header: x-user-id, modulo: 100, tagHeader: t, policies: [{ range: 7, tagValue: ${tagValue} }] }\n`;

test("page shows a file of rules, follows it, and answers no other machine's names", async () => {
  const file = join(scratch, "rules.yaml");
  writeFileSync(file, rules("blue"));
  const main = join(import.meta.dirname, "../../build/cli/main.js");
  const command = spawn(process.execPath, [main, "page", file], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = (await once(command.stdout, "data")) as [Buffer];
    const url = line.toString().trim();
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    const page = await open(url);
    await page.locator("#user .tag", { hasText: "blue" }).waitFor();
    writeFileSync(file, rules("green"));
    await page.locator("#user .tag", { hasText: "green" }).waitFor();
    assert.deepEqual(faultsOf(page), []);
    const [answer] = (await once(request(url, { headers: { host: "evil.example" } }).end(), "response")) as [
      { statusCode: number },
    ];
    assert.equal(answer.statusCode, 403);
  } finally {
    command.kill();
  }
});
