import { Bytes } from "../../../assembly/core/text/bytes";
import { MAX_BAGGAGE, MAX_MEMBER, MAX_MEMBERS } from "../../../assembly/core/baggage/size";
import { Tags } from "../../../assembly/core/baggage/tags";
import { bytes, textOf } from "../given";

function add(tags: Tags, name: string, value: string): void {
  const given = bytes(name + value);
  const end = String.UTF8.byteLength(name);
  tags.add(given, 0, end, given, end, given.length);
}

function joined(tags: Tags): string {
  const to = new Bytes(MAX_BAGGAGE);
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
  });

  test("are found by their names", () => {
    const tags = new Tags();
    const names = ["b", "d", "c", "a"];
    for (let i = 0; i < names.length; ++i) add(tags, names[i], "1");
    const given = bytes("abcde");
    for (let i = 0; i < given.length; ++i) expect(tags.has(given, i, i + 1)).toBe(i < 4);
    expect(tags.has(given, 0, 2)).toBe(false);
    expect(tags.has(given, 0, 0)).toBe(false);
  });

  test("take the first of one name, and no empty value", () => {
    const tags = new Tags();
    add(tags, "b", "1");
    add(tags, "a", "1");
    add(tags, "c", "1");
    add(tags, "b", "2");
    add(tags, "a", "2");
    add(tags, "d", "");
    expect(joined(tags)).toBe("a=1,b=1,c=1");
    expect(tags.excess).toBe(0);
    expect(tags.refused).toBe(0);
    tags.clear();
    add(tags, "b", "2");
    expect(joined(tags)).toBe("b=2");
    expect(tags.count).toBe(1);
  });

  test("are at most 64; what is beyond is counted", () => {
    expect(MAX_MEMBERS).toBe(64);
    const tags = new Tags();
    for (let i = 0; i < 66; ++i) add(tags, "tag-" + (100 + i).toString(), "v");
    expect(tags.count).toBe(64);
    expect(tags.excess).toBe(2);
    expect(joined(tags).endsWith(",tag-163=v")).toBe(true);
    tags.clear();
    expect(tags.excess).toBe(0);
  });

  test("are at most as long as baggage, and as a member, may be", () => {
    const tags = new Tags();
    const most = MAX_MEMBER - "a=".length;
    add(tags, "a", "x".repeat(most));
    expect(tags.excess).toBe(0);
    add(tags, "b", "x".repeat(most + 1));
    expect(tags.excess).toBe(1);
    add(tags, "c", "%".repeat(MAX_MEMBER / 3 - 1) + "xx");
    expect(tags.excess).toBe(2, "3 bytes for each of %");
    add(tags, "d", "x".repeat(most - 1));
    expect(tags.count).toBe(2);
    expect(joined(tags)).toHaveLength(MAX_BAGGAGE);
    add(tags, "e", "");
    add(tags, "f", "x");
    expect(tags.excess).toBe(3);
    expect(joined(tags)).toHaveLength(MAX_BAGGAGE);
  });

  test("are in order whatever the order they come in", () => {
    for (let step = 1; step < 37; ++step) {
      const tags = new Tags();
      for (let i = 0; i < 37; ++i) add(tags, "t" + (10 + ((i * step) % 37)).toString(), "v");
      let all = "";
      for (let i = 0; i < 37; ++i) all += (i > 0 ? ",t" : "t") + (10 + i).toString() + "=v";
      expect(joined(tags)).toBe(all);
    }
  });

  test("that readers of baggage would not give back are refused", () => {
    const tags = new Tags();
    add(tags, "", "1");
    add(tags, "a%b", "1");
    add(tags, "a+b", "1");
    add(tags, "a b", "1");
    const given = bytes("a?");
    given[1] = 0xe9;
    tags.add(given, 0, 1, given, 1, 2);
    expect(tags.count).toBe(0);
    expect(tags.refused).toBe(5);
    tags.clear();
    expect(tags.refused).toBe(0);
  });
});
