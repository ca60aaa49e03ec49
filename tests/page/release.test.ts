// A release file: its steps one after the other, as the command line has them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { planOf } from "../../lib/release/plan.ts";
import { releaseIn } from "../../lib/release/release-text.ts";
import { faultsOf, FILE, open, paste } from "./browser.ts";

const root = join(import.meta.dirname, "../..");
const file = (name: string) => join(root, "examples", name);
const MIXED = readFileSync(file("mixed-canary/release.yaml"), "utf8");

const choose = (page: Page, step: string) => page.getByRole("radio", { name: step }).check();
const texts = (page: Page, where: string) => page.locator(`#release ${where}`).allInnerTexts();

describe("a release", () => {
  for (const name of [
    "mixed-canary/release",
    "tester-release/release",
    "traffic-lanes/by-header/release",
    "releases/two-variants",
  ]) {
    test(`has the steps of the command line: ${name}`, async () => {
      const text = readFileSync(file(`${name}.yaml`), "utf8");
      const plan = planOf(releaseIn(name, text));
      const page = await open(name.startsWith("mixed") ? FILE : undefined);
      await paste(page, text);
      assert.deepEqual(
        await page.locator("#release .step").allInnerTexts(),
        plan.map(({ folder }) => folder),
      );
      for (const { folder, moves, users, versions } of plan) {
        await choose(page, folder);
        await page.locator("#release tfoot", { hasText: Object.values(versions).join("") }).waitFor();
        const moved = moves.map(({ who, changes }) => [changes.join(", "), who]);
        assert.deepEqual(
          await texts(page, ".moves .from-to"),
          moved.map(([changes]) => changes),
        );
        assert.deepEqual(
          await texts(page, ".moves .number"),
          moved.map(([, who]) => who),
        );
        const rows = users.map(({ share, versions }) => [share, ...versions].join("\t"));
        assert.deepEqual(
          (await texts(page, "tbody tr")).map((row) => row.replace(/\s*\t/g, "\t")),
          rows,
        );
      }
      assert.deepEqual(faultsOf(page), []);
    });
  }

  test("leads all of the page from step to step, by the arrow keys", async () => {
    const page = await open();
    await paste(page, MIXED);
    await page.getByLabel("User id").fill("0003");
    const radio = (name: string) => page.getByRole("radio", { name });
    assert.ok(await radio("2-canary-a-b").isChecked());
    const compare = page.locator("#compare");
    await compare.getByText("10.00 % of all users move").waitFor();
    await radio("2-canary-a-b").focus();
    await page.keyboard.press("ArrowRight");
    await compare.getByText("50.00 % of all users move").waitFor();
    await page.locator("#user .answer", { hasText: "appver-cv3" }).waitFor();
    await page.locator("#everybody .shares li", { hasText: "v3 50.00 %" }).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.locator("#everybody .shares li", { hasText: "v3 100.00 %" }).waitFor();
    await page.keyboard.press("ArrowRight");
    assert.ok(await radio("5-end").isChecked());
    await page.keyboard.press("ArrowRight"); // round
    await compare.getByText("No step is before this one.").waitFor();
    assert.equal(await page.locator("#user .tag").count(), 0);
    assert.deepEqual(faultsOf(page), []);
  });

  test("is compared with the release that was pinned, at the same step; a link holds it", async () => {
    const page = await open();
    await paste(page, MIXED);
    await choose(page, "3-canary-c");
    await page.getByRole("button", { name: "Pin these rules, then edit" }).click();
    await page.locator("#compare").getByText("None of all users move").waitFor();
    await paste(page, MIXED.replace("app-c: 50%", "app-c: 60%"));
    await page.locator("#compare").getByText("10.00 % of all users move").waitFor();
    await page.getByRole("button", { name: "Link to this" }).click();
    await page.getByText("The link is").waitFor();
    const other = await open(page.url());
    await other.locator("#compare").getByText("10.00 % of all users move").waitFor();
    assert.ok(await other.getByRole("radio", { name: "3-canary-c" }).isChecked());
    assert.deepEqual(faultsOf(other), []);
  });

  test("has its errors underlined, at their places", async () => {
    const page = await open();
    await paste(page, MIXED);
    await page.locator("#release").waitFor();
    await paste(page, MIXED.replace("app-c: 50%", "app-d: 50%"));
    await page.locator(".cm-lintRange-error", { hasText: /^app-d$/ }).hover();
    await page.locator(".cm-diagnostic", { hasText: "steps[1].app-d: unknown field" }).waitFor();
    assert.ok(await page.locator("#release").isVisible()); // the last good one
    await paste(page, MIXED.replace("app-c: 50%", "app-c: 500%"));
    await page.locator(".cm-lintRange-error", { hasText: "500%" }).waitFor();
    assert.deepEqual(faultsOf(page), []);
  });

  test("writes a step's objects as the command line does", async () => {
    const page = await open();
    await paste(page, MIXED);
    await choose(page, "3-canary-c");
    await page.locator("#out summary").click();
    for (const platform of ["istio", "gateway-api"]) {
      await page.getByLabel("Form").selectOption(`step: ${platform}`);
      const main = join(root, "build/cli/main.js");
      const url = ["--url", "oci://registry.example/hash-tagging:0.1.0"];
      const words = [
        "release",
        file("mixed-canary/release.yaml"),
        "--step",
        "3",
        "--platform",
        platform,
        ...url,
      ];
      const { stdout } = spawnSync(process.execPath, [main, ...words], { encoding: "utf8" });
      assert.match(stdout, /appver-c/);
      assert.equal(await page.getByRole("region", { name: `step: ${platform}` }).textContent(), stdout);
    }
    assert.deepEqual(faultsOf(page), []);
  });
});
