// A whole request: headers, cookies and claims decide, and the page says by which condition, pin or override.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { faultsOf, open, paste } from "./browser.ts";

const RULES = `rules:
  - name: by-country
    key: [{ claim: sub }, { header: x-user-id }]
    match: [{ headers: { x-country: { exact: DE } } }]
    overrides: [{ match: [{ cookies: { beta: { exact: "on" } } }], tagValue: beta }]
    pins: [{ ids: [jason], tagValue: pinned }]
    modulo: 100
    tagHeader: t
    policies: [{ range: 50, tagValue: v2 }]
`;
const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-page-"));
after(() => rmSync(scratch, { recursive: true }));

const said = (page: Page, text: string) => page.locator("#user .why", { hasText: text }).waitFor();
const tag = (page: Page, text: string) => page.locator("#user .answer", { hasText: `t${text}` }).waitFor();

async function ask(fields: Record<string, string>): Promise<Page> {
  const page = await open();
  await paste(page, RULES);
  await page.locator("#user summary").click();
  await page.getByLabel("User id").fill("");
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label).fill(text);
  return page;
}

describe("a request", () => {
  test("whose claim is the key, by a condition on a header", async () => {
    const page = await ask({ Claims: "sub=0005", Headers: "x-country: FR" });
    await tag(page, "no tag");
    await said(page, "x-country");
    await page.getByLabel("Headers").fill("x-country: DE");
    await tag(page, "v2");
    await said(page, "claim sub is 0005, bucket 6 of 100 is below 50: v2");
    assert.deepEqual(faultsOf(page), []);
  });

  test("of an id that a pin names, and of a cookie that overrides", async () => {
    const page = await ask({ "User id": "jason", Headers: "x-country: DE" });
    await tag(page, "pinned");
    await said(page, "jason, which pin 1 names: pinned");
    await page.getByLabel("Cookies").fill("beta=on");
    await tag(page, "beta");
    await said(page, "by-country: override 1 decides: beta.");
    await said(page, "override 1 holds: cookies.beta is on");
    assert.deepEqual(faultsOf(page), []);
  });

  test("is told what no rule reads, and what is no request", async () => {
    const page = await ask({ Headers: "x-contry: DE" });
    await page.getByText("no rule reads the header x-contry; did you mean").waitFor();
    await page.getByLabel("URL").fill("shop.example/cart");
    await page.getByRole("alert").filter({ hasText: "url: " }).waitFor();
    assert.deepEqual(faultsOf(page), []);
  });

  test("becomes a test that hash-tagging test takes", async () => {
    const page = await ask({
      "User id": "0005",
      URL: "https://shop.example/cart?a=1",
      Headers: "x-country: DE\nx-a: 1\nx-a: 2",
      Cookies: "beta=off",
      "Address of the client": "203.0.113.7",
    });
    await page.locator("#out summary").click();
    await page.getByLabel("Form").selectOption("test");
    const text = page.locator("#out pre", { hasText: "tests:" });
    const [rules, tests] = [join(scratch, "rules.yaml"), join(scratch, "tests.yaml")];
    writeFileSync(rules, RULES);
    writeFileSync(tests, await text.innerText());
    const main = join(import.meta.dirname, "../../build/cli/main.js");
    const { status, stderr } = spawnSync(process.execPath, [main, "test", rules, tests], {
      encoding: "utf8",
    });
    assert.match(stderr, /1 test, as expected\n$/);
    assert.equal(status, 0, stderr);
    assert.match(await text.innerText(), /t: "?v2"?\n/);
  });
});
