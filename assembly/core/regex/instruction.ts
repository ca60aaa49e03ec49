export enum Op {
  /** Takes a byte from `low` to `high` and goes to `next`; for another byte the instruction after it is tried. */
  Byte,
  /** As Byte, the last of those that are tried together. */
  LastByte,
  /** Goes to `next`, and with less preference to `other`. */
  Split,
  /** Goes to `next` where the assertion `low` holds. */
  Assert,
  /** Notes where the captured text starts, and goes to `next`. */
  SaveStart,
  /** Notes where it ends, and goes to `next`. */
  SaveEnd,
  Match,
}

/** Op 8 bits, low 8, high 8, next 16, other 16, from the lowest on; `next` and `other` are places in the program. */
export type Instruction = u64;

export function instruction(op: Op, next: i32, low: i32 = 0, high: i32 = 0, other: i32 = 0): Instruction {
  return (<u64>op) | ((<u64>low) << 8) | ((<u64>high) << 16) | ((<u64>next) << 24) | ((<u64>other) << 40);
}

export function opOf(instruction: Instruction): Op {
  return (<i32>instruction) & 0xff;
}

export function lowOf(instruction: Instruction): i32 {
  return (<i32>(instruction >> 8)) & 0xff;
}

export function highOf(instruction: Instruction): i32 {
  return (<i32>(instruction >> 16)) & 0xff;
}

export function nextOf(instruction: Instruction): i32 {
  return (<i32>(instruction >> 24)) & 0xffff;
}

export function otherOf(instruction: Instruction): i32 {
  return (<i32>(instruction >> 40)) & 0xffff;
}
