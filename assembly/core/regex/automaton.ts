import { NO_BYTE } from "./assertion";
import { ByteClasses } from "./byte-classes";
import { Machine } from "./match";
import { Program } from "./program";
import { States } from "./states";

/** The most cells of a table, of 2 bytes each. */
export const MAX_CELLS = 8192;
/** The most cells times instructions: a bound for the time that a table takes. */
export const MAX_WORK = 4_000_000;

/** The row from which no byte leads to a match. */
const DEAD = 0;

/**
 * A program as a table of what the machine does in each state for each byte. It tells whether a value matches with one
 * look a byte, and nothing of captures.
 */
export class Automaton {
  constructor(
    private readonly classes: StaticArray<u8>,
    /** A row for each state, a cell for each class: the place of the next row; for the end of the value 1 for a match. */
    private readonly table: StaticArray<u16>,
    private readonly width: i32,
  ) {}

  /** The number of cells. */
  get size(): i32 {
    return this.table.length;
  }

  matches(value: StaticArray<u8>, start: i32, end: i32): bool {
    const classes = this.classes;
    const table = this.table;
    let row = this.width;
    for (let i = start; i < end; ++i) {
      row = <i32>unchecked(table[row + <i32>classes[value[i]]]);
      if (row == DEAD) return false;
    }
    return unchecked(table[row + this.width - 1]) != 0;
  }
}

/** The automaton of an anchored program; null where its table would be too large. */
export function automatonOf(program: Program, machine: Machine): Automaton | null {
  const classes = new ByteClasses(program);
  const width = classes.samples.length;
  const states = new States(machine.waiting, program.size);
  const table: u16[] = new Array<u16>(width); // of the dead state
  for (let state = 1; state < states.count; ++state) {
    const cells = width * states.count;
    if (cells > MAX_CELLS || cells * program.size > MAX_WORK) return null;
    for (let i = 0; i < width; ++i) {
      const after = classes.samples[i];
      const before = states.recall(state);
      const isMatch = machine.reach(program, before, after, 0, before == NO_BYTE);
      if (after == NO_BYTE) {
        table.push(isMatch ? 1 : 0);
      } else {
        machine.take(program, after);
        table.push(<u16>(width * states.current(classes.behind(after))));
      }
    }
  }
  return new Automaton(classes.of, StaticArray.fromArray(table), width);
}
