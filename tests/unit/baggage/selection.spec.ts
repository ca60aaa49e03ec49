import { utf8 } from "../../../assembly/core/text/bytes";
import { Selection } from "../../../assembly/core/baggage/selection";
import { bytes } from "../given";

function selectionOf(names: string[], prefixes: string[]): Selection {
  return new Selection(
    names.map<StaticArray<u8>>((name) => utf8(name)),
    prefixes.map<StaticArray<u8>>((prefix) => utf8(prefix)),
  );
}

function takes(selection: Selection, name: string): bool {
  const given = bytes("<" + name + ">");
  return selection.takes(given, 1, given.length - 1);
}

describe("Selection", () => {
  test("takes names whole and prefixes at the start", () => {
    const selection = selectionOf(["version", "lane"], ["appver"]);
    expect(takes(selection, "version")).toBe(true);
    expect(takes(selection, "lane")).toBe(true);
    expect(takes(selection, "versions")).toBe(false);
    expect(takes(selection, "versio")).toBe(false);
    expect(takes(selection, "appver-a")).toBe(true);
    expect(takes(selection, "appver")).toBe(true);
    expect(takes(selection, "appve")).toBe(false);
    expect(takes(selection, "x-appver-a")).toBe(false);
    expect(takes(selection, "Appver-a")).toBe(false);
    expect(takes(selection, "")).toBe(false);
  });

  test("takes by every prefix, in whatever order they come and cover each other", () => {
    const prefixes = ["tag-m", "appver-b", "tag-", "appver-a", "z", "tag-a", "appver-aa", "lane"];
    const selection = selectionOf([], prefixes);
    for (let i = 0; i < prefixes.length; ++i) {
      expect(takes(selection, prefixes[i])).toBe(true, prefixes[i]);
      expect(takes(selection, prefixes[i] + "zz")).toBe(true, prefixes[i]);
    }
    const others = ["appver-", "appver-c", "a", "tag", "tah", "lan", "y", "\u007f", "appveR-a", ""];
    for (let i = 0; i < others.length; ++i) expect(takes(selection, others[i])).toBe(false, others[i]);
    for (let i = 0; i < prefixes.length; ++i) {
      const one = selectionOf([], [prefixes[i]]);
      for (let j = 0; j < others.length; ++j) expect(takes(one, others[j])).toBe(false, others[j]);
    }
  });

  test("has a fingerprint that tells names from prefixes", () => {
    const first = selectionOf(["a", "b"], ["c"]).fingerprint();
    expect(selectionOf(["a", "b"], ["c"]).fingerprint()).toBe(first);
    expect(selectionOf(["a"], ["b", "c"]).fingerprint()).not.toBe(first);
    expect(selectionOf(["ab"], ["c"]).fingerprint()).not.toBe(first);
    expect(selectionOf(["a", "b", "c"], []).fingerprint()).not.toBe(first);
  });
});
