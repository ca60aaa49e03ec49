/** Returned for a number with a fraction. */
export const FRACTION: i64 = i64.MIN_VALUE;
/** Returned for a whole number of more than 18 digits, of either sign. */
export const HUGE: i64 = i64.MAX_VALUE;
const MOST_DIGITS = 18;

/**
 * The whole number that a JSON number stands for, however it is written: 100, 100.0, 1e2 and 10000e-2 are one.
 * Decided on the decimal digits, so nothing is rounded: 100.00000000000000001 is a FRACTION.
 * `text` must match JSON's number grammar.
 */
export function wholeNumber(text: string): i64 {
  const negative = text.charCodeAt(0) == 0x2d; // -
  let value: i64 = 0;
  let digits = 0; // significant digits in `value`
  let zeros = 0; // zeros seen since the last digit that is not one: kept apart so that trailing ones cost nothing
  let shift: i64 = 0; // power of ten that `value` and `zeros` stand to be multiplied by
  let at = negative ? 1 : 0;
  for (let fraction = false; at < text.length; ++at) {
    const unit = text.charCodeAt(at);
    if (unit == 0x2e) {
      fraction = true;
      continue;
    }
    if (unit < 0x30 || unit > 0x39) break; // e or E
    if (fraction) --shift;
    if (unit == 0x30) {
      if (digits > 0) ++zeros;
      continue;
    }
    digits += zeros + 1;
    if (digits <= MOST_DIGITS) {
      for (; zeros > 0; --zeros) value *= 10;
      value = value * 10 + <i64>(unit - 0x30);
    }
    zeros = 0;
  }
  if (digits == 0) return 0;
  shift += <i64>zeros + exponent(text, at + 1);
  if (shift < 0) return FRACTION;
  if (<i64>digits + shift > MOST_DIGITS) return HUGE;
  for (; shift > 0; --shift) value *= 10;
  return negative ? -value : value;
}

/** The exponent whose sign or first digit is at `at`, held within ±1e9; 0 where the text ends before. */
function exponent(text: string, at: i32): i64 {
  if (at >= text.length) return 0;
  const sign = text.charCodeAt(at);
  const signed = sign == 0x2d || sign == 0x2b;
  let value: i64 = 0;
  for (let i = signed ? at + 1 : at; i < text.length; ++i) {
    value = min(value * 10 + <i64>(text.charCodeAt(i) - 0x30), 1_000_000_000);
  }
  return sign == 0x2d ? -value : value;
}
