import { Bytes } from "../../assembly/core/bytes";
import { MAX_MEMBERS, Tags } from "../../assembly/core/propagation/tags";
import { bytes, textOf } from "./given";

function add(tags: Tags, name: string, value: string): void {
  const given = bytes(name + value);
  const end = String.UTF8.byteLength(name);
  tags.add(given, 0, end, given, end, given.length);
}

function joined(tags: Tags): string {
  const to = new Bytes(1);
  tags.join(to);
  return textOf(to.data, 0, to.length);
}

describe("Tags", () => {
  test("are members of baggage in the order of their names", () => {
    const tags = new Tags();
    expect(joined(tags)).toBe("");
    add(tags, "appver-c", "v3");
    add(tags, "appver-a", "v 2");
    add(tags, "appver", "x,y");
    add(tags, "appver-b", "100%");
    expect(tags.count).toBe(4);
    expect(joined(tags)).toBe("appver=x%2Cy,appver-a=v%202,appver-b=100%25,appver-c=v3");
    expect(textOf(tags.bytes.data, tags.start(3), tags.end(3))).toBe("appver-c=v3");
  });

  test("take the first of one name, and no empty value", () => {
    const tags = new Tags();
    add(tags, "b", "1");
    add(tags, "a", "1");
    add(tags, "c", "1");
    add(tags, "b", "2");
    add(tags, "a", "2");
    add(tags, "d", "");
    add(tags, "", "1");
    expect(joined(tags)).toBe("a=1,b=1,c=1");
    expect(tags.excess).toBe(0);
    tags.clear();
    add(tags, "b", "2");
    expect(joined(tags)).toBe("b=2");
    expect(tags.count).toBe(1);
  });

  test("are at most 64; what is beyond is counted", () => {
    expect(MAX_MEMBERS).toBe(64);
    const tags = new Tags();
    for (let i = 0; i < 66; ++i) add(tags, "tag-" + (100 + i).toString(), "v");
    add(tags, "tag-100", "w");
    expect(tags.count).toBe(64);
    expect(tags.excess).toBe(2);
    expect(joined(tags).endsWith(",tag-163=v")).toBe(true);
    tags.clear();
    expect(tags.excess).toBe(0);
  });
});
