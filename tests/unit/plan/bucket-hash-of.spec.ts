import { bucketHashOf } from "../../../assembly/core/plan/bucket-hash-of";
import { Engine, WrittenHash } from "../../../assembly/core/rule/written-hash";
import { bytes } from "../given";

class Row {
  constructor(
    readonly hash: WrittenHash,
    readonly modulo: u32,
    /** The bucket of 0001. */
    readonly bucket: u32,
  ) {}
}

/** Rows of tests/vectors/hash-*.jsonl, which name the sources. */
const ROWS: Row[] = [
  new Row(new WrittenHash(Engine.Salted, "checkout"), 100, 81),
  new Row(new WrittenHash(Engine.UnleashRollout, "AB12A"), 100, 8),
  new Row(new WrittenHash(Engine.UnleashVariants, "AB12A"), 1000, 809),
  new Row(new WrittenHash(Engine.Split, "", 467569525), 100, 56),
  new Row(new WrittenHash(Engine.Flagd, "headerColor"), 2147483647, 2029536040),
  new Row(new WrittenHash(Engine.GrowthBook1, "checkout"), 1000, 438),
  new Row(new WrittenHash(Engine.GrowthBook2, "checkout"), 10000, 3874),
  new Row(new WrittenHash(Engine.LaunchDarkly, "checkout.b7e1f2"), 100000, 7647),
  new Row(new WrittenHash(Engine.LaunchDarkly, "-3"), 100000, 8241),
  new Row(new WrittenHash(Engine.GoFeatureFlag, "new-checkout"), 100000, 9875),
  new Row(new WrittenHash(Engine.Envoy, "", 13221), 100, 53),
  new Row(new WrittenHash(Engine.Higress, ""), 100, 87),
];

describe("bucketHashOf", () => {
  test("is the engine's, of the modulo that it has or is given", () => {
    const id = bytes("0001");
    for (let i = 0; i < ROWS.length; ++i) {
      const row = ROWS[i];
      const hash = bucketHashOf(row.hash, row.modulo)!;
      expect(hash.bucketOf(id, 0, id.length)).toBe(row.bucket, "row " + i.toString());
      expect(hash.modulo).toBe(row.modulo);
      if (row.hash.modulo > 0) expect(row.hash.modulo).toBe(row.modulo);
    }
  });

  test("is nothing for the plain hash", () => {
    expect(bucketHashOf(null, 100) === null).toBe(true);
  });
});
