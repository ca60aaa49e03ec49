// The regular expressions behind numbers and strings, for the tests in tests/regex and for their measurements. These write
// expressions and values into the room that roomAt() names.
import { Machine } from "../../assembly/core/regex/match";
import { compileRegex, Regex, Use } from "../../assembly/core/regex/regex";

const room = new StaticArray<u8>(1 << 17);
const machine = new Machine();

export function roomAt(): usize {
  return changetype<usize>(room);
}

/** The expression that the room's first `length` bytes are. */
export function compile(length: i32, use: Use): Regex {
  return compileRegex(room.slice<StaticArray<u8>>(0, length), use, machine);
}

export function fault(regex: Regex): string {
  return regex.fault;
}

/** The number of instructions. */
export function size(regex: Regex): i32 {
  return regex.program.size;
}

/** The number of cells of the table; 0 where the machine runs. */
export function cells(regex: Regex): i32 {
  const automaton = regex.automaton;
  return automaton === null ? 0 : automaton.size;
}

/** Whether the value that the room's first `length` bytes are matches. */
export function matches(regex: Regex, length: i32): bool {
  return regex.matches(room, 0, length);
}

/** The same of the machine, never of a table. */
export function runs(regex: Regex, length: i32): bool {
  return machine.run(regex.program, room, 0, length);
}

export function captureStart(): i32 {
  return machine.captureStart;
}

export function captureEnd(): i32 {
  return machine.captureEnd;
}

/** Looks at instructions so far. */
export function steps(): i64 {
  return machine.steps;
}

/** As `matches`, `times` over, for its time: how often it matched. */
export function repeat(regex: Regex, length: i32, times: i32): i32 {
  let count = 0;
  for (let i = 0; i < times; ++i) count += i32(regex.matches(room, 0, length));
  return count;
}

/** As `runs`, `times` over. */
export function repeatRun(regex: Regex, length: i32, times: i32): i32 {
  let count = 0;
  for (let i = 0; i < times; ++i) count += i32(machine.run(regex.program, room, 0, length));
  return count;
}
