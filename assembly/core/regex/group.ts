import { Char, isWord } from "./char";
import { Pattern } from "./pattern";

/** What (?ims-U) turns on and off, as bits of a set. */
export enum Flag {
  /** i: the cases of a letter are the same. */
  Folded = 1,
  /** m: ^ and $ stand for the ends of lines too. */
  Lines = 2,
  /** s: a dot takes a newline too. */
  DotAll = 4,
  /** U: x* is lazy, and x*? is not. */
  Lazy = 8,
}

/** Their letters, that of the lowest bit first. */
const FLAG_LETTERS = "imsU";

/** What stands between an opening parenthesis and what it groups. */
export class GroupStart {
  isCapture: bool = false;
  /** True for (?flags), which groups nothing and holds for the rest of the group that it stands in. */
  isFlagsOnly: bool = false;

  constructor(public flags: i32) {}
}

/** Reads the start of a group, from its parenthesis; `flags` are those of the place where it stands. */
export function takeGroupStart(pattern: Pattern, flags: i32): GroupStart {
  const group = new GroupStart(flags);
  const start = pattern.at;
  ++pattern.at; // (
  if (!pattern.take(Char.Question)) group.isCapture = true;
  else if (pattern.takePair(Char.P, Char.Less)) takeName(pattern, start, group);
  else if (pattern.take(Char.Less)) {
    if (pattern.take(Char.Equals) || pattern.take(Char.Bang)) lookAround(pattern, start);
    else takeName(pattern, start, group);
  } else if (pattern.take(Char.Equals) || pattern.take(Char.Bang)) lookAround(pattern, start);
  else takeFlags(pattern, start, group);
  return group;
}

function lookAround(pattern: Pattern, start: i32): void {
  pattern.fail(start, "is look-around, which RE2 does not have; add a second condition");
}

/** Reads a name and its closing angle. Names are only checked: a capture has one group. */
function takeName(pattern: Pattern, start: i32, group: GroupStart): void {
  group.isCapture = true;
  const first = pattern.at;
  while (isWord(pattern.peek())) ++pattern.at;
  if (pattern.at > first && pattern.take(Char.Greater)) return;
  pattern.fail(start, "has no name of letters, digits and _; write one, as in (?P<id>x)");
}

function takeFlags(pattern: Pattern, start: i32, group: GroupStart): void {
  let isOn = true;
  let isMissing = false; // after a minus, until a flag comes
  while (true) {
    const byte = pattern.peek();
    const flag = FLAG_LETTERS.indexOf(String.fromCharCode(byte));
    if (byte >= 0) pattern.takePoint();
    if (flag >= 0) {
      group.flags = isOn ? group.flags | (1 << flag) : group.flags & ~(1 << flag);
      isMissing = false;
    } else if (byte == Char.Minus && isOn) {
      isOn = false;
      isMissing = true;
    } else if ((byte == Char.Colon || byte == Char.ParenClose) && !isMissing) {
      group.isFlagsOnly = byte == Char.ParenClose;
      return;
    } else {
      return pattern.fail(start, "is no group here; write (?: ) or flags of i, m, s and U");
    }
  }
}
