import { Fields } from "../../../assembly/core/config/fields";
import { Report } from "../../../assembly/core/config/report";
import { MAX_RESERVED, readReserve } from "../../../assembly/core/config/reserve";
import { Reserve } from "../../../assembly/core/rule/reserve";
import { json } from "../given";

const report = new Report();

/** What is read of `fields`, the fields of an object. */
function reserveOf(fields: string): Reserve {
  report.errors.kept.length = 0;
  report.errors.count = 0;
  return readReserve(new Fields("", json("{" + fields + "}"), ["reserve"], report), report);
}

class Row {
  constructor(
    readonly item: string,
    readonly fault: string,
  ) {}
}

const PATTERN = " is a pattern, and a name is taken as it stands; ";

const FAULTS: Row[] = [
  new Row('"a*b"', '"a*b"' + PATTERN + "write a whole name, or how names begin with one * behind it"),
  new Row('"A**"', '"a**"' + PATTERN + 'write "a*"'),
  new Row('"*"', '"*" takes in every header; write how the names begin, such as "appver-*"'),
  new Row('"*a"', '"*a"' + PATTERN + "write a whole name, or how names begin with one * behind it"),
  new Row('"Appver-.*"', '"appver-.*"' + PATTERN + 'write "appver-*"'),
  new Row('"a|b"', '"a|b"' + PATTERN + "name each header on its own"),
  new Row('"c*"', '"c" takes in "connection", which is no tag; write a longer one, or name headers'),
  new Row('"b a*"', '"b a" has " ", which no header name may have; use letters, digits and -'),
  new Row(
    '"te"',
    '"te" frames or addresses the request, so no tag may replace it; name a header of your own',
  ),
  new Row('""', '"" is empty; write a header name such as "x-user-id"'),
  new Row("null", 'null is not a string; put it in quotes exactly as it is written, "null"'),
  new Row("{}", "an object is not a string; write a name"),
  new Row('"KNOWN"', '"known" is there twice; keep one'),
  new Row('"Known-*"', '"known-*" is there twice; keep one'),
];

describe("readReserve", () => {
  test("reserves nothing where nothing is said", () => {
    expect(reserveOf("").names).toHaveLength(0);
    expect(reserveOf('"reserve":[]').prefixes).toHaveLength(0);
    expect(report.count).toBe(0);
    expect(reserveOf('"reserve":7').names).toHaveLength(0);
    expect(report.lines().join()).toBe("reserve: 7 is not a list; write one");
  });

  test("reports each item that cannot be reserved, and leaves it out", () => {
    for (let i = 0; i < FAULTS.length; ++i) {
      const reserve = reserveOf('"reserve":["known","known-*",' + FAULTS[i].item + "]");
      expect(report.lines().join("\n")).toBe("reserve[2]: " + FAULTS[i].fault);
      expect(reserve.names.join() + reserve.prefixes.join()).toBe("knownknown-");
    }
  });

  test("takes 64 items", () => {
    const items: string[] = [];
    for (let i = 0; i < MAX_RESERVED; ++i) items.push('"n' + i.toString() + '"');
    expect(reserveOf('"reserve":[' + items.join() + "]").names).toHaveLength(64);
    expect(report.count).toBe(0);
    items.push('"n64"');
    expect(reserveOf('"reserve":[' + items.join() + "]").names).toHaveLength(0);
    expect(report.lines().join()).toBe("reserve: a list of 65; the most is 64");
  });
});

describe("Reserve", () => {
  test("knows which item takes a header in", () => {
    const reserve = reserveOf('"reserve":["Appver-A","appver-*","x-lane-*"]');
    const names = ["appver-a", "appver-b", "appver-", "x-lane-1", "appver", "x-appver-a", ""];
    const items = ["appver-a", "appver-*", "appver-*", "x-lane-*", "", "", ""];
    for (let i = 0; i < names.length; ++i) expect(reserve.itemFor(names[i])).toBe(items[i], names[i]);
  });
});
