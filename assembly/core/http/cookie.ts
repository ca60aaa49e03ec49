import { isSame } from "../text/bytes";
import { Span } from "../text/span";

/**
 * Finds the cookie `name` in the value of a Cookie header, bytes[start, end), and sets `span` to its value; false where
 * there is none. Pairs are read as RFC 6265 §4.2 has them and Envoy reads them: `;` between pairs, `=` between name and
 * value, blanks around either count for nothing, and quotes around a value are not of it. Letter case of names counts. The
 * first of several cookies of that name is taken. What has no `=` is no cookie.
 */
export function findCookie(
  bytes: StaticArray<u8>,
  start: i32,
  end: i32,
  name: StaticArray<u8>,
  span: Span,
): bool {
  for (let at = start; at < end;) {
    let equals = -1; // the first of the pair
    let next = at;
    for (; next < end && unchecked(bytes[next]) != 0x3b; ++next) {
      if (equals < 0 && unchecked(bytes[next]) == 0x3d) equals = next;
    }
    if (equals >= 0) {
      trim(bytes, at, equals, span);
      if (isSame(bytes, span.start, span.end, name, 0, name.length)) {
        trim(bytes, equals + 1, next, span);
        unquote(bytes, span);
        return true;
      }
    }
    at = next + 1;
  }
  return false;
}

/** Sets `span` to bytes[start, end) without the blanks around it. */
function trim(bytes: StaticArray<u8>, start: i32, end: i32, span: Span): void {
  while (start < end && isBlank(unchecked(bytes[start]))) ++start;
  while (end > start && isBlank(unchecked(bytes[end - 1]))) --end;
  span.set(start, end);
}

function unquote(bytes: StaticArray<u8>, span: Span): void {
  if (span.end - span.start < 2) return;
  if (unchecked(bytes[span.start]) != 0x22 || unchecked(bytes[span.end - 1]) != 0x22) return;
  span.set(span.start + 1, span.end - 1);
}

function isBlank(byte: i32): bool {
  return byte == 0x20 || byte == 0x09;
}
