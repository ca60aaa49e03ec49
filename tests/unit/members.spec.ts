import { Members } from "../../assembly/core/propagation/members";
import { bytes, textOf } from "./given";

/** The members of a line as key|value|whole, one a line; "-" for a value that is not there. */
function membersOf(text: string): string {
  const given = bytes(text);
  const member = new Members();
  member.open(given, 0, given.length);
  const found: string[] = [];
  while (member.next()) {
    const value = member.valueStart < 0 ? "-" : textOf(given, member.valueStart, member.valueEnd);
    const key = textOf(given, member.start, member.keyEnd);
    found.push(key + "|" + value + "|" + textOf(given, member.start, member.end));
  }
  return found.join("\n");
}

class Row {
  constructor(
    readonly line: string,
    readonly members: string,
  ) {}
}

const ROWS: Row[] = [
  new Row("", ""),
  new Row(" ,, \t,", ""),
  new Row("a=1", "a|1|a=1"),
  new Row(
    "userId=alice,serverNode=DF%2028",
    "userId|alice|userId=alice\nserverNode|DF%2028|serverNode=DF%2028",
  ),
  new Row(" a = 1 ; p = q ;r , b=2", "a|1|a = 1 ; p = q ;r\nb|2|b=2"),
  new Row("a=1=2;x=3", "a|1=2|a=1=2;x=3"),
  new Row("a=", "a||a="),
  new Row("a= ;p", "a||a= ;p"),
  new Row("a", "a|-|a"),
  new Row("a;p=1", "a|-|a;p=1"),
  new Row("=1", "|1|=1"),
  new Row(";p", "|-|;p"),
  new Row("a=1,", "a|1|a=1"),
];

describe("Members", () => {
  test("finds keys, values and properties, whatever the line", () => {
    for (let i = 0; i < ROWS.length; ++i) expect(membersOf(ROWS[i].line)).toBe(ROWS[i].members, ROWS[i].line);
  });

  test("stays within the part that it is given", () => {
    const given = bytes("x=9,a=1,y=9");
    const member = new Members();
    member.open(given, 4, 7);
    expect(member.next()).toBe(true);
    expect(textOf(given, member.start, member.end)).toBe("a=1");
    expect(member.next()).toBe(false);
    expect(member.next()).toBe(false);
  });
});
