/**
 * Walks the members of one baggage header line: key=value;property, between commas. Never fails: what is no member by
 * the specification is one without a value, and nothing between two commas is none.
 */
export class Members {
  /** The member with its properties is line[start, end), its key line[start, keyEnd), blanks around them left out. */
  start: i32 = 0;
  end: i32 = 0;
  keyEnd: i32 = 0;
  /** Its value is line[valueStart, valueEnd); valueStart is -1 where it has none, not even an empty one. */
  valueStart: i32 = -1;
  valueEnd: i32 = -1;

  private line: StaticArray<u8> = new StaticArray<u8>(0);
  private at: i32 = 0;
  private lineEnd: i32 = 0;

  /** Begins before the first member of line[start, end). */
  open(line: StaticArray<u8>, start: i32, end: i32): void {
    this.line = line;
    this.at = start;
    this.lineEnd = end;
  }

  /** Goes on to the next member; false when there is none. */
  next(): bool {
    while (this.at < this.lineEnd) {
      const from = this.at;
      const to = this.find(0x2c, from, this.lineEnd);
      this.at = to + 1;
      this.start = this.skipBlanks(from, to);
      this.end = this.dropBlanks(this.start, to);
      if (this.start == this.end) continue;
      this.split();
      return true;
    }
    return false;
  }

  private split(): void {
    const properties = this.find(0x3b, this.start, this.end);
    const equals = this.find(0x3d, this.start, properties);
    this.keyEnd = this.dropBlanks(this.start, equals);
    const hasValue = equals < properties;
    this.valueStart = hasValue ? this.skipBlanks(equals + 1, properties) : -1;
    this.valueEnd = hasValue ? this.dropBlanks(this.valueStart, properties) : -1;
  }

  /** Where `byte` first stands in line[from, to), or `to`. */
  private find(byte: i32, from: i32, to: i32): i32 {
    const line = this.line;
    let at = from;
    while (at < to && <i32>unchecked(line[at]) != byte) ++at;
    return at;
  }

  private skipBlanks(from: i32, to: i32): i32 {
    let at = from;
    while (at < to && isBlank(unchecked(this.line[at]))) ++at;
    return at;
  }

  private dropBlanks(from: i32, to: i32): i32 {
    let at = to;
    while (at > from && isBlank(unchecked(this.line[at - 1]))) --at;
    return at;
  }
}

function isBlank(byte: i32): bool {
  return byte == 0x20 || byte == 0x09;
}
