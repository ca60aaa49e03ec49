import { utf8 } from "../../assembly/core/bytes";
import { Selection } from "../../assembly/core/propagation/selection";
import { bytes } from "./given";

function selectionOf(names: string[], prefixes: string[]): Selection {
  const selection = new Selection();
  for (let i = 0; i < names.length; ++i) selection.names.push(utf8(names[i]));
  for (let i = 0; i < prefixes.length; ++i) selection.prefixes.push(utf8(prefixes[i]));
  return selection;
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

  test("has a fingerprint that tells names from prefixes", () => {
    const first = selectionOf(["a", "b"], ["c"]).fingerprint();
    expect(selectionOf(["a", "b"], ["c"]).fingerprint()).toBe(first);
    expect(selectionOf(["a"], ["b", "c"]).fingerprint()).not.toBe(first);
    expect(selectionOf(["ab"], ["c"]).fingerprint()).not.toBe(first);
    expect(selectionOf(["a", "b", "c"], []).fingerprint()).not.toBe(first);
  });
});
