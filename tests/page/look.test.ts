// How the page looks and reads: nothing for axe-core to find, at three widths in both themes; and no part that jumps.
// PICTURES=1 writes docs/page-*.png.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { FILE, faultsOf, open, paste } from "./browser.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DOCS = join(import.meta.dirname, "../../docs");
const PICTURES = ["1280-light", "360-dark", "release-1280-dark"];

const RELEASE = readFileSync(join(DOCS, "../examples/mixed-canary/release.yaml"), "utf8");
/** All the tints of a ruler. */
const FOUR = `rules:
  - header: x-user-id
    modulo: 100
    tagHeader: t
    policies:
${[20, 40, 60, 80].map((range) => `      - { range: ${range}, tagValue: v${range} }`).join("\n")}
`;

interface Found {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** Writes the picture into the docs where they have it, and all of the page where LOOK says, for eyes. */
async function keep(page: Page, name: string): Promise<void> {
  if (process.env["PICTURES"] && PICTURES.includes(name))
    await page.screenshot({ path: join(DOCS, `page-${name}.png`) });
  if (process.env["LOOK"])
    await page.screenshot({ path: join(process.env["LOOK"], `${name}.png`), fullPage: true });
}

/** Nothing for axe-core to find, nothing too wide, and no complaint in the console. */
async function audit(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate("axe.run()")) as Found;
  const said = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`,
  );
  assert.deepEqual(said, []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} pixels too wide`);
  assert.deepEqual(faultsOf(page), []);
}

describe("the page", () => {
  for (const width of [360, 768, 1280]) {
    for (const colorScheme of ["light", "dark"] as const) {
      const name = `${width}-${colorScheme}`;
      const options = { viewport: { width, height: 900 }, colorScheme } as const;

      test(`has nothing for axe-core to find, at ${width} pixels, ${colorScheme}`, async () => {
        const page = await open(FILE, { ...options, reducedMotion: "reduce", bypassCSP: true });
        await page.getByRole("heading", { name: "What users have together" }).waitFor();
        await page.getByRole("button", { name: "Pin these rules" }).click();
        await page.getByRole("slider", { name: "End of v2 of rule app-b" }).press("PageUp");
        await page.locator("#compare").getByText("10.00 % of all users move").waitFor();
        await keep(page, name);
        await page.locator("#user summary").click();
        await page.locator("#out summary").click();
        await page.locator("#out pre").waitFor();
        await audit(page);
        await paste(page, FOUR);
        await page.locator("#user .tint-3").waitFor();
        await audit(page);
        await page.context().close();
      });

      test(`nor of a release, at ${width} pixels, ${colorScheme}`, async () => {
        const page = await open(FILE, { ...options, reducedMotion: "reduce", bypassCSP: true });
        await paste(page, RELEASE);
        await page.keyboard.press("Control+Home");
        await page.getByRole("radio", { name: "3-canary-c" }).check();
        await page.locator("#compare").getByText("50.00 % of all users move").waitFor();
        await keep(page, `release-${name}`);
        await audit(page);
        await page.context().close();
      });
    }
  }

  test("shifts nothing while a user is typed", async () => {
    const page = await open();
    await page.getByRole("heading", { name: "What users have together" }).waitFor();
    await page.evaluate(() => {
      const shifts: number[] = ((globalThis as { shifts?: number[] }).shifts = []);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: "layout-shift" });
    });
    const field = page.getByLabel("User id");
    for (const id of ["0001", "0004", "0005", "1"]) await field.fill(id);
    await page.waitForFunction(() => document.querySelector("#user .why")?.textContent?.includes(" is 1,"));
    const shifts = await page.evaluate(() => (globalThis as { shifts?: number[] }).shifts!);
    assert.deepEqual(
      shifts.filter((shift) => shift > 0.01),
      [],
    );
  });

  test("is used by keys alone: Tab leads through it, and out of the text of the rules", async () => {
    const page = await open();
    await page.getByRole("textbox", { name: "Rules, in YAML" }).focus();
    await page.keyboard.press("Tab");
    const names: string[] = [];
    for (let i = 0; i < 12; ++i) {
      names.push(
        await page.evaluate(
          () => document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? "",
        ),
      );
      await page.keyboard.press("Tab");
    }
    assert.ok(
      names.some((name) => name === "Find a user"),
      names.join(", "),
    );
    assert.ok(
      names.some((name) => name === "End of v2 of rule app-a"),
      names.join(", "),
    );
  });
});
