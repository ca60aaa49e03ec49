// A schedule: the slider over its time, and what users get then.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Rules } from "../../lib/core.ts";
import { faultsOf, open, paste } from "./browser.ts";

const SCHEDULE = [
  { at: "2026-12-01T00:00:00Z", range: 10 },
  { at: "2026-12-03T00:00:00Z", range: 90 },
];
const RULES = {
  rules: [
    {
      header: "x-user-id",
      modulo: 100,
      tagHeader: "t",
      policies: [{ schedule: SCHEDULE, between: "linear", tagValue: "v2" }],
    },
  ],
};

describe("a schedule", () => {
  test("is moved by the slider: tags and shares are those of the moment", async () => {
    const page = await open();
    await paste(page, JSON.stringify(RULES));
    const slider = page.getByRole("slider", { name: "Moment" });
    const rules = Rules.parse(JSON.stringify(RULES));
    for (const [time, share] of [
      ["2026-11-30T23:00:00Z", "0.00 %"],
      ["2026-12-01T00:00:00Z", "10.00 %"],
      ["2026-12-02T00:00:00Z", "50.00 %"],
      ["2026-12-03T00:00:00Z", "90.00 %"],
    ] as const) {
      await slider.fill(String(Date.parse(time) / 1000));
      await page.locator("#time time", { hasText: time }).waitFor();
      await page.locator("#everybody .shares li", { hasText: `v2 ${share}` }).waitFor();
      const { t = "no tag" } = rules.at(Date.parse(time) / 1000).tags({}, "0005");
      await page.locator("#user .answer", { hasText: `t${t}` }).waitFor();
    }
    assert.deepEqual(faultsOf(page), []);
  });

  test("is played: the share grows from before the first time to after the last, and then it rests", async () => {
    const page = await open();
    await paste(page, JSON.stringify(RULES));
    const share = page.locator("#everybody .shares li", { hasText: "v2" });
    await page.evaluate(() => {
      const seen: number[] = ((globalThis as { seen?: number[] }).seen = []);
      const shares = document.querySelector("#everybody .answers")!;
      new MutationObserver(() => {
        seen.push(Number.parseFloat(shares.querySelector("strong")?.textContent ?? "0"));
      }).observe(shares, { subtree: true, childList: true, characterData: true });
    });
    await page.getByRole("button", { name: "Play" }).click();
    await share.filter({ hasText: "v2 0.00 %" }).waitFor();
    await share.filter({ hasText: "v2 90.00 %" }).waitFor();
    await page.getByRole("button", { name: "Play" }).waitFor(); // it has come to its end
    const seen = await page.evaluate(() => (globalThis as { seen?: number[] }).seen!);
    const first = seen.indexOf(0);
    const growing = seen.slice(first);
    assert.deepEqual(
      growing,
      [...growing].sort((a, b) => a - b),
    );
    assert.ok(new Set(growing).size > 10, String(growing));
    await page.getByRole("button", { name: "Now" }).click();
    assert.deepEqual(faultsOf(page), []);
  });
});
