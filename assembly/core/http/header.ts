import { isInvisible } from "../text/invisible";
import { isPattern, patternFault, Place } from "./name-pattern";
import { decimal, quote } from "../text/text";

export const MAX_NAME = 256;
export const MAX_VALUE = 1024;

// RFC 9110 §7.6.1 and the headers that frame or address the message itself: a tag there would break the request.
export const RESERVED: string[] = [
  "connection",
  "content-length",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** The one header that Envoy answers to by two names: asked for "host" it has this one, among all lines only this stands. */
export const AUTHORITY = ":authority";

/**
 * Why `name` cannot be a header's name in this place, with the remedy; "" when it can: an RFC 9110 token of at most
 * MAX_NAME that is no pattern.
 */
export function nameFaultIn(place: Place, name: string): string {
  if (name.length == 0) return '"" is empty; write a header name such as "x-user-id"';
  if (name.length > MAX_NAME) {
    return quote(name) + " is longer than " + decimal(MAX_NAME) + " characters; shorten it";
  }
  if (name.charCodeAt(0) == 0x3a) {
    return quote(name) + " is a pseudo-header; name " + (name == AUTHORITY ? '"host"' : "an ordinary header");
  }
  if (isPattern(name)) return patternFault(name, place);
  for (let i = 0; i < name.length; ++i) {
    if (!isTokenUnit(name.charCodeAt(i))) {
      return (
        quote(name) +
        " has " +
        quote(name.charAt(i)) +
        ", which no header name may have; use letters, digits and -"
      );
    }
  }
  return "";
}

/** The same of a header that is hashed. */
export function nameFault(name: string): string {
  return nameFaultIn(Place.Name, name);
}

/** The same of a header that the gateway sets. */
export function tagNameFault(name: string): string {
  return tagNameFaultIn(Place.Name, name);
}

/** The same, in another place. `name` in lower case. */
export function tagNameFaultIn(place: Place, name: string): string {
  if (!RESERVED.includes(name) && name != AUTHORITY) return nameFaultIn(place, name);
  return (
    quote(name) + " frames or addresses the request, so no tag may replace it; name a header of your own"
  );
}

/** Why `value` cannot be a tag value, with the remedy; "" when it can: an RFC 9110 field value, not empty. */
export function valueFault(value: string): string {
  if (value.length == 0) return '"" is empty; write a value, or range 0 to tag nobody';
  if (value.length > MAX_VALUE) {
    return quote(value) + " is longer than " + decimal(MAX_VALUE) + " characters; shorten it";
  }
  const first = value.charCodeAt(0);
  const last = value.charCodeAt(value.length - 1);
  if (isBlank(first) || isBlank(last)) return quote(value) + " begins or ends with a blank; remove it";
  for (let i = 0; i < value.length; ++i) {
    const unit = value.charCodeAt(i);
    if ((unit < 0x20 && unit != 0x09) || unit == 0x7f) {
      return quote(value) + " has a control character, which no header value may have; remove it";
    }
    if ((unit & 0xf800) != 0xd800) continue;
    const paired = unit < 0xdc00 && i + 1 < value.length && (value.charCodeAt(i + 1) & 0xfc00) == 0xdc00;
    if (!paired) return quote(value) + " has half a surrogate pair, which is no character; remove it";
    ++i;
  }
  const end = value.length - 1;
  const final = (value.charCodeAt(end) & 0xfc00) == 0xdc00 ? end - 1 : end;
  if (!isInvisible(value.codePointAt(0)) && !isInvisible(value.codePointAt(final))) return "";
  return quote(value) + " begins or ends with a character that shows nothing; remove it";
}

// Bit n stands for character n, and in the second for n + 64.
const TOKEN_LOW: u64 = 0x03ff6cfa00000000;
const TOKEN_HIGH: u64 = 0x57ffffffc7fffffe;

/** tchar of RFC 9110 §5.6.2. */
export function isTokenUnit(unit: i32): bool {
  if (unit < 0 || unit > 0x7f) return false;
  return (((unit < 64 ? TOKEN_LOW : TOKEN_HIGH) >> (unit & 63)) & 1) != 0;
}

function isBlank(unit: i32): bool {
  return unit == 0x20 || unit == 0x09;
}
