import { quote } from "../text/text";
import { Fields } from "./fields";
import { OUT_OF_RANGE } from "./ids";
import { Kind } from "./json";
import { Report } from "./report";
import { wholeOf } from "./whole-field";

/** 2^53 - 1: a JSON number above it may not come through as it was written. */
export const MOST_EXACT: i64 = 9007199254740991;
const MOST = "18446744073709551615";

/** A seed of 64 bits: a number up to MOST_EXACT, or decimal digits in quotes. After a report, any. */
export function seedOf(fields: Fields, key: string, report: Report): u64 {
  const want = 'a whole number from 0 to 9007199254740991, or in quotes up to "' + MOST + '"';
  const json = fields.required(key, want);
  if (json === null) return 0;
  if (json.kind != Kind.String) return <u64>wholeOf(fields.at(key), json, 0, MOST_EXACT, want, report);
  if (!isSeed(json.text))
    report.add(OUT_OF_RANGE, fields.at(key), quote(json.text) + " is no seed; write " + want);
  return valueOf(json.text);
}

/** 1 to 20 digits, no more than MOST. */
function isSeed(text: string): bool {
  if (text.length == 0 || text.length > MOST.length) return false;
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return text.length < MOST.length || text <= MOST;
}

function valueOf(digits: string): u64 {
  let value: u64 = 0;
  for (let i = 0; i < digits.length; ++i) value = value * 10 + <u64>(digits.charCodeAt(i) - 0x30);
  return value;
}
