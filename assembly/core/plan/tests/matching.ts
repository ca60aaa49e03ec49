import { Regex } from "../../regex/regex";
import { ValueTest } from "./value-test";

/** A regular expression that takes the whole value. */
export class Matching implements ValueTest {
  constructor(private readonly regex: Regex) {}

  holds(bytes: StaticArray<u8>, start: i32, end: i32): bool {
    return this.regex.matches(bytes, start, end);
  }
}
