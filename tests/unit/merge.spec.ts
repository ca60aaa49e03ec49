import { utf8 } from "../../assembly/core/bytes";
import { MAX_BAGGAGE, Merge, Outcome } from "../../assembly/core/propagation/merge";
import { Selection } from "../../assembly/core/propagation/selection";
import { Tags } from "../../assembly/core/propagation/tags";
import { bytes, textOf } from "./given";

const merge = new Merge();

/** What becomes of the baggage lines with the tags name=value: the new baggage, "unchanged" or "removed". */
function merged(lines: string[], given: string[]): string {
  const selection = new Selection();
  selection.prefixes.push(utf8("appver"));
  const tags = new Tags();
  for (let i = 0; i < given.length; ++i) {
    const tag = bytes(given[i]);
    const equals = given[i].indexOf("=");
    tags.add(tag, 0, equals, tag, equals + 1, tag.length);
  }
  merge.begin();
  for (let i = 0; i < lines.length; ++i) {
    const line = bytes(lines[i]);
    merge.see(line, 0, line.length, selection);
  }
  const outcome = merge.finish(tags);
  if (outcome == Outcome.Removed) return "removed";
  return outcome == Outcome.Unchanged ? "unchanged" : textOf(merge.baggage.data, 0, merge.baggage.length);
}

function members(count: i32): string {
  const list: string[] = [];
  for (let i = 0; i < count; ++i) list.push("m" + i.toString() + "=1");
  return list.join(",");
}

class Row {
  constructor(
    readonly lines: string[],
    readonly tags: string[],
    readonly wanted: string,
  ) {}
}

const ROWS: Row[] = [
  new Row([], [], "unchanged"),
  new Row([], ["appver-a=v2"], "appver-a=v2"),
  new Row(["x=1"], [], "unchanged"),
  new Row(["x=1", " y = 2 "], [], "unchanged"),
  new Row(["x=1"], ["appver-a=v2"], "x=1,appver-a=v2"),
  new Row(["x=1;p=2 , y"], ["appver-b=w", "appver-a=v 2"], "x=1;p=2,y,appver-a=v%202,appver-b=w"),
  new Row(["x=1", "", " y=2"], ["appver-a=v2"], "x=1,y=2,appver-a=v2"),
  new Row(["appver-a=v2"], ["appver-a=v2"], "unchanged"),
  new Row(["x=1,appver-a=v2"], ["appver-a=v2"], "unchanged"),
  new Row(["x=1, appver-a=v2"], ["appver-a=v2"], "x=1,appver-a=v2"),
  new Row(["x=1", "appver-a=v2"], ["appver-a=v2"], "x=1,appver-a=v2"),
  new Row(["appver-a=forged,x=1"], ["appver-a=v2"], "x=1,appver-a=v2"),
  new Row(["appver-a=forged,x=1,appver-b"], [], "x=1"),
  new Row(["appver-a=forged"], [], "removed"),
  new Row(["appver-a=forged;x", "appver=2"], [], "removed"),
  new Row(["Appver-a=other"], [], "unchanged"),
];

describe("Merge", () => {
  test("keeps the members of others and replaces ours", () => {
    for (let i = 0; i < ROWS.length; ++i) {
      expect(merged(ROWS[i].lines, ROWS[i].tags)).toBe(ROWS[i].wanted, ROWS[i].lines.join(" / "));
      expect(merge.dropped).toBe(0);
    }
  });

  test("stops at 64 members, counting the tags that have no place", () => {
    expect(merged([members(63)], ["appver-a=v2"])).toBe(members(63) + ",appver-a=v2");
    expect(merge.dropped).toBe(0);
    expect(merged([members(63)], ["appver-a=v2", "appver-b=v2"])).toBe(members(63) + ",appver-a=v2");
    expect(merge.dropped).toBe(1);
    expect(merged([members(64)], ["appver-a=v2"])).toBe("unchanged");
    expect(merge.dropped).toBe(1);
    expect(merged([members(70) + ",appver-a=1"], ["appver-a=v2"])).toBe(members(70));
    expect(merge.dropped).toBe(1);
  });

  test("stops at 8,192 bytes, the comma among them", () => {
    expect(MAX_BAGGAGE).toBe(8192);
    const room = "x=" + "1".repeat(8192 - 2 - ",appver-a=v2".length);
    expect(merged([room], ["appver-a=v2"])).toBe(room + ",appver-a=v2");
    expect(merged([room + "1"], ["appver-a=v2"])).toBe("unchanged");
    expect(merge.dropped).toBe(1);
    expect(merged([room + "1"], ["appver-a=v2", "appver-b=v"])).toBe(room + "1,appver-b=v");
    expect(merge.dropped).toBe(1);
    const long = "appver-a=" + "1".repeat(8192);
    expect(merged([], [long])).toBe("unchanged");
    expect(merge.dropped).toBe(1);
    expect(merged(["appver-b=1"], [long])).toBe("removed");
  });

  test("counts the tags beyond 64 as having no place", () => {
    const tags: string[] = [];
    for (let i = 0; i < 65; ++i) tags.push("appver-" + i.toString() + "=v");
    expect(merged([], tags).split(",")).toHaveLength(64);
    expect(merge.dropped).toBe(1);
  });
});
