import { decimal } from "../text/text";
import { searchProgram, wholeProgram } from "./assemble";
import { Automaton, automatonOf } from "./automaton";
import { firstBytes } from "./first-bytes";
import { Machine } from "./match";
import { Draft, MAX_INSTRUCTIONS, NOWHERE, Program } from "./program";
import { Syntax } from "./syntax";

/** What a regular expression is for. */
export enum Use {
  /** To match whole values. */
  Whole,
  /** To take the text of its one group out of the first match in a value. */
  Capture,
}

/** A compiled regular expression. */
export class Regex {
  constructor(
    /** What is wrong with the expression, and the remedy; "" when nothing is. With a fault it matches nothing. */
    readonly fault: string,
    readonly program: Program,
    /** Answers for the machine where there is one. */
    readonly automaton: Automaton | null,
    private readonly machine: Machine,
  ) {}

  /** Where the group lies in the value that matched last, or NOT_CAPTURED. */
  get captureStart(): i32 {
    return this.machine.captureStart;
  }

  get captureEnd(): i32 {
    return this.machine.captureEnd;
  }

  /** True when value[start, end) matches. Then the capture counts. */
  matches(value: StaticArray<u8>, start: i32, end: i32): bool {
    const automaton = this.automaton;
    if (automaton !== null) return automaton.matches(value, start, end);
    return this.machine.run(this.program, value, start, end);
  }
}

/** Compiles an expression in UTF-8, with `isFolded` as if it began with (?i), and makes room for it in the machine that is to run it. */
export function compileRegex(
  pattern: StaticArray<u8>,
  use: Use,
  machine: Machine,
  isFolded: bool = false,
): Regex {
  const syntax = new Syntax(pattern, isFolded);
  const tree = syntax.read();
  if (syntax.fault.length > 0) return faulty(syntax.fault, machine);
  if (use == Use.Capture && syntax.groups != 1) return faulty(groupFault(syntax.groups), machine);
  const program = use == Use.Whole ? wholeProgram(tree) : searchProgram(tree);
  if (program === null) {
    const most = decimal(MAX_INSTRUCTIONS);
    return faulty("needs more than " + most + " instructions; shorten it, or lower its counts", machine);
  }
  machine.reserve(program);
  if (use == Use.Whole) return new Regex("", program, automatonOf(program, machine), machine);
  program.firstBytes = firstBytes(program, machine);
  return new Regex("", program, null, machine);
}

const NO_PROGRAM = new Program(new Draft().code, NOWHERE);

function faulty(fault: string, machine: Machine): Regex {
  machine.reserve(NO_PROGRAM);
  return new Regex(fault, NO_PROGRAM, null, machine);
}

function groupFault(groups: i32): string {
  if (groups == 0) return "has no group; put ( ) around what to take";
  return "has " + decimal(groups) + " groups; write (?: ) for all but one";
}
