import { hostEnd } from "../../http/authority";
import { Values } from "../values";
import { Slice } from "./slice";

/** The host out of an :authority, without its port. */
export class Host extends Slice {
  cut(values: Values, start: i32, end: i32): void {
    values.put(this.index, start, hostEnd(values.bytes, start, end));
  }
}
