import { Table } from "../../../assembly/core/hash/table";
import { decimal } from "../../../assembly/core/text/text";
import { utf8 } from "../../../assembly/core/text/bytes";
import { bytes } from "../given";

/** What belongs to a header here: something with its name. */
class Named {
  constructor(readonly name: string) {}
}

function found(table: Table<Named>, name: string): string {
  const given = bytes("?" + name + "?");
  const header = table.find(given, 1, given.length - 1);
  return header === null ? "nothing" : header.name;
}

describe("Table", () => {
  test("finds every header by its name, and no other", () => {
    const sizes = [1, 2, 3, 7, 64, 1000];
    for (let i = 0; i < sizes.length; ++i) {
      const table = new Table<Named>(sizes[i]);
      for (let j = 0; j < sizes[i]; ++j) table.add(utf8("x-" + decimal(j)), new Named("x-" + decimal(j)));
      for (let j = 0; j < sizes[i]; ++j) expect(found(table, "x-" + decimal(j))).toBe("x-" + decimal(j));
      for (let j = sizes[i]; j < 2 * sizes[i]; ++j) expect(found(table, "x-" + decimal(j))).toBe("nothing");
      expect(found(table, "")).toBe("nothing");
      expect(found(table, "X-0")).toBe("nothing");
      expect(found(table, "x-")).toBe("nothing");
      expect(found(table, "x-0".repeat(20000))).toBe("nothing");
    }
  });

  test("finds nothing where there is nothing", () => {
    expect(found(new Table<Named>(0), "x-user-id")).toBe("nothing");
  });
});
