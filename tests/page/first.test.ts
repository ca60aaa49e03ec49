// The page in the real Chromium: the articles' users, an error and its end, and the same from a disk.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { FILE, faultsOf, open, paste } from "./browser.ts";

/** The tags of the user in the field, by tag header. */
async function tagsOf(page: Page, id: string): Promise<(string | null)[][]> {
  await page.getByLabel("User id").fill(id);
  const rows = await page.locator("#user .answer").all();
  return Promise.all(rows.map((row) => row.locator("code, .tag, .no-tag").allTextContents()));
}

const USERS: [id: string, ...tags: string[]][] = [
  ["0005", "v2", "v2", "v3"],
  ["0004", "no tag", "no tag", "v3"],
  ["0001", "no tag", "no tag", "no tag"],
];

for (const [where, url] of [
  ["served", undefined],
  ["opened from a disk", FILE],
] as const) {
  describe(`the page, ${where}`, () => {
    test("says what the users of the articles get, and why", async () => {
      const page = await open(url);
      for (const [id, a, b, c] of USERS) {
        const expected = [
          ["appver-a", a],
          ["appver-b", b],
          ["appver-c", c],
        ];
        assert.deepEqual(await tagsOf(page, id), expected);
      }
      assert.deepEqual(faultsOf(page), []);
    });

    test("shows an error while it is there, beside the last good answers", async () => {
      const page = await open(url);
      const rules =
        "rules:\n  - header: x-user-id\n    modulo: 100\n    tagHeader: t\n    policies: [{ range: 7, tagValue: v }]\n";
      await paste(page, rules);
      assert.deepEqual(await tagsOf(page, "0005"), [["t", "v"]]);
      await paste(page, rules.replace("modulo", "modul"));
      const status = page.getByRole("status");
      await status.filter({ hasText: 'Line 3: unknown field; did you mean "modulo"?' }).waitFor();
      assert.equal(await page.locator(".cm-lintRange-error").first().textContent(), "modul");
      assert.deepEqual(await tagsOf(page, "0005"), [["t", "v"]]);
      await paste(page, rules.replace("7", "6"));
      await status.filter({ hasText: "no errors" }).waitFor();
      assert.deepEqual(await tagsOf(page, "0005"), [["t", "no tag"]]);
    });
  });
}
