/** The place in a value of what was not captured. */
export const NOT_CAPTURED = -1;

/** Threads of a program, the preferred first: where each stands, and what it has captured. */
export class Threads {
  count: i32 = 0;
  readonly places: StaticArray<u16>;
  private readonly starts: StaticArray<i32>;
  private readonly ends: StaticArray<i32>;

  constructor(room: i32) {
    this.places = new StaticArray<u16>(room);
    this.starts = new StaticArray<i32>(room);
    this.ends = new StaticArray<i32>(room);
  }

  place(index: i32): i32 {
    return <i32>unchecked(this.places[index]);
  }

  start(index: i32): i32 {
    return unchecked(this.starts[index]);
  }

  end(index: i32): i32 {
    return unchecked(this.ends[index]);
  }

  push(place: i32, start: i32, end: i32): void {
    const index = this.count++;
    unchecked((this.places[index] = <u16>place));
    unchecked((this.starts[index] = start));
    unchecked((this.ends[index] = end));
  }
}
