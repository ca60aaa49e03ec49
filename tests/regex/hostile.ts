/** An expression with values that cost it most, of any length: they nearly match, to their last byte. */
export interface Hostile {
  pattern: string;
  value(length: number): string;
}

const endless = (unit: string) => (length: number) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const spoilt = (unit: string) => (length: number) => `${endless(unit)(length - 1)}!`;

/** What takes a backtracking matcher exponential time, or a power of the length; the last two have no table. */
export const HOSTILE: Hostile[] = [
  { pattern: "(a*)*b", value: endless("a") },
  { pattern: "(a|aa)+$", value: spoilt("a") },
  { pattern: "(x+x+)+y", value: endless("x") },
  { pattern: "(?:.*?,){20}x", value: endless("a,") },
  { pattern: "(?:(?:a?){10}){10}b", value: endless("a") },
  { pattern: ".*.*.*.*=.*", value: endless("a") },
  { pattern: "^(.*?;)?(user=tester)(;.*)?$", value: endless("user=teste;") },
  { pattern: "(?:a?){100}a{100}", value: endless("a") },
  { pattern: "[ab]*a[ab]{200}c", value: endless("ab") },
  { pattern: ".*a.{100}!", value: endless("a") },
];
