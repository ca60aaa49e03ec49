import { Regex } from "../../regex/regex";
import { NOT_CAPTURED } from "../../regex/threads";
import { Sought } from "../slot";
import { Values } from "../values";
import { Slice } from "./slice";

/** What the group of an expression takes out of the first match in a value; missing without a match. */
export class Captured extends Slice {
  constructor(
    index: i32,
    whole: Sought,
    private readonly regex: Regex,
  ) {
    super(index, whole);
  }

  cut(values: Values, start: i32, end: i32): void {
    const regex = this.regex;
    const isThere = regex.matches(values.bytes, start, end) && regex.captureStart != NOT_CAPTURED;
    if (isThere) values.put(this.index, regex.captureStart, regex.captureEnd);
    else values.miss(this.index);
  }
}
