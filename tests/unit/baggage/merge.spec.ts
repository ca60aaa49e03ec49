import { utf8 } from "../../../assembly/core/text/bytes";
import { Merge, Outcome } from "../../../assembly/core/baggage/merge";
import { Selection } from "../../../assembly/core/baggage/selection";
import { Tags } from "../../../assembly/core/baggage/tags";
import { bytes, textOf } from "../given";

const merge = new Merge();
const selection = new Selection([], [utf8("appver")]);

function begin(given: string[]): void {
  const tags = new Tags();
  for (let i = 0; i < given.length; ++i) {
    const tag = bytes(given[i]);
    const equals = given[i].indexOf("=");
    tags.add(tag, 0, equals, tag, equals + 1, tag.length);
  }
  merge.begin(tags);
}

/** What becomes of the baggage that was begun: the new one, "unchanged" or "removed". */
function finished(): string {
  const outcome = merge.finish();
  if (outcome == Outcome.Removed) return "removed";
  return outcome == Outcome.Unchanged ? "unchanged" : textOf(merge.baggage.data, 0, merge.baggage.length);
}

/** What becomes of the baggage lines with the tags name=value. */
function merged(lines: string[], given: string[]): string {
  begin(given);
  for (let i = 0; i < lines.length; ++i) {
    const line = bytes(lines[i]);
    merge.see(line, 0, line.length, selection);
  }
  return finished();
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
    readonly refused: i32 = 0,
  ) {}
}

const ROWS: Row[] = [
  new Row([], [], "unchanged"),
  new Row([], ["appver-a=v2"], "appver-a=v2"),
  new Row([""], [], "unchanged"),
  new Row(["x=1"], [], "unchanged"),
  new Row(["x=1", " y = 2 "], [], "unchanged"),
  new Row(["x=1"], ["appver-a=v2"], "appver-a=v2,x=1"),
  new Row(["x=1;p=2 , y=3"], ["appver-b=w", "appver-a=v 2"], "appver-a=v%202,appver-b=w,x=1;p=2,y=3"),
  new Row(["x=1", "", " y=2"], ["appver-a=v2"], "appver-a=v2,x=1,y=2"),
  new Row(["appver-a=v2"], ["appver-a=v2"], "unchanged"),
  new Row(["appver-a=v2,x=1"], ["appver-a=v2"], "unchanged"),
  new Row(["appver-a=v2, x=1"], ["appver-a=v2"], "appver-a=v2,x=1"),
  new Row(["appver-a=v2", "x=1"], ["appver-a=v2"], "appver-a=v2,x=1"),
  new Row(["appver-a=forged,x=1"], ["appver-a=v2"], "appver-a=v2,x=1"),
  new Row(["appver-a=forged,x=1,appver-b="], [], "x=1"),
  new Row(["appver-a=forged"], [], "removed"),
  new Row(["appver-a=forged;x", "appver=2"], [], "removed"),
  new Row(["Appver-a=forged"], [], "removed"),
  new Row(["Tenant=1"], [], "unchanged"),
  new Row(["garbage"], [], "removed", 1),
  new Row(["x=1,garbage,y=%zz,z=2"], [], "x=1,z=2", 2),
  new Row(["x=%zz"], ["appver-a=v2"], "appver-a=v2", 1),
  new Row(["x=1,"], [], "x=1", 1),
  new Row(["x=1", "garbage"], [], "x=1", 1),
];

describe("Merge", () => {
  test("keeps the members of others, replaces ours and refuses what is none", () => {
    for (let i = 0; i < ROWS.length; ++i) {
      const row = ROWS[i];
      expect(merged(row.lines, row.tags)).toBe(row.wanted, row.lines.join(" / "));
      expect(merge.dropped).toBe(0);
      expect(merge.refused).toBe(row.refused, row.lines.join(" / "));
    }
  });

  test("leaves nothing of what is refused whole", () => {
    begin([]);
    merge.refuse();
    expect(finished()).toBe("removed");
    begin(["appver-a=v2"]);
    merge.refuse();
    expect(finished()).toBe("appver-a=v2");
  });

  test("stops at 64 members, of which the tags come first", () => {
    expect(merged([members(63)], ["appver-a=v2"])).toBe("appver-a=v2," + members(63));
    expect(merge.dropped).toBe(0);
    expect(merged([members(64)], ["appver-a=v2"])).toBe("appver-a=v2," + members(63));
    expect(merge.dropped).toBe(1);
    expect(merged([members(64)], [])).toBe("unchanged");
    expect(merged([members(70)], [])).toBe(members(64));
    expect(merge.dropped).toBe(6);
  });

  test("stops at 8,192 bytes, the comma among them", () => {
    const half = "x=" + "1".repeat(4096 - 2);
    const rest = "y=" + "1".repeat(4095 - 2 - ",appver-a=v2".length);
    expect(merged([half, rest], ["appver-a=v2"])).toBe("appver-a=v2," + half + "," + rest);
    expect(merge.baggage.length).toBe(8192);
    expect(merge.dropped).toBe(0);
    expect(merged([half, rest + "1", "z=1"], ["appver-a=v2"])).toBe("appver-a=v2," + half + ",z=1");
    expect(merge.dropped).toBe(1);
  });

  test("counts the tags that have no room", () => {
    const tags: string[] = [];
    for (let i = 0; i < 65; ++i) tags.push("appver-" + i.toString() + "=v");
    expect(merged([], tags).split(",")).toHaveLength(64);
    expect(merge.dropped).toBe(1);
    expect(merged(["x=1"], tags).split(",")).toHaveLength(64);
    expect(merge.dropped).toBe(2);
  });
});
