import { NO_BYTE } from "./assertion";
import { NOT_CAPTURED, Threads } from "./threads";

/**
 * What a machine can come to between two bytes: the byte before, and where threads wait. 0 is the state without threads,
 * 1 the start of a value.
 */
export class States {
  /** For each state the byte before, then the places in order. */
  private readonly known: StaticArray<i32>[] = [[], [NO_BYTE]];
  private readonly isWaiting: StaticArray<bool>;
  /** A state as in `known`, while it is looked up. */
  private readonly sought: StaticArray<i32>;

  /** `waiting` are the machine's threads, of a program with `size` instructions. */
  constructor(
    private readonly waiting: Threads,
    size: i32,
  ) {
    this.isWaiting = new StaticArray<bool>(size);
    this.sought = new StaticArray<i32>(size + 1);
  }

  get count(): i32 {
    return this.known.length;
  }

  /** Puts the threads of a state where they wait; returns the byte before. */
  recall(state: i32): i32 {
    const places = this.known[state];
    this.waiting.count = 0;
    for (let i = 1; i < places.length; ++i) this.waiting.push(places[i], NOT_CAPTURED, NOT_CAPTURED);
    return places[0];
  }

  /** The state in which the threads wait now, after a byte; it is added where it is new. */
  current(before: i32): i32 {
    if (this.waiting.count == 0) return 0;
    const length = this.seek(before);
    const known = this.known;
    for (let state = 1; state < known.length; ++state) {
      if (this.isSought(known[state], length)) return state;
    }
    return known.push(this.sought.slice<StaticArray<i32>>(0, length)) - 1;
  }

  /** Writes down in `sought` how the threads wait, whatever their order; returns its length. */
  private seek(before: i32): i32 {
    const waiting = this.waiting;
    const isWaiting = this.isWaiting;
    for (let i = 0; i < waiting.count; ++i) unchecked((isWaiting[waiting.place(i)] = true));
    let length = 0;
    this.sought[length++] = before;
    for (let place = 0; place < isWaiting.length; ++place) {
      if (!unchecked(isWaiting[place])) continue;
      unchecked((isWaiting[place] = false));
      unchecked((this.sought[length++] = place));
    }
    return length;
  }

  private isSought(state: StaticArray<i32>, length: i32): bool {
    if (state.length != length) return false;
    for (let i = 0; i < length; ++i) {
      if (unchecked(state[i]) != unchecked(this.sought[i])) return false;
    }
    return true;
  }
}
