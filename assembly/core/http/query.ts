// Of a :path in origin form, such as /api/users?id=17&lang=de. It holds bytes[start, end).
import { escapedAt } from "../text/escape";
import { Span } from "../text/span";

/** Where the path ends and the query, or what a client should have kept to itself (#), begins; `end` where neither does. */
export function pathEnd(bytes: StaticArray<u8>, start: i32, end: i32): i32 {
  let at = start;
  while (at < end && unchecked(bytes[at]) != 0x3f && unchecked(bytes[at]) != 0x23) ++at;
  return at;
}

/**
 * Finds the query parameter `name`, and sets `span` to its value as it is written; false where there is none. `&` stands
 * between parameters. A name is compared as it reads decoded, and its letter case counts. The first of several parameters of
 * that name is taken; the value of one without `=` is empty.
 */
export function findParameter(
  bytes: StaticArray<u8>,
  start: i32,
  end: i32,
  name: StaticArray<u8>,
  span: Span,
): bool {
  let at = pathEnd(bytes, start, end);
  if (at == end || unchecked(bytes[at]) == 0x23) return false;
  while (at < end && unchecked(bytes[at]) != 0x23) {
    const from = at + 1; // behind ? or &
    at = parameterEnd(bytes, from, end);
    const equals = equalsIn(bytes, from, at);
    if (!readsAs(name, bytes, from, equals)) continue;
    span.set(min(equals + 1, at), at);
    return true;
  }
  return false;
}

/** True when what `span` holds does not read as it is written. */
export function isEncoded(bytes: StaticArray<u8>, span: Span): bool {
  for (let i = span.start; i < span.end; ++i) {
    if (unchecked(bytes[i]) == 0x25 || unchecked(bytes[i]) == 0x2b) return true;
  }
  return false;
}

/**
 * Writes what `span` holds into `to`, from `at` on, as it reads decoded: %XX is a byte and + a blank, as in what a form sends
 * and as apps read a query. A percent sign without two hexadecimal digits stands for itself. Returns how many bytes it
 * wrote: never more than the span has, for which `to` must have room.
 */
export function decodeParameter(bytes: StaticArray<u8>, span: Span, to: StaticArray<u8>, at: i32): i32 {
  let next = at;
  for (let i = span.start; i < span.end; i += width(bytes, i, span.end)) {
    unchecked((to[next++] = <u8>decodedAt(bytes, i, span.end)));
  }
  return next - at;
}

/** Where the parameter that begins at `at` ends. */
function parameterEnd(bytes: StaticArray<u8>, at: i32, end: i32): i32 {
  while (at < end && unchecked(bytes[at]) != 0x26 && unchecked(bytes[at]) != 0x23) ++at;
  return at;
}

/** Where the name of the parameter bytes[start, end) ends. */
function equalsIn(bytes: StaticArray<u8>, start: i32, end: i32): i32 {
  while (start < end && unchecked(bytes[start]) != 0x3d) ++start;
  return start;
}

/** True when bytes[start, end) decoded is all of `name`. */
function readsAs(name: StaticArray<u8>, bytes: StaticArray<u8>, start: i32, end: i32): bool {
  let i = 0;
  for (; start < end && i < name.length; ++i) {
    if (decodedAt(bytes, start, end) != <i32>unchecked(name[i])) return false;
    start += width(bytes, start, end);
  }
  return start == end && i == name.length;
}

/** What the byte at `at`, or the escape that begins there, reads as. */
function decodedAt(bytes: StaticArray<u8>, at: i32, end: i32): i32 {
  const byte = <i32>unchecked(bytes[at]);
  if (byte == 0x2b) return 0x20;
  const escaped = byte == 0x25 ? escapedAt(bytes, at, end) : -1;
  return escaped < 0 ? byte : escaped;
}

/** How many bytes are written there for it. */
function width(bytes: StaticArray<u8>, at: i32, end: i32): i32 {
  return unchecked(bytes[at]) == 0x25 && escapedAt(bytes, at, end) >= 0 ? 3 : 1;
}
