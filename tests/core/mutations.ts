// Texts one to three changes away from a valid configuration.
import fc from "fast-check";
import { configOf, rule } from "./given.ts";

const words = (text: string) => text.split(" ");
const short = rule({ header: "x", tagHeader: "t" });

const CONFIGS = [
  configOf(short),
  configOf({ name: "a", ...short }),
  JSON.stringify({ rules: [short] }, null, "\t"),
  ' {"rules" : [ {"header":"x","modulo":4.2e+09,"tagHeader":"t",\r\n"policies":[{"range":1E2 ,"tagValue":"v"}]}]}\n',
  String.raw`{"rules":[{"header":"\u0078","modulo":1,"tagHeader":"t","policies":[{"range":1,"tagValue":"用é😀\"\\\/\ud83d\ude00\t~"}]}]}`,
  '{"rules":[]}',
].map((text) => Buffer.from(text));

const NOT_UTF8 = "80 bf c0af c1bf c2 e08080 e0a0 eda080 edbfbf f08080af f48fbfbf f4908080 f5808080 fe ff";

const TOKENS = [
  ...words(String.raw`" \ { } [ ] , : - + . e E 0 1 / ' // /**/ "": "a":0, [] {} ,, \u \u00 \u0000 \uD800`),
  ...words(String.raw`\udc00 \x \0 \' \b\f\n null true false nul True NaN Infinity undefined`),
  ..." \t\n\r\0\b\v\f\x1f\x7f\u0085\u00a0\u2028\ud7ff\ue000\ufeff\uffff😀",
]
  .map((token) => Buffer.from(token))
  .concat(words(NOT_UTF8).map((hex) => Buffer.from(hex, "hex")));

const NUMBERS = words(
  "0 -0 00 01 -01 +1 1. .1 1.0 0.0 1e 1e+ 1e- 1e5 1E+05 1e-0 -1e-1 1.5e300 1e999 0x10 1_0 1,0 --1 1e1.0 - -. " +
    "0e0 0.e1 1ee1 Infinity -Infinity 1n 0b1 9007199254740993 4294967296 1e00000000000000000001",
).map((number) => Buffer.from(number));

const pick = <T>(list: T[], by: number) => list[by % list.length]!;
const replace = (text: Buffer, at: number, count: number, put: Uint8Array) =>
  Buffer.concat([text.subarray(0, at), put, text.subarray(at + count)]);

/** One change of a text, at the byte `at`, in [0, its length]; any `by` says which. */
type Edit = (text: Buffer, at: number, by: number) => Buffer;

const EDITS: Record<string, Edit> = {
  flipBit: (text, at, by) => replace(text, at, 1, Buffer.of((text[at] ?? 0) ^ (1 << (by % 8)))),
  setByte: (text, at, by) => replace(text, at, 1, Buffer.of(by % 256)),
  insert: (text, at, by) => replace(text, at, 0, pick(TOKENS, by)),
  overwrite: (text, at, by) => replace(text, at, 1, pick(TOKENS, by)),
  remove: (text, at, by) => replace(text, at, 1 + (by % 8), Buffer.alloc(0)),
  truncate: (text, at) => text.subarray(0, at),
  duplicate: (text, at, by) => replace(text, at, 0, text.subarray(by % 50, (by % 50) + (by % 40))),
  crossOver: (text, at, by) => replace(text, at, text.length, pick(CONFIGS, by).subarray(at)),
  respell: (text, at, by) => {
    const digit = text.toString("latin1").slice(at).search(/\d/);
    return replace(text, at + Math.max(digit, 0), 1, pick(NUMBERS, by));
  },
  nest: (text, at, by) => {
    const value = text.indexOf(":", at) + 1;
    const depth = by % 20;
    return replace(text, value, 0, Buffer.from(`${"[".repeat(depth)}0${"]".repeat(depth)},"x":`));
  },
};

const change = fc.tuple(fc.constantFrom(...Object.keys(EDITS)), fc.nat(0xffff), fc.nat(0xffff));

export const mutations = fc
  .tuple(fc.constantFrom(...CONFIGS), fc.array(change, { minLength: 1, maxLength: 3, size: "max" }))
  .map(([config, changes]) =>
    changes.reduce<Buffer>((text, [edit, at, by]) => EDITS[edit]!(text, at % (text.length + 1), by), config),
  );
