import { decimal } from "../text/text";
import { NOT_JSON, TOO_COMPLEX, TOO_LARGE } from "./ids";
import { Json, JsonReader } from "./json";
import { Report } from "./report";

/** The most bytes of a configuration; other limits are in json.ts, and where each part of a file is read. */
export const MAX_BYTES = 1 << 20;

/** Reads the first `length` bytes of `text`, JSON in UTF-8; null after a report. */
export function readDocument(text: StaticArray<u8>, length: i32, report: Report): Json | null {
  if (length > MAX_BYTES) {
    report.add(
      TOO_LARGE,
      "",
      "the configuration has " + decimal(length) + " bytes; the most is " + decimal(MAX_BYTES),
    );
    return null;
  }
  const reader = new JsonReader(text, length);
  const json = reader.read();
  if (json === null) report.add(reader.isTooComplex ? TOO_COMPLEX : NOT_JSON, "", reader.error);
  return json;
}
