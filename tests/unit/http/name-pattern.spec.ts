import { isPattern, patternFault, Place } from "../../../assembly/core/http/name-pattern";

class Row {
  constructor(
    readonly name: string,
    readonly place: Place,
    readonly remedy: string,
  ) {}
}

const ROWS: Row[] = [
  new Row("appver-*", Place.Prefix, 'write the beginning alone, "appver-"'),
  new Row("^appver-", Place.Prefix, 'write the beginning alone, "appver-"'),
  new Row("^appver-.*", Place.Prefix, 'write the beginning alone, "appver-"'),
  new Row("appver-.+", Place.Prefix, 'write the beginning alone, "appver-"'),
  new Row("^appver-a$", Place.Prefix, 'write "appver-a" in headers'),
  new Row("a|b", Place.Prefix, "name each header on its own"),
  new Row("*", Place.Prefix, "write how the names begin"),
  new Row("^", Place.Prefix, "write how the names begin"),
  new Row("a*b", Place.Prefix, "write how the names begin"),
  new Row("appver-*", Place.ListedName, 'write the beginning alone, "appver-", in headerPrefixes'),
  new Row("^appver-.*$", Place.ListedName, 'write "appver-."'),
  new Row("appver-a$", Place.ListedName, 'write "appver-a"'),
  new Row("^a|b$", Place.ListedName, "name each header on its own"),
  new Row(".*", Place.ListedName, "write a whole name"),
  new Row("appver-**", Place.Reserved, 'write "appver-*"'),
  new Row("appver-.*", Place.Reserved, 'write "appver-*"'),
  new Row("^appver-*", Place.Reserved, 'write "appver-*"'),
  new Row("^appver-a$", Place.Reserved, 'write "appver-a"'),
  new Row("a*b", Place.Reserved, "write a whole name, or how names begin with one * behind it"),
  new Row("^x-user-id$", Place.Name, "write a whole name"),
  new Row("a|b", Place.Name, "name each header on its own"),
];

describe("a name that is a pattern", () => {
  test("is told by its characters", () => {
    const given = ["*", "a^", "$a", "a|b", "a+b", "appver-a", "09azAZ!#%&'-._`~", ""];
    for (let i = 0; i < given.length; ++i) expect(isPattern(given[i])).toBe(i < 5, given[i]);
  });

  test("is refused with what to write in its place", () => {
    for (let i = 0; i < ROWS.length; ++i) {
      const row = ROWS[i];
      const fault = '"' + row.name + '" is a pattern, and a name is taken as it stands; ' + row.remedy;
      expect(patternFault(row.name, row.place)).toBe(fault);
    }
  });
});
