/** The most members and bytes of baggage that the W3C specification asks everybody to pass on: no more is written. */
export const MAX_MEMBERS = 64;
export const MAX_BAGGAGE = 8192;

/** The most bytes of one member: for a longer one OpenTelemetry's library for Go throws all baggage away. */
export const MAX_MEMBER = 4096;

// An app may add members, as many as the grammar allows, and write each byte of theirs as three.
const MAX_APP_MEMBERS = 180;
const MAX_APP_BAGGAGE = 3 * MAX_BAGGAGE;

/**
 * How much baggage a request has in all its lines, known before any work on it. Each comma counts as a member, so that
 * "a,a,a" and ",,," weigh what they would cost.
 */
export class Size {
  /** True when it is too much. How much more is not known. */
  isOver: bool = false;

  private members: i32 = 0;
  private bytes: i32 = 0;

  constructor(
    private readonly mostMembers: i32,
    private readonly mostBytes: i32,
  ) {}

  /** Of baggage that is to be passed on. */
  static passedOn(): Size {
    return new Size(MAX_MEMBERS, MAX_BAGGAGE);
  }

  /** Of baggage that an app made of what was passed on to it. */
  static madeByApp(): Size {
    return new Size(MAX_APP_MEMBERS, MAX_APP_BAGGAGE);
  }

  clear(): void {
    this.isOver = false;
    this.members = 0;
    this.bytes = 0;
  }

  /** Adds the line[start, end). */
  add(line: StaticArray<u8>, start: i32, end: i32): void {
    if (this.isOver) return;
    this.bytes += end - start;
    if (this.bytes <= this.mostBytes) this.members += 1 + commas(line, start, end);
    this.isOver = this.bytes > this.mostBytes || this.members > this.mostMembers;
  }
}

function commas(line: StaticArray<u8>, start: i32, end: i32): i32 {
  let count = 0;
  for (let i = start; i < end; ++i) if (unchecked(line[i]) == 0x2c) ++count;
  return count;
}
