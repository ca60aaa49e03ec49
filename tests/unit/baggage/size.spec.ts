import { MAX_BAGGAGE, MAX_MEMBERS, Size } from "../../../assembly/core/baggage/size";
import { bytes } from "../given";

/** Whether baggage of these lines is too much. */
function isOver(size: Size, lines: string[]): bool {
  size.clear();
  for (let i = 0; i < lines.length; ++i) {
    const line = bytes("," + lines[i] + ",");
    size.add(line, 1, line.length - 1);
  }
  return size.isOver;
}

function times(count: i32, text: string): string[] {
  const lines: string[] = [];
  for (let i = 0; i < count; ++i) lines.push(text);
  return lines;
}

describe("Size", () => {
  test("is over at the limits of the W3C specification, taken over all lines", () => {
    expect(MAX_BAGGAGE).toBe(8192);
    expect(MAX_MEMBERS).toBe(64);
    const size = Size.passedOn();
    expect(isOver(size, [])).toBe(false);
    expect(isOver(size, ["x".repeat(8192)])).toBe(false);
    expect(isOver(size, ["x".repeat(8193)])).toBe(true);
    expect(isOver(size, times(2, "x".repeat(4096)))).toBe(false);
    expect(isOver(size, ["x".repeat(4096), "x".repeat(4096), "x"])).toBe(true);
    expect(isOver(size, [",".repeat(63)])).toBe(false);
    expect(isOver(size, [",".repeat(64)])).toBe(true);
    expect(isOver(size, times(64, ""))).toBe(false);
    expect(isOver(size, times(65, ""))).toBe(true);
    expect(isOver(size, [",".repeat(62), "a=1"])).toBe(false);
    expect(isOver(size, [",".repeat(62), "a=1,b=2"])).toBe(true);
    expect(isOver(size, ["a,".repeat(28500)])).toBe(true);
  });

  test("stays over, whatever lines follow", () => {
    expect(isOver(Size.passedOn(), ["x".repeat(9000), "a=1"])).toBe(true);
  });

  test("allows an app what it may make of baggage", () => {
    const size = Size.madeByApp();
    expect(isOver(size, ["x".repeat(3 * 8192)])).toBe(false);
    expect(isOver(size, ["x".repeat(3 * 8192 + 1)])).toBe(true);
    expect(isOver(size, [",".repeat(179)])).toBe(false);
    expect(isOver(size, [",".repeat(180)])).toBe(true);
  });
});
