import { holds, NO_BYTE } from "./assertion";
import { highOf, lowOf, nextOf, Op, opOf, otherOf } from "./instruction";
import { Program } from "./program";
import { NOT_CAPTURED, Threads } from "./threads";

/**
 * Runs programs in the way of Pike's virtual machine: all threads of a program advance together, byte by byte, and of
 * those that come to one instruction only the preferred one goes on. So a byte costs at most two looks at each
 * instruction. Only `reserve` allocates. See Russ Cox, "Regular Expression Matching: the Virtual Machine Approach".
 */
export class Machine {
  /** Where the group lies in the value that matched last, or NOT_CAPTURED. */
  captureStart: i32 = NOT_CAPTURED;
  captureEnd: i32 = NOT_CAPTURED;
  /** Looks at instructions so far. */
  steps: i64 = 0;
  /** Threads that have taken a byte. */
  waiting: Threads = new Threads(0);
  /** Threads that are about to take one. */
  private ready: Threads = new Threads(0);
  /** Threads that are less preferred than the one that is followed. */
  private branches: Threads = new Threads(0);
  /** The turn in which a thread last came to each instruction. */
  private turns: StaticArray<u32> = [];
  private turn: u32 = u32.MAX_VALUE - 100; // it soon starts anew, and then once in 4 GB: every test comes by that
  /** Where the turn takes place: the bytes around, and the offset of the second. */
  private before: i32 = NO_BYTE;
  private after: i32 = NO_BYTE;
  private at: i32 = 0;

  /** Makes room for a program. */
  reserve(program: Program): void {
    const size = program.size;
    if (size <= this.turns.length) return;
    this.waiting = new Threads(size);
    this.ready = new Threads(size);
    this.branches = new Threads(size);
    this.turns = new StaticArray<u32>(size);
  }

  /** True when value[start, end) has a match; the leftmost counts, and of those the one that Perl would prefer. */
  run(program: Program, value: StaticArray<u8>, start: i32, end: i32): bool {
    const waiting = this.waiting;
    let isFound = false;
    let before = NO_BYTE;
    let at = start;
    waiting.count = 0;
    while (true) {
      const after = at < end ? <i32>unchecked(value[at]) : NO_BYTE;
      if (waiting.count > 0 || after == NO_BYTE || program.mayBegin(after)) {
        const isStart = !isFound && (at == start || !program.isAnchored);
        if (this.reach(program, before, after, at, isStart)) isFound = true;
        if (after == NO_BYTE) return isFound;
        this.take(program, after);
      }
      if (waiting.count == 0 && (isFound || program.isAnchored)) return isFound;
      before = after;
      ++at;
    }
  }

  /**
   * Follows the waiting threads, and where a match may start a new one, to the instructions that take the next byte. True
   * when one comes to a match; those that are less preferred end then.
   */
  reach(program: Program, before: i32, after: i32, at: i32, isStart: bool): bool {
    const waiting = this.waiting;
    this.before = before;
    this.after = after;
    this.at = at;
    this.ready.count = 0;
    if (++this.turn == 0) {
      this.turns.fill(0);
      this.turn = 1;
    }
    for (let i = 0; i < waiting.count; ++i) {
      if (this.follow(program, waiting.place(i), waiting.start(i), waiting.end(i))) return true;
    }
    return isStart && this.follow(program, program.start, NOT_CAPTURED, NOT_CAPTURED);
  }

  /** Lets the threads that are ready take a byte; those that cannot end. */
  take(program: Program, byte: i32): void {
    const ready = this.ready;
    const waiting = this.waiting;
    let looks = ready.count;
    waiting.count = 0;
    for (let i = 0; i < ready.count; ++i) {
      let place = ready.place(i);
      let instruction = program.at(place);
      for (; byte > highOf(instruction) && opOf(instruction) == Op.Byte; ++looks) {
        instruction = program.at(++place);
      }
      if (byte < lowOf(instruction) || byte > highOf(instruction)) continue;
      waiting.push(nextOf(instruction), ready.start(i), ready.end(i));
    }
    this.steps += looks;
  }

  /** Follows a thread and its branches to the instructions where they take a byte. True when one comes to a match. */
  private follow(program: Program, place: i32, start: i32, end: i32): bool {
    const branches = this.branches;
    let looks = 0;
    let isMatch = false;
    branches.count = 0;
    while (!isMatch) {
      while (this.enter(place)) {
        ++looks;
        const instruction = program.at(place);
        const op = opOf(instruction);
        if (op <= Op.LastByte) {
          this.ready.push(place, start, end);
          break;
        }
        if (op == Op.Match) {
          this.captureStart = start;
          this.captureEnd = end;
          isMatch = true;
          break;
        }
        if (op == Op.Split) branches.push(otherOf(instruction), start, end);
        else if (op == Op.SaveStart) start = this.at;
        else if (op == Op.SaveEnd) end = this.at;
        else if (!holds(lowOf(instruction), this.before, this.after)) break;
        place = nextOf(instruction);
      }
      if (branches.count == 0) break;
      const last = --branches.count;
      place = branches.place(last);
      start = branches.start(last);
      end = branches.end(last);
    }
    this.steps += looks;
    return isMatch;
  }

  /** Notes that a thread comes to an instruction; false when another did in this turn. */
  private enter(place: i32): bool {
    if (unchecked(this.turns[place]) == this.turn) return false;
    unchecked((this.turns[place] = this.turn));
    return true;
  }
}
