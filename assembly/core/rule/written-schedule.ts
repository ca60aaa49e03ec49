/** How a policy's range moves, as checked data: from each of the seconds on, which ascend, it is that range. */
export class WrittenSchedule {
  /** Since 1970. */
  readonly seconds: u32[] = [];
  readonly ranges: u32[] = [];
  /** The highest range; -1 where none could be read. */
  most: i64 = -1;

  constructor(
    /** True when it moves evenly from one to the next, false when it jumps. */
    readonly isLinear: bool,
  ) {}
}
