// What the page says of a user is what `explain` says: 40 rule files at random, 250 users each.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Rules } from "../../lib/core.ts";
import { explain } from "../../lib/explain/explain.ts";
import { open, paste } from "./browser.ts";
import { randomRules } from "./random-rules.ts";

const FILES = 40;
const USERS = 250;

/** In the page: types each id, and reads what stands there then. */
async function typed(ids: string[]): Promise<string[]> {
  const input = document.querySelector<HTMLInputElement>("#user input")!;
  const answers: string[] = [];
  for (const id of ids) {
    input.value = id;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    for (let turn = 0; turn < 4; ++turn) await Promise.resolve(); // the page draws in a microtask
    const parts = document.querySelectorAll("#user .answer, #user .why:not(.condition)");
    answers.push(Array.from(parts, (part) => part.textContent).join("\n"));
  }
  return answers;
}

test(`the page says what explain says, of ${FILES} rule files and ${USERS} users each`, async () => {
  const page = await open();
  await page.getByRole("combobox", { name: "Users" }).selectOption("list");
  let users = 0;
  for (let file = 0; file < FILES; ++file) {
    const ids = Array.from({ length: USERS }, (_, i) => `user-${file}-${i}${i % 7 === 0 ? "é" : ""}`);
    const json = JSON.stringify(randomRules(file + 1, ids));
    const rules = Rules.parse(json);
    assert.deepEqual(rules.errors, [], json);
    await paste(page, json);
    const seen = await page.evaluate(typed, ids);
    const expected = ids.map((id) =>
      explain(rules, { ":path": "/", ":method": "GET" }, id)
        .tagHeaders.map(({ tagHeader, tagValue, rules }) =>
          [`${tagHeader}${tagValue ?? "no tag"}`, ...rules.map(({ rule, why }) => `${rule}: ${why}.`)].join(
            "\n",
          ),
        )
        .join("\n"),
    );
    assert.deepEqual(seen, expected, json);
    users += seen.length;
  }
  console.log(`${users} users by ${FILES} rule files: 0 differ`);
  assert.equal(users, FILES * USERS);
});
