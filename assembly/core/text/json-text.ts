import { Bytes } from "./bytes";
import { Utf8 } from "./utf8";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DIGITS = "0123456789abcdef";

/** JSON in UTF-8, as it is written into room that does not grow. Nothing but the constructor allocates. */
export class JsonText {
  readonly bytes: Bytes;
  private readonly utf8: Utf8 = new Utf8();

  constructor(room: i32) {
    this.bytes = new Bytes(room);
  }

  /** ASCII as it stands: brackets, commas, names of fields. */
  raw(text: string): void {
    for (let i = 0; i < text.length; ++i) this.bytes.push(text.charCodeAt(i));
  }

  /** A text. What is not ASCII is escaped. */
  text(value: string): void {
    this.bytes.push(QUOTE);
    this.part(value);
    this.bytes.push(QUOTE);
  }

  /** A part of a text. */
  part(value: string): void {
    for (let i = 0; i < value.length; ++i) {
      const unit = value.charCodeAt(i);
      if (unit < 0x80) this.ascii(unit);
      else this.escaped(unit);
    }
  }

  /** bytes[start, end) as a text. A byte that belongs to no UTF-8 shows as U+FFFD. */
  octets(bytes: StaticArray<u8>, start: i32, end: i32): void {
    this.bytes.push(QUOTE);
    for (let at = start; at < end;) {
      const length = this.characterAt(bytes, at, end);
      if (length == 0) this.escaped(0xfffd);
      else if (length == 1) this.ascii(<i32>unchecked(bytes[at]));
      else this.bytes.append(bytes, at, at + length);
      at += max(length, 1);
    }
    this.bytes.push(QUOTE);
  }

  number(value: u32): void {
    if (value >= 10) this.number(value / 10);
    this.bytes.push(0x30 + <i32>(value % 10));
  }

  /** How many bytes the character at bytes[at] has; 0 where none is. */
  private characterAt(bytes: StaticArray<u8>, at: i32, end: i32): i32 {
    const utf8 = this.utf8;
    utf8.begin();
    for (let i = at; i < end; ++i) {
      if (!utf8.take(<i32>unchecked(bytes[i]))) return 0;
      if (utf8.isWhole) return i + 1 - at;
    }
    return 0;
  }

  private ascii(unit: i32): void {
    if (unit < 0x20 || unit == QUOTE || unit == BACKSLASH || unit == 0x7f) this.escaped(unit);
    else this.bytes.push(unit);
  }

  /** A byte as two hexadecimal digits. */
  hex(byte: u8): void {
    this.bytes.push(DIGITS.charCodeAt(byte >> 4));
    this.bytes.push(DIGITS.charCodeAt(byte & 15));
  }

  private escaped(unit: i32): void {
    this.raw("\\u");
    this.hex(<u8>(unit >> 8));
    this.hex(<u8>unit);
  }
}
