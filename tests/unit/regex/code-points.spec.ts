import { CodePoints, LAST, mayHaveCases } from "../../../assembly/core/regex/code-points";

/** The ranges of a set, as "0-9 a-z". */
function shown(set: CodePoints): string {
  const ranges: string[] = [];
  for (let i = 0; i < set.bounds.length; i += 2) {
    ranges.push(set.bounds[i].toString(16) + "-" + set.bounds[i + 1].toString(16));
  }
  return ranges.join(" ");
}

describe("CodePoints", () => {
  test("keeps ranges in order, and those that touch or overlap as one", () => {
    const set = new CodePoints();
    set.add(0x40, 0x4f);
    set.add(0x20, 0x2f);
    set.add(0x60, 0x6f);
    expect(shown(set)).toBe("20-2f 40-4f 60-6f");
    set.add(0x30, 0x3e);
    expect(shown(set)).toBe("20-3e 40-4f 60-6f");
    set.add(0x3f, 0x3f);
    expect(shown(set)).toBe("20-4f 60-6f");
    set.add(0x10, 0x7f);
    expect(shown(set)).toBe("10-7f");
    set.add(0x12, 0x13);
    expect(shown(set)).toBe("10-7f");
  });

  test("takes in another set, and has a complement", () => {
    const set = new CodePoints();
    expect(shown(set.complement())).toBe("0-10ffff");
    set.add(0, 0x10);
    const other = new CodePoints();
    other.add(0x20, 0x2f);
    other.add(0x100, LAST);
    set.addAll(other);
    expect(shown(set)).toBe("0-10 20-2f 100-10ffff");
    expect(shown(set.complement())).toBe("11-1f 30-ff");
    expect(shown(set.complement().complement())).toBe(shown(set));
  });

  test("counts what lies between two", () => {
    const set = new CodePoints();
    set.add(0x10, 0x1f);
    set.add(0x30, 0x3f);
    expect(set.count(0, LAST)).toBe(32);
    expect(set.count(0x18, 0x31)).toBe(10);
    expect(set.count(0x20, 0x2f)).toBe(0);
    expect(set.count(0x30, 0x30)).toBe(1);
  });

  test("folds ASCII letters, and the two signs that RE2 takes for k and s", () => {
    const set = new CodePoints();
    set.add(0x6a, 0x6b);
    set.add(0x53, 0x53);
    set.add(0x30, 0x30);
    set.fold();
    expect(shown(set)).toBe("30-30 4a-4b 53-53 6a-6b 73-73 17f-17f 212a-212a");
  });
});

describe("mayHaveCases", () => {
  test("is true of é, and false of ASCII and of 中", () => {
    expect(mayHaveCases(0xe9, 0xe9)).toBe(true);
    expect(mayHaveCases(0x20, 0xb5)).toBe(true);
    expect(mayHaveCases(0x1e943, LAST)).toBe(true);
    expect(mayHaveCases(0, 0xb4)).toBe(false);
    expect(mayHaveCases(0x4e2d, 0x4e2d)).toBe(false);
    expect(mayHaveCases(0x1e944, LAST)).toBe(false);
  });
});
