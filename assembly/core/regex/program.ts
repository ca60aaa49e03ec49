import { Assertion } from "./assertion";
import { Instruction, instruction, lowOf, Op, opOf } from "./instruction";

/** The most instructions of a program. */
export const MAX_INSTRUCTIONS = 3000;

/** The place of an instruction that takes no byte. */
export const NOWHERE = 0;

/** A program while it is written. It goes from the end to the start: an instruction follows those that it leads to. */
export class Draft {
  readonly code: Instruction[] = [instruction(Op.LastByte, NOWHERE, 1, 0)];

  /** True when an instruction had no room; what was written means nothing then. */
  isFull: bool = false;

  /** Adds an instruction and returns its place. */
  add(instruction: Instruction): i32 {
    if (this.code.length == MAX_INSTRUCTIONS) this.isFull = true;
    return this.isFull ? NOWHERE : this.code.push(instruction) - 1;
  }
}

const ALL_BYTES = new StaticArray<bool>(256).fill(true);

/** What an expression is compiled to; it never changes. */
export class Program {
  /** True when a match can only begin where the value does. */
  readonly isAnchored: bool;
  /** For each byte, true when a match may begin with it; a search passes over the others. */
  firstBytes: StaticArray<bool> = ALL_BYTES;
  private readonly code: StaticArray<Instruction>;

  constructor(
    code: Instruction[],
    /** The place of the first instruction. */
    readonly start: i32,
  ) {
    this.code = StaticArray.fromArray(code);
    const first = code[start];
    this.isAnchored = opOf(first) == Op.Assert && lowOf(first) == Assertion.BeginText;
  }

  /** The number of instructions. */
  get size(): i32 {
    return this.code.length;
  }

  mayBegin(byte: i32): bool {
    return unchecked(this.firstBytes[byte]);
  }

  at(place: i32): Instruction {
    return unchecked(this.code[place]);
  }
}
