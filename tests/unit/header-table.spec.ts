import { HeaderTable } from "../../assembly/core/header-table";
import { RuleHeader } from "../../assembly/core/rules";
import { decimal } from "../../assembly/core/text";
import { bytes } from "./given";

function found(table: HeaderTable, name: string): string {
  const given = bytes("?" + name + "?");
  const header = table.find(given, 1, given.length - 1);
  return header === null ? "nothing" : String.UTF8.decode(header.name);
}

describe("HeaderTable", () => {
  test("finds every header by its name, and no other", () => {
    const sizes = [1, 2, 3, 7, 64, 1000];
    for (let i = 0; i < sizes.length; ++i) {
      const table = new HeaderTable(sizes[i]);
      for (let j = 0; j < sizes[i]; ++j) table.add(new RuleHeader(String.UTF8.encode("x-" + decimal(j))));
      for (let j = 0; j < sizes[i]; ++j) expect(found(table, "x-" + decimal(j))).toBe("x-" + decimal(j));
      for (let j = sizes[i]; j < 2 * sizes[i]; ++j) expect(found(table, "x-" + decimal(j))).toBe("nothing");
      expect(found(table, "")).toBe("nothing");
      expect(found(table, "X-0")).toBe("nothing");
      expect(found(table, "x-")).toBe("nothing");
    }
  });

  test("finds nothing where there is nothing", () => {
    expect(found(new HeaderTable(0), "x-user-id")).toBe("nothing");
  });
});
