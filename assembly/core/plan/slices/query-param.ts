import { decodeParameter, findParameter, isEncoded } from "../../http/query";
import { Span } from "../../text/span";
import { Sought } from "../slot";
import { Values } from "../values";
import { Slice } from "./slice";

/** One query parameter out of a :path, decoded. */
export class QueryParam extends Slice {
  private readonly span: Span = new Span();

  constructor(
    index: i32,
    whole: Sought,
    private readonly name: StaticArray<u8>,
  ) {
    super(index, whole);
  }

  cut(values: Values, start: i32, end: i32): void {
    const bytes = values.bytes;
    const span = this.span;
    if (!findParameter(bytes, start, end, this.name, span)) return values.miss(this.index);
    if (!isEncoded(bytes, span)) return values.put(this.index, span.start, span.end);
    if (span.end - span.start > bytes.length - values.free) return values.miss(this.index);
    values.take(this.index, decodeParameter(bytes, span, bytes, values.free));
  }
}
