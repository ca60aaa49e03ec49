import type { Ids } from "../census/census.js";
import { randomOf } from "./random.js";
import { LONGEST, type Shape } from "./shapes.js";

const LF = 10;
/** Of TAB, CR and a blank, as bytes. */
const isBlank = (byte: number | undefined) => byte === 9 || byte === 13 || byte === 32;

/** The ids of users whom nobody has: the same for the same seed. Each user has `keys` of them, one behind the other. */
export function inventedIds(shape: Shape, users: number, keys: number, seed: number): Ids {
  const randoms = Array.from({ length: keys }, (_, key) => randomOf(seed + key * 2 ** 32));
  const ends = new Uint32Array(users * keys);
  const bytes = new Uint8Array(users * keys * LONGEST);
  let end = 0;
  for (let user = 0; user < users; ++user) {
    for (let key = 0; key < keys; ++key) {
      end = shape(bytes, end, randoms[key]!, user);
      ends[user * keys + key] = end;
    }
  }
  return { bytes: bytes.subarray(0, end), ends };
}

/** The ids in a text, one a line, as its bytes have them, without blanks around, as HTTP has none. Empty lines are none. */
export function idsOfLines(text: Uint8Array): Ids {
  const bytes = new Uint8Array(text.length);
  const ends: number[] = [];
  let end = 0;
  for (let at = 0; at < text.length;) {
    let next = text.indexOf(LF, at);
    if (next < 0) next = text.length;
    let [first, last] = [at, next];
    while (first < last && isBlank(text[first])) ++first;
    while (first < last && isBlank(text[last - 1])) --last;
    if (first < last) {
      bytes.set(text.subarray(first, last), end);
      end += last - first;
      ends.push(end);
    }
    at = next + 1;
  }
  return { bytes: bytes.subarray(0, end), ends: Uint32Array.from(ends) };
}
