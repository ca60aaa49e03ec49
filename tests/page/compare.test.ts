// Before and after, the link, the fix of an error, and what is written for elsewhere.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { faultsOf, open, paste } from "./browser.ts";

const rules = (range: number, more = "") =>
  `rules:\n  - header: x-user-id\n    modulo: 100\n    tagHeader: appver-a\n${more}    policies: [{ range: ${range}, tagValue: v2 }]\n`;

describe("before and after", () => {
  test("says exactly who enters, and who is taken out", async () => {
    const page = await open();
    await paste(page, rules(10));
    await page.getByRole("button", { name: "Pin these rules, then edit" }).click();
    const card = page.locator("#compare");
    await card.getByText("None of all users move").waitFor();
    await paste(page, rules(50));
    await card.getByText("40.00 % of all users move, counted over all 2^32 hash values.").waitFor();
    assert.deepEqual(await card.locator(".from-to").allInnerTexts(), ["no tag → v2"]);
    await paste(page, rules(4));
    await card.getByText("6.00 % are taken out").waitFor();
    await paste(page, rules(10, "    salt: winter\n"));
    await card.getByText("reshuffled by another salt, layer or hash").waitFor();
    await page.getByRole("button", { name: "Back to the pinned" }).click();
    await card.getByText("None of all users move").waitFor();
    assert.deepEqual(faultsOf(page), []);
  });
});

describe("a link", () => {
  test("holds all that the page shows", async () => {
    const page = await open();
    await paste(page, rules(10));
    await page.getByRole("button", { name: "Pin these rules, then edit" }).click();
    await paste(page, rules(77, "    # Käse\n"));
    await page.getByLabel("User id").fill("Jürgen");
    const said = await page.locator("#user .why").innerText();
    await page.getByRole("button", { name: "Link to this" }).click();
    await page.getByText("The link is").waitFor();
    const other = await open(page.url());
    assert.equal(await other.getByLabel("User id").inputValue(), "Jürgen");
    assert.equal(await other.locator("#user .why").innerText(), said);
    await other.locator("#compare").getByText("67.00 % of all users move").waitFor();
    await other.locator(".cm-line", { hasText: "# Käse" }).waitFor();
  });

  test("that is broken is the page as it begins", async () => {
    const page = await open();
    const other = await open(`${page.url()}#v1=AAAA`);
    assert.equal(await other.getByLabel("User id").inputValue(), "0005");
    assert.deepEqual(faultsOf(other), []);
  });
});

describe("the editor", () => {
  test("writes what an error says", async () => {
    const page = await open();
    await paste(page, rules(10).replace("modulo", "modul"));
    await page.locator(".cm-lintRange-error").hover();
    await page.getByRole("button", { name: "Write modulo" }).click();
    await page.getByRole("status").filter({ hasText: "no errors" }).waitFor();
    await page.locator(".cm-line", { hasText: "modulo: 100" }).waitFor();
  });

  test("reads a manifest that holds rules", async () => {
    const page = await open();
    const lines = rules(10).replace(/^/gm, "    ").trimEnd();
    await paste(
      page,
      `apiVersion: extensions.istio.io/v1alpha1\nkind: WasmPlugin\nspec:\n  url: oci://r/hash-tagging:1\n  pluginConfig:\n${lines}\n`,
    );
    await page.getByRole("slider", { name: "End of v2 of rule appver-a" }).press("ArrowRight");
    await page.locator(".cm-line", { hasText: "range: 11" }).waitFor();
  });
});

describe("out", () => {
  test("writes every form", async () => {
    const page = await open();
    await page.locator("#out summary").click();
    const form = page.getByLabel("Form");
    await page.locator("#out pre").waitFor(); // the forms are loaded when they are wanted
    const names = await form.locator("option").allTextContents();
    assert.ok(names.length === 10, String(names));
    for (const name of names) {
      await form.selectOption(name);
      const text = await page.locator("#out pre").innerText();
      assert.match(text, /appver-a|x-user-id|0005/, name);
    }
    assert.deepEqual(faultsOf(page), []);
  });
});
