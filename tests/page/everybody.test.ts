// What all users get: shares as `simulate` counts them, and ranges that a hand moves.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { Rules } from "../../lib/core.ts";
import { simulate } from "../../lib/simulate/simulate.ts";
import { percent } from "../../lib/text/percent.ts";
import { faultsOf, FILE, open, paste } from "./browser.ts";

const RULES = `# Two rules, of which one is salted.
rules:
  - header: x-user-id
    modulo: 100
    tagHeader: appver-a
    policies:
      - range: 10 # a tenth
        tagValue: v2
  - name: other
    header: x-user-id
    salt: winter
    modulo: 1000
    tagHeader: appver-b
    partitionedPolicies:
      - weight: 100
        tagValue: blue
      - weight: 200 # two tenths
        tagValue: green
`;
const JSON_OF_RULES = {
  rules: [
    {
      header: "x-user-id",
      modulo: 100,
      tagHeader: "appver-a",
      policies: [{ range: 10, tagValue: "v2" }],
    },
    {
      name: "other",
      header: "x-user-id",
      salt: "winter",
      modulo: 1000,
      tagHeader: "appver-b",
      partitionedPolicies: [
        { weight: 100, tagValue: "blue" },
        { weight: 200, tagValue: "green" },
      ],
    },
  ],
};

const line = (page: Page, text: string) => page.locator(".cm-line", { hasText: text });
const edge = (page: Page, name: string) => page.getByRole("slider", { name });

describe("everybody", () => {
  for (const [where, url] of [
    ["served", undefined],
    ["opened from a disk", FILE],
  ] as const) {
    test(`gets what simulate says, ${where}`, async () => {
      const page = await open(url);
      await paste(page, RULES);
      await page.locator("#everybody .value", { hasText: "green" }).waitFor();
      const rules = Rules.parse(JSON.stringify(JSON_OF_RULES));
      const { tags, mixes } = simulate(rules, { shape: "uuid", users: 100_000, seed: 1 }, 0);
      const shares = await page.locator("#everybody .shares li").allInnerTexts();
      const expected = tags.map(
        ({ tagValue, expected, users, share }) =>
          `${tagValue ?? "no tag"} ${percent(expected!)} ${users.toLocaleString("en")} users, ${percent(share)}`,
      );
      assert.deepEqual(shares, expected);
      const rows = await page.locator("#everybody tbody tr").allInnerTexts();
      const mixed = mixes.map(({ tags, expected, users }) =>
        [
          tags["appver-a"] ?? "–",
          tags["appver-b"] ?? "–",
          percent(expected!),
          `${users.toLocaleString("en")} ${percent(users / 100_000)}`,
        ].join("\t"),
      );
      assert.deepEqual(rows, mixed);
      await page.getByText("appver-a: v2 (10.00 %) and appver-b: blue (10.00 %) are independent").waitFor();
      assert.deepEqual(faultsOf(page), []);
    });
  }

  test("is moved by a drag: the text changes in its place, and its comment stays", async () => {
    const page = await open();
    await paste(page, RULES);
    const grip = edge(page, "End of v2 of rule appver-a");
    await grip.scrollIntoViewIfNeeded();
    const track = (await grip.locator("xpath=..").boundingBox())!;
    const y = track.y + track.height / 2;
    await page.mouse.move(track.x + track.width * 0.1, y);
    await page.mouse.down();
    await page.mouse.move(track.x + track.width * 0.2, y);
    await page.mouse.move(track.x + track.width * 0.35, y);
    await page.mouse.up();
    assert.equal(await grip.getAttribute("aria-valuenow"), "35");
    await line(page, "      - range: 35 # a tenth").waitFor();
    await page.locator("#everybody .shares li", { hasText: "v2 35.00 %" }).waitFor();
  });

  test("is moved by keys, and no further than the rules allow", async () => {
    const page = await open();
    await paste(page, RULES);
    const grip = edge(page, "End of blue of rule other");
    await grip.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("PageUp");
    await line(page, "      - weight: 201").waitFor();
    await line(page, "      - weight: 99 # two tenths").waitFor();
    await page.keyboard.press("End");
    assert.equal(await grip.getAttribute("aria-valuenow"), "300");
    await page.getByRole("status").filter({ hasText: "no errors" }).waitFor();
  });

  test("is moved by keys that come faster than the page is painted", async () => {
    const page = await open();
    await paste(page, RULES);
    const grip = edge(page, "End of v2 of rule appver-a");
    await grip.evaluate(async (grip) => {
      for (let key = 0; key < 50; ++key) {
        grip.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
        for (let turn = 0; turn < 4; ++turn) await Promise.resolve(); // the page draws in a microtask
      }
    });
    assert.equal(await grip.getAttribute("aria-valuenow"), "60");
    await line(page, "      - range: 60 # a tenth").waitFor();
    await page.locator("#everybody .shares li", { hasText: "v2 60.00 %" }).waitFor();
    assert.equal(await grip.getAttribute("aria-valuenow"), "60");
  });

  test("may be a list of ids", async () => {
    const page = await open();
    await page.getByRole("combobox", { name: "Users" }).selectOption("list");
    await page.getByLabel("Ids, one a line").fill("0005\n0004\n\n0001\n");
    await page.locator("#everybody .shares li", { hasText: "v2 10.00 % 1 users, 33.33 %" }).first().waitFor();
  });
});
