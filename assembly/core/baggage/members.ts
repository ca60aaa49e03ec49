import { isTokenUnit } from "../http/header";
import { isOctet } from "./percent";
import { MAX_MEMBER } from "./size";
import { escapedAt } from "../text/escape";
import { Utf8 } from "../text/utf8";

/**
 * Walks what stands between the commas of one baggage header line, in one pass, and says of each whether it is a member
 * by the W3C grammar: key=value;property;property=value, with blanks around each of these parts and none inside, every
 * escape with two digits and all of them UTF-8. There are apps that throw all baggage away for one that is not.
 */
export class Members {
  /** False for what is no member; the fields below then mean nothing. */
  isMember: bool = false;
  /** The member with its properties is line[start, end), its key line[start, keyEnd), its value line[valueStart, valueEnd). */
  start: i32 = 0;
  end: i32 = 0;
  keyEnd: i32 = 0;
  valueStart: i32 = 0;
  valueEnd: i32 = 0;

  private readonly utf8: Utf8 = new Utf8();
  private line: StaticArray<u8> = new StaticArray<u8>(0);
  private at: i32 = 0;
  private lineEnd: i32 = 0;
  private isAtEnd: bool = true;
  /** Where the last token or value that was read begins. */
  private textStart: i32 = 0;

  /** Begins before the first member of line[start, end). A line of blanks has none, not even one that is no member. */
  open(line: StaticArray<u8>, start: i32, end: i32): void {
    this.line = line;
    this.at = start;
    this.lineEnd = end;
    this.skipBlanks();
    this.isAtEnd = this.at == end;
  }

  /** Goes on to what comes next; false when nothing does. */
  next(): bool {
    if (this.isAtEnd) return false;
    this.isMember = this.readMember();
    while (!this.isAt(0x2c) && this.at < this.lineEnd) ++this.at;
    this.isAtEnd = this.at == this.lineEnd;
    ++this.at;
    return true;
  }

  private readMember(): bool {
    if (!this.readToken()) return false;
    this.start = this.textStart;
    this.keyEnd = this.at;
    if (!this.skip(0x3d) || !this.readValue()) return false;
    this.valueStart = this.textStart;
    this.valueEnd = this.at;
    while (this.skip(0x3b)) if (!this.readProperty()) return false;
    const isWhole = this.at == this.lineEnd || this.isAt(0x2c);
    return isWhole && this.end - this.start <= MAX_MEMBER;
  }

  private readProperty(): bool {
    return this.readToken() && (!this.skip(0x3d) || this.readValue());
  }

  /** Goes over blanks and a token. */
  private readToken(): bool {
    this.skipBlanks();
    return this.readText(true) && this.at > this.textStart;
  }

  /** Goes over blanks and a value, which may be empty. The blanks before an empty one are not the member's. */
  private readValue(): bool {
    this.end = this.at;
    this.skipBlanks();
    return this.readText(false);
  }

  /** Goes over all that a token, or a value, may have; false when there is a wrong escape in it. */
  private readText(isToken: bool): bool {
    this.textStart = this.at;
    this.utf8.begin();
    while (this.at < this.lineEnd) {
      let byte = <i32>unchecked(this.line[this.at]);
      if (!(isToken ? isTokenUnit(byte) : isOctet(byte))) break;
      if (byte == 0x25) {
        byte = escapedAt(this.line, this.at, this.lineEnd);
        if (byte < 0) return false;
        this.at += 2;
      }
      ++this.at;
      if (!this.utf8.take(byte)) return false;
    }
    if (this.at > this.textStart) this.end = this.at;
    return this.utf8.isWhole;
  }

  /** Goes over blanks, and over `byte` when it is there. */
  private skip(byte: i32): bool {
    this.skipBlanks();
    if (!this.isAt(byte)) return false;
    ++this.at;
    return true;
  }

  private skipBlanks(): void {
    while (this.isAt(0x20) || this.isAt(0x09)) ++this.at;
  }

  private isAt(byte: i32): bool {
    return this.at < this.lineEnd && <i32>unchecked(this.line[this.at]) == byte;
  }
}
