import { Needle } from "../../text/needle";
import { ValueTest } from "./value-test";

/** Where in a value a text must stand. */
export enum At {
  /** It is all of the value. */
  Whole,
  Start,
  End,
}

/** One text as the value, its beginning or its end. */
export class Literal implements ValueTest {
  constructor(
    private readonly needle: Needle,
    private readonly at: At,
  ) {}

  holds(bytes: StaticArray<u8>, start: i32, end: i32): bool {
    const rest = end - start - this.needle.length;
    if (rest < 0 || (rest > 0 && this.at == At.Whole)) return false;
    return this.needle.isAt(bytes, this.at == At.End ? start + rest : start);
  }
}
