/** Where a value stands among bytes that its finder was given: from `start` up to `end`. It is made once, and set anew. */
export class Span {
  start: i32 = 0;
  end: i32 = 0;

  set(start: i32, end: i32): void {
    this.start = start;
    this.end = end;
  }
}
