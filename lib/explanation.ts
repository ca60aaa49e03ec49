/** How a request came to its tags. */
export interface Explanation {
  tagHeaders: { tagHeader: string; tagValue: string | null; rules: Decision[] }[];
  /** False where an answer had no room for all of it. */
  isWhole: boolean;
}

/** Where a key stands: its kind and its name. */
export type Source = Record<string, string>;

/** What one rule decided, and why. A rule that is off has no more than its reason. */
export interface Decision {
  rule: string;
  /** As in docs/metrics.md. */
  reason: string;
  /** Which source of the key the request has, with its kind and name; null for none. */
  source?: { index: number; [kind: string]: number | string } | null;
  /** The first 256 bytes of the key; what is no UTF-8 shows as U+FFFD, and keyHex then has the bytes. */
  key?: string | null;
  keyHex?: string;
  /** How many bytes it has, where not all are shown. */
  keyBytes?: number;
  /** The sources of which the request has none, where it has no key. */
  sought?: Source[];
  bucket?: number | null;
  modulo?: number;
  /** What its conditions came to, where the rule has some and they were asked; of the overrides the last eight. */
  match?: Matched;
  unless?: Matched;
  overrides?: (Matched & { override: number })[];
  /** Which of the rule's overrides, pins or policies decided, and what that gives. */
  override?: number;
  pin?: number;
  policy?: number;
  from?: number;
  range?: number;
  /** The buckets [from, range) around the bucket that are in no range, where it is in none. */
  gap?: { from: number; range: number };
  tagValue?: string | null;
}

/** Which alternative of a match holds, with its conditions; or null, with the condition at which each one failed. */
export interface Matched {
  alternative: number | null;
  /** The first eight. */
  conditions: Condition[];
  /** How many more there are. */
  more?: number;
}

/** What a value was compared with, as in the file: one of exact, in, prefix, suffix, contains, regex and present. */
export interface Condition {
  /** The field of the match: headers.x-country. */
  condition: string;
  exact?: string;
  /** The first three texts. */
  in?: string[];
  /** How many more texts there are. */
  more?: number;
  prefix?: string;
  suffix?: string;
  contains?: string;
  regex?: string;
  present?: boolean;
  ignoreCase?: boolean;
  /** What the request has, as the key of a decision; null for nothing. */
  value: string | null;
  valueHex?: string;
  valueBytes?: number;
}
