import { isInvisible } from "./invisible";

/** How much of a value a message shows, in UTF-16 units. */
export const MAX_SHOWN = 60;

/** `text` in double quotes, cut at MAX_SHOWN units, with nothing in it that is unseen or could forge a log line. */
export function quote(text: string): string {
  let quoted = '"';
  for (let i = 0; i < text.length; ++i) {
    if (i == MAX_SHOWN) return quoted + '…"';
    const unit = text.charCodeAt(i);
    const lone = (unit & 0xf800) == 0xd800; // surrogates, also of pairs: a cut could halve one
    if (unit == 0x22 || unit == 0x5c) quoted += "\\" + text.charAt(i);
    else if (lone || (unit != 0x20 && isInvisible(unit))) {
      quoted += "\\u" + hex(unit, 4);
    } else quoted += text.charAt(i);
  }
  return quoted + '"';
}

/** `value` in lower-case hexadecimal, the lowest `digits` of it. */
export function hex(value: u32, digits: i32): string {
  let text = "";
  for (let shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    text += "0123456789abcdef".charAt((value >> shift) & 15);
  return text;
}

/** `text` with A to Z in lower case: header names are ASCII, and Unicode's tables would cost 12 KB of module. */
export function lowerCase(text: string): string {
  const units = new Array<i32>(text.length);
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    units[i] = unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit;
  }
  return String.fromCharCodes(units);
}

/** `value` in decimal. AssemblyScript's own toString brings 3 KB of tables for every radix and width. */
export function decimal(value: i64): string {
  let text = "";
  let rest = value < 0 ? -value : value;
  do {
    text = String.fromCharCode(0x30 + <i32>(rest % 10)) + text;
    rest /= 10;
  } while (rest > 0);
  return value < 0 ? "-" + text : text;
}

/** "1 rule", "2 rules". */
export function plural(count: i32, noun: string): string {
  return decimal(count) + " " + noun + (count == 1 ? "" : "s");
}
