/** Returned for a text that is no time, or none from 1970 to 2105. */
export const NO_TIME: i64 = -1;

/** In days, the start of each month of a year that begins with March, as in Hinnant's days_from_civil. */
const MONTH_STARTS: i32[] = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275];
const MONTH_DAYS: i32[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_TO_1970 = 719468; // from March of the year 0
const DAY = 86400;

/**
 * The first whole second since 1970 that is not before the time that `text` is by RFC 3339, as 2026-12-01T09:00:00Z or
 * 2026-12-01T10:00:00.5+01:00; NO_TIME for anything else. A leap second is the second after it, as POSIX counts.
 */
export function secondOf(text: string): i64 {
  const end = fractionEnd(text);
  const offset = offsetAt(text, end);
  const day = dayOf(text);
  if (offset == NO_OFFSET || day < 0 || !isTime(text)) return NO_TIME;
  const minute = <i64>(60 * digits(text, 11) + digits(text, 14)) - <i64>offset;
  const second = digits(text, 17);
  const whole = day * DAY + 60 * minute + second;
  if (second == 60 && whole % DAY != 0) return NO_TIME;
  return whole < 0 ? NO_TIME : whole + (hasFraction(text, end) ? 1 : 0);
}

/** The day since 1970 that the text begins with; -1 when it does not begin with one from 1970 to 2105. */
function dayOf(text: string): i64 {
  const year = 100 * digits(text, 0) + digits(text, 2);
  const month = digits(text, 5);
  const day = digits(text, 8);
  const isDate = isAt(text, 4, "-") && isAt(text, 7, "-") && isAt(text, 10, "Tt");
  if (!isDate || year < 1970 || year > 2105 || month < 1 || month > 12 || day < 1) return -1;
  const isLeap = year % 4 == 0 && year != 2100;
  if (day > MONTH_DAYS[month - 1] || (month == 2 && day == 29 && !isLeap)) return -1;
  const from = month < 3 ? year - 1 : year; // the year that began with March
  const years = 365 * from + from / 4 - from / 100 + from / 400;
  return <i64>(years + MONTH_STARTS[month - 1] + day - 1 - DAYS_TO_1970);
}

function isTime(text: string): bool {
  const hour = digits(text, 11);
  const minute = digits(text, 14);
  const second = digits(text, 17);
  const isInBounds = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
  return isInBounds && isAt(text, 13, ":") && isAt(text, 16, ":");
}

/** Where the seconds end, with their fraction where there is one. */
function fractionEnd(text: string): i32 {
  if (!isAt(text, 19, ".")) return 19;
  let end = 20;
  while (isAt(text, end, "0123456789")) ++end;
  return end > 20 ? end : 19;
}

function hasFraction(text: string, end: i32): bool {
  for (let i = 20; i < end; ++i) if (text.charCodeAt(i) != 0x30) return true;
  return false;
}

const NO_OFFSET = i32.MIN_VALUE;

/** The minutes that local time is ahead by, where the text ends with that from `at` on; else NO_OFFSET. */
function offsetAt(text: string, at: i32): i32 {
  if (isAt(text, at, "Zz")) return text.length == at + 1 ? 0 : NO_OFFSET;
  const hours = digits(text, at + 1);
  const minutes = digits(text, at + 4);
  const isOffset = isAt(text, at, "+-") && isAt(text, at + 3, ":") && text.length == at + 6;
  if (!isOffset || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return NO_OFFSET;
  const ahead = 60 * hours + minutes;
  return isAt(text, at, "-") ? -ahead : ahead;
}

/** The number of the two digits at `at`; far below 0 when they are not that. */
function digits(text: string, at: i32): i32 {
  if (!isAt(text, at, "0123456789") || !isAt(text, at + 1, "0123456789")) return -10000;
  return 10 * (text.charCodeAt(at) - 0x30) + text.charCodeAt(at + 1) - 0x30;
}

/** True when one of `characters` stands at `at`. */
function isAt(text: string, at: i32, characters: string): bool {
  return at < text.length && characters.includes(text.charAt(at));
}
