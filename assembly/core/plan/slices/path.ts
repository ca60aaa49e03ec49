import { pathEnd } from "../../http/query";
import { Values } from "../values";
import { Slice } from "./slice";

/** The path out of a :path, without its query. */
export class Path extends Slice {
  cut(values: Values, start: i32, end: i32): void {
    values.put(this.index, start, pathEnd(values.bytes, start, end));
  }
}
