import { NO_BYTE } from "./assertion";
import { Char } from "./char";
import { Machine } from "./match";
import { Program } from "./program";

// One byte of each kind that an assertion tells from others when it looks back.
const BEFORE: i32[] = [NO_BYTE, Char.Newline, Char.Space, Char.a];

/** For each byte, true when a match may begin with it, or before it. */
export function firstBytes(program: Program, machine: Machine): StaticArray<bool> {
  const first = new StaticArray<bool>(256);
  for (let byte = 0; byte < 256; ++byte) {
    for (let i = 0; i < BEFORE.length; ++i) {
      machine.waiting.count = 0;
      const isMatch = machine.reach(program, BEFORE[i], byte, 0, true);
      machine.take(program, byte);
      if (isMatch || machine.waiting.count > 0) first[byte] = true;
    }
  }
  return first;
}
