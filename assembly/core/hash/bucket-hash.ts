/**
 * From an id to a bucket, as one engine does it. The result of a class never changes, as that would move users: what
 * differs gets a class of its own.
 */
export abstract class BucketHash {
  constructor(
    /** How many buckets there are, at least 1. */
    readonly modulo: u32,
  ) {}

  /** In [0, modulo), for the id that bytes[start, end) are in UTF-8. Allocates nothing. */
  abstract bucketOf(bytes: StaticArray<u8>, start: i32, end: i32): u32;
}
