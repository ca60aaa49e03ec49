import { decimal, hex } from "../text/text";

export const MAX_DEPTH = 16;
export const MAX_VALUES = 65536;

export enum Kind {
  Null,
  Boolean,
  Number,
  String,
  Array,
  Object,
}

// All scalars share these, and nothing is pushed to them. A document of 65,536 numbers then makes no array for each.
const NO_KEYS: string[] = [];
const NO_ITEMS: Json[] = [];

/** One JSON value. `text` is a string's decoded text, or a number or literal as written. */
export class Json {
  constructor(
    readonly kind: Kind,
    readonly text: string,
    /** The elements of an array, or the values of an object's fields. */
    readonly items: Json[] = NO_ITEMS,
    /** The names of an object's fields, one for each of `items`; a name given twice stands there twice. */
    readonly keys: string[] = NO_KEYS,
  ) {}
}

/**
 * Reads one JSON text (RFC 8259) of UTF-8 bytes. Accepts what JSON.parse accepts, except a text nested deeper than
 * MAX_DEPTH or of more than MAX_VALUES values. Never traps: on a fault `read` returns null and `error` says what was
 * expected, at which byte, and what stood there.
 */
export class JsonReader {
  error: string = "";
  /** True where the text is refused for its size, whether or not it is JSON. */
  isTooComplex: bool = false;
  private at: i32 = 0;
  private values: i32 = 0;
  private readonly units: i32[] = []; // the string being decoded, in UTF-16

  constructor(
    private readonly bytes: StaticArray<u8>,
    private readonly end: i32,
  ) {}

  read(): Json | null {
    const json = this.value(0);
    if (json === null) return null;
    this.space();
    return this.at < this.end ? this.fail("the end of the text") : json;
  }

  /** The byte `offset` places ahead, or -1 past the end. */
  private peek(offset: i32 = 0): i32 {
    const at = this.at + offset;
    return at < this.end ? <i32>unchecked(this.bytes[at]) : -1;
  }

  private space(): void {
    for (
      let byte = this.peek();
      byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09;
      byte = this.peek()
    ) {
      ++this.at;
    }
  }

  private fail(expected: string): Json | null {
    const byte = this.peek();
    let seen = "the end";
    if (byte > 0x20 && byte < 0x7f) seen = "'" + String.fromCharCode(byte) + "'";
    else if (byte >= 0) seen = "byte 0x" + hex(byte, 2);
    this.error = "not JSON: expected " + expected + " at byte " + decimal(this.at) + ", found " + seen;
    return null;
  }

  private refuse(limit: string): Json | null {
    this.isTooComplex = true;
    this.error = "more than " + limit + " at byte " + decimal(this.at) + "; a configuration needs far less";
    return null;
  }

  private value(depth: i32): Json | null {
    this.space();
    if (++this.values > MAX_VALUES) return this.refuse(decimal(MAX_VALUES) + " values");
    const byte = this.peek();
    if (byte == 0x7b || byte == 0x5b) {
      if (depth == MAX_DEPTH) return this.refuse(decimal(MAX_DEPTH) + " levels of nesting");
      return byte == 0x7b ? this.object(depth + 1) : this.array(depth + 1);
    }
    if (byte == 0x22) return this.string() ? new Json(Kind.String, this.decoded()) : null;
    if (byte == 0x2d || isDigit(byte)) return this.number();
    if (byte == 0x74) return this.literal("true", Kind.Boolean);
    if (byte == 0x66) return this.literal("false", Kind.Boolean);
    if (byte == 0x6e) return this.literal("null", Kind.Null);
    return this.fail("a value");
  }

  private object(depth: i32): Json | null {
    const json = new Json(Kind.Object, "", [], []);
    ++this.at; // {
    this.space();
    if (this.take(0x7d)) return json;
    while (true) {
      this.space();
      if (this.peek() != 0x22) return this.fail("a field name in double quotes");
      if (!this.string()) return null;
      json.keys.push(this.decoded());
      this.space();
      if (!this.take(0x3a)) return this.fail("':'");
      const item = this.value(depth);
      if (item === null) return null;
      json.items.push(item);
      this.space();
      if (this.take(0x7d)) return json;
      if (!this.take(0x2c)) return this.fail("',' or '}'");
    }
  }

  private array(depth: i32): Json | null {
    const json = new Json(Kind.Array, "", []);
    ++this.at; // [
    this.space();
    if (this.take(0x5d)) return json;
    while (true) {
      const item = this.value(depth);
      if (item === null) return null;
      json.items.push(item);
      this.space();
      if (this.take(0x5d)) return json;
      if (!this.take(0x2c)) return this.fail("',' or ']'");
    }
  }

  private take(byte: i32): bool {
    if (this.peek() != byte) return false;
    ++this.at;
    return true;
  }

  private literal(word: string, kind: Kind): Json | null {
    for (let i = 0; i < word.length; ++i) {
      if (!this.take(word.charCodeAt(i))) return this.fail(word);
    }
    return new Json(kind, word);
  }

  private number(): Json | null {
    const start = this.at;
    this.take(0x2d);
    if (!this.take(0x30) && !this.digits()) return null;
    if (this.take(0x2e) && !this.digits()) return null;
    if (this.take(0x65) || this.take(0x45)) {
      if (!this.take(0x2d)) this.take(0x2b);
      if (!this.digits()) return null;
    }
    const units = this.units;
    units.length = 0;
    for (let i = start; i < this.at; ++i) units.push(unchecked(this.bytes[i]));
    return new Json(Kind.Number, this.decoded());
  }

  private digits(): bool {
    if (!isDigit(this.peek())) {
      this.fail("a digit");
      return false;
    }
    while (isDigit(this.peek())) ++this.at;
    return true;
  }

  private decoded(): string {
    return String.fromCharCodes(this.units);
  }

  /** Reads a string from its opening quote into `units`. */
  private string(): bool {
    this.units.length = 0;
    ++this.at; // "
    while (!this.take(0x22)) {
      if (this.peek() == 0x5c) {
        if (!this.escape()) return false;
        continue;
      }
      if (this.peek() < 0x20) {
        this.fail(this.peek() < 0 ? "'\"'" : "an escape for the control character");
        return false;
      }
      const point = this.codePoint();
      if (point < 0) {
        this.fail("UTF-8");
        return false;
      }
      if (point > 0xffff) {
        this.units.push(0xd7c0 + (point >> 10));
        this.units.push(0xdc00 | (point & 0x3ff));
      } else {
        this.units.push(point);
      }
    }
    return true;
  }

  /** Reads one escape from its backslash. Lone surrogates pass, as in JSON.parse. */
  private escape(): bool {
    const byte = this.peek(1);
    let unit = -1;
    if (byte == 0x75) unit = this.hex4(2);
    else if (byte == 0x22 || byte == 0x5c || byte == 0x2f) unit = byte;
    else if (byte == 0x62) unit = 0x08;
    else if (byte == 0x66) unit = 0x0c;
    else if (byte == 0x6e) unit = 0x0a;
    else if (byte == 0x72) unit = 0x0d;
    else if (byte == 0x74) unit = 0x09;
    if (unit < 0) {
      this.fail("an escape that JSON knows");
      return false;
    }
    this.at += byte == 0x75 ? 6 : 2;
    this.units.push(unit);
    return true;
  }

  /** The four hexadecimal digits from `offset` on, or -1. */
  private hex4(offset: i32): i32 {
    let unit = 0;
    for (let i = offset; i < offset + 4; ++i) {
      const byte = this.peek(i);
      const letter = byte | 0x20;
      if (isDigit(byte)) unit = (unit << 4) | (byte - 0x30);
      else if (byte > 0 && letter >= 0x61 && letter <= 0x66) unit = (unit << 4) | (letter - 0x57);
      else return -1;
    }
    return unit;
  }

  /** Reads one code point of UTF-8 (RFC 3629: no overlong form, no surrogate, none above 10FFFF); -1 and no step on a fault. */
  private codePoint(): i32 {
    const first = this.peek();
    if (first < 0x80) {
      ++this.at;
      return first;
    }
    const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4) return -1;
    let point = first & (0xff >> (size + 1));
    for (let i = 1; i < size; ++i) {
      const next = this.peek(i);
      if (next < 0x80 || next > 0xbf) return -1;
      point = (point << 6) | (next & 0x3f);
    }
    const least = size == 4 ? 0x10000 : size == 3 ? 0x800 : 0x80;
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return -1;
    this.at += size;
    return point;
  }
}

function isDigit(byte: i32): bool {
  return byte >= 0x30 && byte <= 0x39;
}
