// An input of any target: pieces of text, each character a byte. New ones are made by editing those of the corpus.
import fc from "fast-check";

export type Input = string[];

const MOST_PIECES = 4096;
const MOST_BYTES = 1 << 16;

/** Bytes at which a reader of text, JSON, YAML, baggage or headers draws a line. */
const BYTES = [
  ..."\t\n\r \"#%&'*+,-./0189:;<=>?@AZ[\\]^_`az{|}~\0\x01\x1f\x7f\x80\x85\xa0\xbf\xc2\xc3\xe2\xed\xef\xf0\xf4\xff",
];

const pick = <T>(list: T[], by: number): T => list[by % list.length]!;

/** Changes the pieces at `at`, in [0, length); any `by` says which way. `words` and `other` are there to be taken. */
type Edit = (pieces: Input, at: number, by: number, words: string[], other: Input) => Input;

const splice = (pieces: Input, at: number, count: number, ...put: Input) => [
  ...pieces.slice(0, at),
  ...put,
  ...pieces.slice(at + count),
];

const within = (change: (piece: string, at: number, by: number) => string): Edit => {
  return (pieces, at, by) => {
    const piece = pieces[at] ?? "";
    return splice(pieces, at, 1, change(piece, (by >> 8) % (piece.length + 1), by & 0xff));
  };
};

const repeated = (text: string, times: number) => text.repeat(times * text.length > MOST_BYTES ? 2 : times);

const EDITS: Edit[] = [
  (pieces, at, by) => splice(pieces, at, 1 + (by % 4)),
  (pieces, at, by, words) => splice(pieces, at, 0, pick(words, by)),
  (pieces, at, by, words) => splice(pieces, at, 1, pick(words, by)),
  (pieces, at, by) => splice(pieces, at, 0, pieces[by % pieces.length] ?? ""),
  (pieces, at, by) => splice(pieces, at, 0, ...Array<string>(1 << (by % 12)).fill(pieces[at] ?? "")),
  (pieces, at, by, _words, other) => [...pieces.slice(0, at), ...other.slice(by % (other.length + 1))],
  within((piece, at, by) => piece.slice(0, at) + pick(BYTES, by) + piece.slice(at)),
  within((piece, at, by) => piece.slice(0, at) + String.fromCharCode(by) + piece.slice(at + 1)),
  within((piece, at, by) => piece.slice(0, at) + piece.slice(at + 1 + (by % 4))),
  within((piece, at, by) => piece.slice(0, at) + repeated(piece.slice(at), 1 << (by % 17))),
];

const edit = fc.tuple(fc.nat(EDITS.length - 1), fc.nat(0xffff), fc.nat(0xffff));

/** Inputs up to six edits away from one of `corpus`, which may grow meanwhile. */
export function inputs(corpus: Input[], words: string[]): fc.Arbitrary<Input> {
  const edits = fc.array(edit, { maxLength: 6, size: "max" });
  return fc.tuple(fc.nat(0xffff), fc.nat(0xffff), edits).map(([from, other, changes]) =>
    changes.reduce<Input>(
      (pieces, [kind, at, by]) => {
        const next = EDITS[kind]!(pieces, at % (pieces.length + 1), by, words, pick(corpus, other));
        const size = next.reduce((sum, piece) => sum + piece.length, 0);
        return next.length > MOST_PIECES || size > MOST_BYTES ? pieces : next;
      },
      pick(corpus, from),
    ),
  );
}
