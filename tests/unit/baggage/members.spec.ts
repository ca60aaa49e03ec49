import { Members } from "../../../assembly/core/baggage/members";
import { MAX_MEMBER } from "../../../assembly/core/baggage/size";
import { bytes, textOf } from "../given";

/** The members of a line as key|value|whole, one a line; "-" for what is none. */
function membersOf(text: string): string {
  const given = bytes(text);
  const member = new Members();
  member.open(given, 0, given.length);
  const found: string[] = [];
  while (member.next()) {
    if (!member.isMember) {
      found.push("-");
      continue;
    }
    const value = textOf(given, member.valueStart, member.valueEnd);
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
  new Row(" \t ", ""),
  new Row(",", "-\n-"),
  new Row("a=1", "a|1|a=1"),
  new Row(
    "userId=alice,serverNode=DF%2028",
    "userId|alice|userId=alice\nserverNode|DF%2028|serverNode=DF%2028",
  ),
  new Row(" a = 1 ; p = q ;r , b=2", "a|1|a = 1 ; p = q ;r\nb|2|b=2"),
  new Row("\ta=1;p=q\t", "a|1|a=1;p=q"),
  new Row("a=1=2;x=3", "a|1=2|a=1=2;x=3"),
  new Row("a=", "a||a="),
  new Row("a= ;p", "a||a= ;p"),
  new Row("a=1;p=", "a|1|a=1;p="),
  new Row("%61=%C3%A9", "%61|%C3%A9|%61=%C3%A9"),
  new Row("a=1,,b=2,", "a|1|a=1\n-\nb|2|b=2\n-"),
  new Row("a=1,garbage,b=2", "a|1|a=1\n-\nb|2|b=2"),
];

// What is no member, each for a reason of its own.
const WRONG: string[] = [
  "a",
  "a;p=1",
  "=1",
  ";p",
  "a b=1",
  "a\u00a0=1",
  "a(=1",
  'a="1"',
  "a=1 2",
  "a=\\",
  "a=é",
  "a=\u007f",
  "a=%",
  "a=%2",
  "a=%zz",
  "a=%2g",
  "a=%g2",
  "a=%ff",
  "a=%c3",
  "a=%c3x",
  "a=%ed%a0%80",
  "%zz=1",
  "%ff=1",
  "a=1;",
  "a=1;;p",
  "a=1;=2",
  "a=1;p q",
  "a=1;p=q r",
  "a=1;p=%zz",
  "a=1;%zz",
  "a=1;p=%ff",
];

describe("Members", () => {
  test("finds keys, values and properties, and says what is no member", () => {
    for (let i = 0; i < ROWS.length; ++i) expect(membersOf(ROWS[i].line)).toBe(ROWS[i].members, ROWS[i].line);
    for (let i = 0; i < WRONG.length; ++i) {
      expect(membersOf(WRONG[i])).toBe("-", WRONG[i]);
      expect(membersOf("x=1," + WRONG[i] + ",y=2")).toBe("x|1|x=1\n-\ny|2|y=2", WRONG[i]);
    }
  });

  test("takes no member of more than 4,096 bytes, properties and inner blanks among them", () => {
    expect(MAX_MEMBER).toBe(4096);
    const most = "a=" + "x".repeat(4096 - "a= ;p".length) + " ;p";
    expect(membersOf(" " + most + " ")).not.toBe("-");
    expect(membersOf(most + "q")).toBe("-");
    expect(membersOf("x" + most)).toBe("-");
  });

  test("stays within the part that it is given", () => {
    const given = bytes("x=9,a=1%41;p,y=9");
    const member = new Members();
    member.open(given, 4, 12);
    expect(member.next()).toBe(true);
    expect(textOf(given, member.start, member.end)).toBe("a=1%41;p");
    expect(member.next()).toBe(false);
    expect(member.next()).toBe(false);
    member.open(given, 4, 9);
    expect(member.next()).toBe(true);
    expect(member.isMember).toBe(false, "the end cuts the escape");
    expect(member.next()).toBe(false);
  });
});
