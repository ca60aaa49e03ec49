// The algorithms of assembly/core/hash, written once for all dialects. tests/sql runs them beside the core on each engine.
import type { DescribedBucket } from "../described.js";
import { type Dialect, MASK_64, type Sql } from "./dialect.js";
import { PRIME_1, PRIME_2, PRIME_3, PRIME_4, PRIME_5 } from "./xxhash64.js";

const FNV_PRIME = 0x01000193n;
const FNV_BASIS = 0x811c9dc5n;

/** The bucket of the text `id`, which is not null, in the steps that the core names. */
export function bucketOf(sql: Dialect, id: Sql, steps: DescribedBucket): Sql {
  const { modulo } = steps;
  const seed = BigInt(steps.seed);
  switch (steps.algorithm) {
    case "sha1":
      return sql.sha1Share(id, steps.before);
    case "sha256":
      return sql.sha256Remainder(id, modulo);
    case "xxhash64":
      return sql.remainder64(sql.xxhash64(id, seed) ?? xxhash64(sql, id, seed), modulo);
    case "murmur3_32":
      return bucketIn(
        sql.murmur3(id, steps.before, seed) ?? murmur3(sql, id, steps.before, seed),
        steps,
        sql,
      );
    case "fnv1a32":
      return bucketIn(fnv1a32(sql, id, seed, steps), steps, sql);
  }
}

function bucketIn(hash: Sql, { to, modulo }: DescribedBucket, sql: Dialect): Sql {
  if (to === "share") return sql.shiftRight(`(${hash} * ${sql.number(BigInt(modulo))})`, 32);
  return `(${hash} % ${sql.number(BigInt(modulo))})`;
}

function fnv1a32(sql: Dialect, id: Sql, basis: bigint, { after, then }: DescribedBucket): Sql {
  const hash = fnv1a32Of(sql, id, basis, after);
  if (then === "fmix32") return fmix32(sql, hash);
  return then === "digits" ? fnv1a32Of(sql, sql.digits(hash), FNV_BASIS, "") : hash;
}

function fnv1a32Of(sql: Dialect, text: Sql, basis: bigint, after: string): Sql {
  return sql.octets(text, "", after, (octets) =>
    sql.foldOctets(octets, sql.number(basis), (hash, octet) => sql.times32(sql.xor(hash, octet), FNV_PRIME)),
  );
}

function fmix32(sql: Dialect, hash: Sql): Sql {
  const mixed = (value: Sql, bits: number, factor: bigint, body: (name: Sql) => Sql) =>
    sql.bind(value, (it) => body(sql.times32(sql.xor(it, sql.shiftRight(it, bits)), factor)));
  return mixed(hash, 16, 0x85ebca6bn, (one) =>
    mixed(one, 13, 0xc2b2ae35n, (two) => sql.bind(two, (it) => sql.xor(it, sql.shiftRight(it, 16)))),
  );
}

function murmur3(sql: Dialect, id: Sql, before: string, seed: bigint): Sql {
  const scrambled = (word: Sql) =>
    sql.times32(sql.rotateLeft32(sql.times32(word, 0xcc9e2d51n), 15), 0x1b873593n);
  return sql.octets(id, before, "", (octets) => {
    const words = sql.shiftRight(sql.size(octets), 2);
    const hash = sql.fold(words, sql.number(seed), (sum, i) => {
      const word = sql.word(octets, `(4 * ${i})`, 4);
      return sql.plus32(sql.times32(sql.rotateLeft32(sql.xor(sum, scrambled(word)), 13), 5n), 0xe6546b64n);
    });
    const rest = sql.word(octets, `(4 * ${words})`, 4); // without octets it is 0, and so is scrambled(0)
    return fmix32(sql, sql.xor(sql.xor(hash, scrambled(rest)), sql.size(octets)));
  });
}

function xxhash64(sql: Dialect, id: Sql, seed: bigint): Sql {
  const start = (add: bigint) => sql.number((seed + add) & MASK_64);
  const round = (lane: Sql, word: Sql) =>
    sql.times64(sql.rotateLeft64(sql.plus64(lane, sql.times64(word, PRIME_2)), 31), PRIME_1);
  const merged = (hash: Sql, lane: Sql) =>
    sql.plus64(sql.times64(sql.xor(hash, round(sql.number(0n), lane)), PRIME_1), sql.number(PRIME_4));
  return sql.octets(id, "", "", (octets) => {
    const size = sql.size(octets);
    const stripes = sql.shiftRight(size, 5);
    const lane = (number: number, first: bigint, body: (it: Sql) => Sql) =>
      sql.bind(
        sql.fold(stripes, start(first), (sum, i) =>
          round(sum, sql.word(octets, `(32 * ${i} + ${8 * number})`, 8)),
        ),
        body,
      );
    const ofLanes = lane(0, PRIME_1 + PRIME_2, (a) =>
      lane(1, PRIME_2, (b) =>
        lane(2, 0n, (c) =>
          lane(3, MASK_64 + 1n - PRIME_1, (d) => {
            const turned = [
              sql.rotateLeft64(a, 1),
              sql.rotateLeft64(b, 7),
              sql.rotateLeft64(c, 12),
              sql.rotateLeft64(d, 18),
            ];
            return [a, b, c, d].reduce(
              merged,
              turned.reduce((sum, it) => sql.plus64(sum, it)),
            );
          }),
        ),
      ),
    );
    const first = sql.bind(
      ofLanes,
      (it) => `(CASE WHEN ${size} >= 32 THEN ${it} ELSE ${start(PRIME_5)} END)`,
    );
    const eights = `(${sql.shiftRight(size, 3)} - 4 * ${stripes})`;
    const ofEights = sql.fold(eights, sql.plus64(first, size), (sum, i) => {
      const word = sql.word(octets, `(32 * ${stripes} + 8 * ${i})`, 8);
      const turned = sql.rotateLeft64(sql.xor(sum, round(sql.number(0n), word)), 27);
      return sql.plus64(sql.times64(turned, PRIME_1), sql.number(PRIME_4));
    });
    const fours = `(${sql.shiftRight(size, 2)} - 2 * ${sql.shiftRight(size, 3)})`; // 1 or 0
    const ofFours = sql.fold(fours, ofEights, (sum) => {
      const word = sql.times64(sql.word(octets, `(8 * ${sql.shiftRight(size, 3)})`, 4), PRIME_1);
      return sql.plus64(sql.times64(sql.rotateLeft64(sql.xor(sum, word), 23), PRIME_2), sql.number(PRIME_3));
    });
    const ones = `(${size} - 4 * ${sql.shiftRight(size, 2)})`;
    const ofOnes = sql.fold(ones, ofFours, (sum, i) => {
      const octet = sql.octet(octets, `(4 * ${sql.shiftRight(size, 2)} + ${i})`);
      return sql.times64(sql.rotateLeft64(sql.xor(sum, sql.times64(octet, PRIME_5)), 11), PRIME_1);
    });
    const mixed = (value: Sql, bits: number, factor: bigint, body: (name: Sql) => Sql) =>
      sql.bind(value, (it) => body(sql.times64(sql.xor(it, sql.shiftRight(it, bits)), factor)));
    return mixed(ofOnes, 33, PRIME_2, (one) =>
      mixed(one, 29, PRIME_3, (two) => sql.bind(two, (it) => sql.xor(it, sql.shiftRight(it, 32)))),
    );
  });
}
