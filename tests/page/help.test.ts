// What the editor offers and explains by the schemas, in block style, in flow style, in JSON and in manifests, and in releases.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { faultsOf, open, paste } from "./browser.ts";

const RULE = "rules:\n  - header: x\n    modulo: 100\n    tagHeader: t\n";
const RELEASE = "release: r\ngateway: { name: g }\napps:\n  app-a: { port: 1, stable: v1, next: v2 }\n";
const WASM_PLUGIN = `apiVersion: extensions.istio.io/v1alpha1\nkind: WasmPlugin\nspec:\n  url: oci://r/hash-tagging:1\n  pluginConfig:\n`;
const EXTENSION = `apiVersion: extensions.istio.io/v1alpha1\nkind: TrafficExtension\nspec:\n  wasm:\n    url: oci://r/hash-tagging:1\n    pluginConfig:\n`;
const deeper = (text: string, spaces: number) => text.replace(/^(?=.)/gm, " ".repeat(spaces));

/** Pastes a text, writes on at its end, and takes what is offered under a name. */
async function take(page: Page, text: string, typed: string, name: string): Promise<string> {
  await paste(page, text);
  await page.keyboard.type(typed);
  await page.getByRole("option", { name, exact: true }).click();
  await page.getByRole("listbox").waitFor({ state: "detached" });
  return (await page.locator(".cm-line").allInnerTexts()).join("\n").replaceAll("\n\n", "\n");
}

describe("completion", () => {
  test("offers the fields of each place, with what they mean", async () => {
    const page = await open();
    await paste(page, `${RULE}    `);
    await page.keyboard.type("pol");
    const option = page.getByRole("option", { name: "policies", exact: true });
    await option.waitFor();
    await page
      .locator(".cm-completionInfo")
      .filter({ hasText: /first policy|range/i })
      .waitFor();
    const second = page.getByRole("option", { selected: true, name: "partitionedPolicies" });
    const list = page.getByRole("listbox");
    for (let tries = 0; tries < 20 && (await second.count()) === 0; ++tries) {
      if ((await list.count()) === 0) await page.keyboard.press("Control+Space");
      await page.waitForTimeout(200); // for a moment the list takes no key, as one may be meant for the text
      if ((await second.count()) === 0) await page.keyboard.press("ArrowDown");
      await second.waitFor({ timeout: 300 }).catch(() => {}); // tried again
    }
    await second.waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.keyboard.type("ran");
    await page.getByRole("option", { name: "range", exact: true }).click();
    await page.keyboard.type("10");
    await page.keyboard.press("Enter");
    await page.keyboard.type("tagV");
    await page.getByRole("option", { name: "tagValue", exact: true }).click();
    await page.keyboard.type("v2");
    await page.getByRole("status").filter({ hasText: "no errors" }).waitFor();
    await page.locator("#user .tag", { hasText: "v2" }).waitFor();
    assert.deepEqual(faultsOf(page), []);
  });

  for (const [title, text, typed, name, last] of [
    ["a flow mapping", `${RULE}    policies: [{ range: 7, `, "tag", "tagValue", "{ range: 7, tagValue: "],
    ["a WasmPlugin", `${WASM_PLUGIN}${deeper(RULE, 4)}        `, "sal", "salt", "        salt: "],
    ["a TrafficExtension", `${EXTENSION}${deeper(RULE, 6)}          `, "lay", "layer", "          layer: "],
    ["the words of a value", `${RULE}    enabled: `, "f", "false", "    enabled: false"],
    ["an enumeration", `${RULE}    policies:\n      - between: `, "li", "linear", "      - between: linear"],
    ["a release", `${RELEASE}  app-b: { port: 1, `, "sta", "stable", "app-b: { port: 1, stable: "],
    ["a kind of testers", `${RELEASE}testers:\n  - ids: [u-17]\n    `, "t", "to", "    to: "],
    ["the words of a step", `${RELEASE}steps:\n  - app-a: `, "do", "done", "  - app-a: done"],
    ["JSON", '{ "rules": [{ "header": "x", ', '"mod', "modulo", '"header": "x", "modulo"'],
  ] as const) {
    test(`knows ${title}`, async () => {
      const page = await open();
      const written = await take(page, text, typed, name);
      assert.ok(written.includes(last), written);
      assert.deepEqual(faultsOf(page), []);
    });
  }

  test("offers all on Ctrl-Space but what is there, and nothing in what is no rules", async () => {
    const page = await open();
    await paste(page, `${RULE}    `);
    await page.keyboard.press("Control+Space");
    await page.getByRole("option", { name: "salt", exact: true }).waitFor();
    assert.equal(await page.getByRole("option", { name: "modulo", exact: true }).count(), 0);
    await page.keyboard.press("Escape");
    await page.getByRole("listbox").waitFor({ state: "detached" });
    await paste(page, `${WASM_PLUGIN}${deeper(RULE, 4)}  `);
    await page.keyboard.type("rul");
    await paste(page, `${RULE}    `);
    await page.keyboard.type("sa");
    await page.getByRole("option", { name: "salt", exact: true }).waitFor();
    assert.deepEqual(faultsOf(page), []);
  });

  test("does not hold Tab: it leaves the text, and nothing is taken", async () => {
    const page = await open();
    await paste(page, `${RULE}    `);
    await page.keyboard.type("sal");
    await page.getByRole("option", { name: "salt", exact: true }).waitFor();
    await page.keyboard.press("Tab");
    await page.getByRole("listbox").waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.closest(".editor") === null);
    assert.equal(await page.locator(".cm-line").last().innerText(), "    sal");
  });
});

test("the editor says what the field below the pointer means", async () => {
  const page = await open();
  await paste(page, `${WASM_PLUGIN}${deeper(RULE, 4)}        policies: [{ range: 7, tagValue: v }]\n`);
  for (const [field, about] of [
    ["modulo", "How many buckets there are"],
    ["tagValue", "The value that the tagHeader gets"],
  ] as const) {
    await page.locator(".cm-line span", { hasText: new RegExp(`^${field}$`) }).hover();
    await page.locator(".meaning", { hasText: about }).waitFor();
  }
  assert.deepEqual(faultsOf(page), []);
});
