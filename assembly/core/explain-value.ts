import { Request } from "./plan/request";
import { JsonText } from "./text/json-text";
import { isUtf8 } from "./text/utf8";

/** How many bytes of a value are shown. */
const MAX_SHOWN = 256;

/** Which value it is: the fields have its name, and that with "Hex" and "Bytes" behind it. */
export enum Shown {
  Key,
  Value,
}

/**
 * Adds what a slot of a request has, as fields that follow others: the first 256 bytes, in hexadecimal too where the value is
 * no UTF-8, and how many bytes it has where not all are shown.
 */
export function addShown(shown: Shown, request: Request, slot: i32, json: JsonText): void {
  const start = request.starts[slot];
  const end = request.ends[slot];
  const cut = min(end, start + MAX_SHOWN);
  json.raw(shown == Shown.Key ? ',"key":' : ',"value":');
  json.octets(request.bytes, start, cut);
  if (!isUtf8(request.bytes, start, end)) {
    json.raw(shown == Shown.Key ? ',"keyHex":"' : ',"valueHex":"');
    for (let i = start; i < cut; ++i) json.hex(request.bytes[i]);
    json.raw('"');
  }
  if (cut == end) return;
  json.raw(shown == Shown.Key ? ',"keyBytes":' : ',"valueBytes":');
  json.number(end - start);
}
