import { Assertion, NO_BYTE } from "./assertion";
import { Char, isWord } from "./char";
import { highOf, lowOf, Op, opOf } from "./instruction";
import { Program } from "./program";

/** Which bytes a program tells from each other. */
export class ByteClasses {
  /** The class of each byte, from 0 on. */
  readonly of: StaticArray<u8> = new StaticArray<u8>(256);
  /** One byte of each class, and NO_BYTE for the end of the value, which is the last class. */
  readonly samples: i32[] = [];
  private seesLines: bool = false;
  private seesWords: bool = false;

  constructor(program: Program) {
    const cuts = new StaticArray<bool>(257); // a class begins here
    for (let place = 0; place < program.size; ++place) {
      const instruction = program.at(place);
      if (opOf(instruction) == Op.Assert) this.see(lowOf(instruction));
      if (opOf(instruction) > Op.LastByte) continue;
      cuts[lowOf(instruction)] = true;
      cuts[highOf(instruction) + 1] = true;
    }
    for (let byte = 0; byte < 256; ++byte) {
      const isOther = byte == 0 || this.behind(byte) != this.behind(byte - 1);
      if (cuts[byte] || isOther) this.samples.push(byte);
      this.of[byte] = <u8>(this.samples.length - 1);
    }
    this.samples.push(NO_BYTE);
  }

  /** The byte that stands for `byte` when the program looks back at it. */
  behind(byte: i32): i32 {
    if (this.seesWords && isWord(byte)) return Char.a;
    return this.seesLines && byte == Char.Newline ? Char.Newline : Char.Space;
  }

  private see(assertion: Assertion): void {
    if (assertion == Assertion.BeginLine || assertion == Assertion.EndLine) this.seesLines = true;
    if (assertion == Assertion.WordBoundary || assertion == Assertion.NoWordBoundary) this.seesWords = true;
  }
}
