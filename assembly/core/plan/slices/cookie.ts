import { findCookie } from "../../http/cookie";
import { Span } from "../../text/span";
import { Sought } from "../slot";
import { Values } from "../values";
import { Slice } from "./slice";

/** One cookie out of a Cookie header. */
export class Cookie extends Slice {
  private readonly span: Span = new Span();

  constructor(
    index: i32,
    whole: Sought,
    private readonly name: StaticArray<u8>,
  ) {
    super(index, whole);
  }

  cut(values: Values, start: i32, end: i32): void {
    const span = this.span;
    if (findCookie(values.bytes, start, end, this.name, span)) values.put(this.index, span.start, span.end);
    else values.miss(this.index);
  }
}
