import { Values } from "../values";
import { Slice } from "./slice";

/** The IP out of an address as Envoy writes it: 10.0.0.1:8080 or [2001:db8::1]:8080. Missing in an address without a port. */
export class Address extends Slice {
  cut(values: Values, start: i32, end: i32): void {
    const bytes = values.bytes;
    let port = end - 1;
    while (port > start && unchecked(bytes[port]) != 0x3a) --port; // :
    if (port <= start) return values.miss(this.index);
    const isBracketed = unchecked(bytes[start]) == 0x5b && unchecked(bytes[port - 1]) == 0x5d; // [ ]
    if (isBracketed) values.put(this.index, start + 1, port - 1);
    else values.put(this.index, start, port);
  }
}
