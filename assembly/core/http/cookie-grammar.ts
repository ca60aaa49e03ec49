import { decimal, lowerCase, quote } from "../text/text";
import { isTokenUnit, MAX_NAME } from "./header";

const MAX_DOMAIN = 253;
const MAX_LABEL = 63;

/** Why `name` cannot be a cookie's, with the remedy; "" when it can: a token (RFC 6265 §4.1.1), not empty. */
export function cookieNameFault(name: string): string {
  if (name.length == 0) return '"" is empty; write a name';
  if (name.length > MAX_NAME) return tooLong(name, MAX_NAME);
  for (let i = 0; i < name.length; ++i) {
    if (isTokenUnit(name.charCodeAt(i))) continue;
    return quote(name) + " has " + quote(name.charAt(i)) + ", which no cookie's name may have; remove it";
  }
  return "";
}

/** The same of the Domain of a cookie: a host's name (RFC 1123 §2.1), which no address is. */
export function domainFault(domain: string): string {
  if (domain.length == 0) return '"" is empty; write a domain, or leave the field out';
  if (domain.startsWith("."))
    return quote(domain) + " begins with a dot; write " + quote(domain.substring(1));
  if (domain.length > MAX_DOMAIN) return tooLong(domain, MAX_DOMAIN);
  const labels = domain.split(".");
  for (let i = 0; i < labels.length; ++i) {
    if (!isLabel(labels[i]))
      return quote(domain) + " is no domain; write one such as " + quote("shop.example");
  }
  if (isNumber(labels[labels.length - 1])) {
    return quote(domain) + " is an address, and the cookie of an address has no domain; leave the field out";
  }
  return "";
}

/** The same of the Path of a cookie (RFC 6265 §4.1.1), in ASCII, with a / before it: browsers put their own in place of others. */
export function pathFault(path: string): string {
  if (!path.startsWith("/")) return quote(path) + ' does not begin with "/"; write a path such as "/shop"';
  if (path.length > MAX_NAME) return tooLong(path, MAX_NAME);
  for (let i = 0; i < path.length; ++i) {
    const unit = path.charCodeAt(i);
    if (unit > 0x20 && unit < 0x7f && unit != 0x3b) continue;
    return quote(path) + " has " + quote(path.charAt(i)) + ", which no cookie's path may have; remove it";
  }
  return "";
}

/** Browsers hold a cookie to what the beginning of its name promises, in any letter case. */
export function promisesHost(name: string): bool {
  return lowerCase(name).startsWith("__host-");
}

export function promisesSecure(name: string): bool {
  return promisesHost(name) || lowerCase(name).startsWith("__secure-");
}

function tooLong(text: string, most: i32): string {
  return quote(text) + " is longer than " + decimal(most) + " characters; shorten it";
}

function isLabel(label: string): bool {
  if (label.length == 0 || label.length > MAX_LABEL || label.startsWith("-") || label.endsWith("-"))
    return false;
  for (let i = 0; i < label.length; ++i) {
    const letter = label.charCodeAt(i) | 0x20;
    if (!(letter >= 0x61 && letter <= 0x7a) && !isDigit(label.charCodeAt(i)) && label.charAt(i) != "-")
      return false;
  }
  return true;
}

function isNumber(label: string): bool {
  for (let i = 0; i < label.length; ++i) if (!isDigit(label.charCodeAt(i))) return false;
  return true;
}

function isDigit(unit: i32): bool {
  return unit >= 0x30 && unit <= 0x39;
}
