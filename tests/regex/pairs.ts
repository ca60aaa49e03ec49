// Expressions and values to compare with RE2: of few characters, so that values match, or nearly.
import fc from "fast-check";

const words = (text: string) => text.trim().split(/\s+/);

const ATOMS = words(String.raw`
  a a a b b c B 0 _ ; é 中 😀 k s . . \. \x61 \x{20ac} \x{1F600} \n \141 \Qa.b\E \d \D \s \S \w \W ^ $ \A \z \b \B
  [ab] [^ab] [a-c] [^b-z] [€-中] [^€] [\x{80}-\x{10FFFF}] [^\x{80}] [^\x00-\x{10FFFF}] [b\d] [^\W] [\s;] [[:alpha:]]
  [[:^upper:]b] []a] [^]a] [a-] [-a]`).concat(" ", "[ a]");
const REPEATS = words("* + ? *? +? ?? {0} {1} {2} {3}? {0,} {2,} {1,}? {0,1} {0,2} {1,3}? {2,3}");
const FLAGS = words("(?i) (?s) (?m) (?U) (?-i) (?ms)");
/** Stands for a parenthesis that captures, if it is the chosen one. */
const CAPTURE = "\u0001";
const GROUPS = words("(?: (?: (?i: (?s: (?m: (?U: (?-i: (?i-s: (?sU:").concat(Array<string>(6).fill(CAPTURE));

interface Parts {
  choice: string;
  sequence: string;
  repeated: string;
  atom: string;
}

const { choice } = fc.letrec((part: fc.LetrecTypedTie<Parts>) => ({
  choice: fc.array(part("sequence"), { minLength: 1, maxLength: 3 }).map((branches) => branches.join("|")),
  sequence: fc.oneof(
    { weight: 1, arbitrary: fc.constant("") },
    {
      weight: 9,
      arbitrary: fc.array(part("repeated"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
    },
  ),
  repeated: fc.oneof(
    { weight: 15, arbitrary: part("atom") },
    {
      weight: 15,
      arbitrary: fc.tuple(part("atom"), fc.constantFrom(...REPEATS)).map(([atom, repeat]) => atom + repeat),
    },
    { weight: 1, arbitrary: fc.constantFrom("a{,2}", ...FLAGS) },
  ),
  atom: fc.oneof(
    { depthSize: "small" },
    { weight: 1, arbitrary: fc.constantFrom(...ATOMS) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...GROUPS), part("choice"))
        .map(([open, inner]) => `${open}${inner})`),
    },
  ),
}));

/** Expressions with one group; some repeat nothing, or twice. */
export const expression = fc.tuple(choice, fc.nat(5)).map(([text, chosen]) => {
  const [before = "", ...groups] = text.split(CAPTURE);
  const index = chosen % groups.length;
  if (groups.length === 0) return `(${text})`;
  return groups.reduce((all, group, i) => `${all}${i === index ? "(" : "(?:"}${group}`, before);
});

const NOISE = words(String.raw`
  ( ) [ ] { } { } 1 2 10 , ? ? * + | ^ $ - : \ \ P < > n = ! i s m U Q E d D p x X z Z C . a b A 0 7 8 é [: :] alpha
  (?P< (?< (?i (?: \x{ \Q \E [^ a- {2, {1001} {1000}`);

/** Texts of an expression's parts: few of them make one. */
export const noise = fc.array(fc.constantFrom(...NOISE), { maxLength: 8 }).map((parts) => parts.join(""));

const CHARACTERS = [
  "a",
  "a",
  "b",
  "b",
  "B",
  "0",
  "_",
  ";",
  " ",
  "\n",
  "é",
  "€",
  "中",
  "😀",
  "k",
  "ſ",
  "\u212a",
];

export const value = fc
  .array(fc.constantFrom(...CHARACTERS), { maxLength: 12 })
  .map((characters) => characters.join(""));
