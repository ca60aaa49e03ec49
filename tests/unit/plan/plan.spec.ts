import { HashedHeader, NO_BUCKET, Policy, RuleSet, TagHeader } from "../../../assembly/core/plan/plan";
import { bytes } from "../given";

function encoded(text: string): ArrayBuffer {
  return String.UTF8.encode(text);
}

function chosen(tagHeader: TagHeader): string {
  const tagValue = tagHeader.choose();
  return tagValue === null ? "nobody" : String.UTF8.decode(tagValue);
}

/** Policies below 10, 45 and `last` of 100, on one header. */
function lanes(header: HashedHeader, last: u32): TagHeader {
  const tagHeader = new TagHeader(encoded("lane"));
  const bucket = header.bucketOf(100);
  tagHeader.policies.push(new Policy(bucket, 10, encoded("s3")));
  tagHeader.policies.push(new Policy(bucket, 45, encoded("s2")));
  tagHeader.policies.push(new Policy(bucket, last, encoded("s1")));
  return tagHeader;
}

class User {
  constructor(
    readonly id: string,
    readonly bucket: u32,
    readonly lane: string,
  ) {}
}

const USERS: User[] = [
  new User("0005", 6, "s3"),
  new User("0004", 25, "s2"),
  new User("0003", 44, "s2"),
  new User("0002", 63, "s1"),
  new User("0001", 82, "nobody"),
];

describe("HashedHeader", () => {
  test("has one bucket for each modulo", () => {
    const header = new HashedHeader(encoded("x-user-id"));
    const hundred = header.bucketOf(100);
    const thousand = header.bucketOf(1000);
    expect(header.bucketOf(100) == hundred).toBe(true);
    expect(thousand == hundred).toBe(false);
    expect(header.buckets).toHaveLength(2);
  });

  test("has no bucket until it sees a value", () => {
    const header = new HashedHeader(encoded("x-user-id"));
    expect(header.bucketOf(100).value).toBe(NO_BUCKET);
  });

  test("gives each modulo its remainder, of the bytes from start to end", () => {
    const header = new HashedHeader(encoded("x-user-id"));
    const moduli: u32[] = [1, 2, 100, 1000, 4294967295];
    for (let i = 0; i < moduli.length; ++i) header.bucketOf(moduli[i]);
    header.see(bytes("x: 0005 and more"), 3, 7);
    for (let i = 0; i < moduli.length; ++i) {
      expect(header.buckets[i].value).toBe(<u32>0xb0edcaf6 % moduli[i]);
    }
  });

  test("forgets the request before: missing and empty leave no bucket", () => {
    const header = new HashedHeader(encoded("x-user-id"));
    const bucket = header.bucketOf(100);
    const lengths = [0, -1, i32.MIN_VALUE];
    for (let i = 0; i < lengths.length; ++i) {
      header.see(bytes("0005"), 0, 4);
      expect(bucket.value).toBe(6);
      header.see(bytes("0005"), 0, lengths[i]);
      expect(bucket.value).toBe(NO_BUCKET);
    }
  });
});

describe("the lines of a request", () => {
  test("of several with one name the first is hashed, until the next request", () => {
    const header = new HashedHeader(encoded("x-user-id"));
    const bucket = header.bucketOf(100);
    header.show(bytes("0005,0004"), 0, 4);
    header.show(bytes("0005,0004"), 5, 9);
    expect(bucket.value).toBe(6);
    expect(header.isSent).toBe(true);
    header.forget();
    expect(bucket.value).toBe(NO_BUCKET);
    expect(header.isSent).toBe(false);
    header.show(bytes("0004"), 0, 4);
    expect(bucket.value).toBe(25);
  });

  test("an empty first one is what counts", () => {
    const header = new HashedHeader(encoded("x-user-id"));
    const bucket = header.bucketOf(100);
    header.forget();
    header.show(bytes("0005"), 0, 0);
    header.show(bytes("0005"), 0, 4);
    expect(bucket.value).toBe(NO_BUCKET);
  });

  test("tell of a tag header that it was sent", () => {
    const rules = new RuleSet();
    rules.headers.push(new HashedHeader(encoded("x-user-id")));
    rules.tagHeaders.push(new TagHeader(encoded("t")));
    rules.headers[0].show(bytes("0005"), 0, 4);
    rules.tagHeaders[0].show(bytes("forged"), 0, 6);
    expect(rules.tagHeaders[0].isSent).toBe(true);
    rules.forget();
    expect(rules.headers[0].isSent).toBe(false);
    expect(rules.tagHeaders[0].isSent).toBe(false);
  });
});

describe("TagHeader", () => {
  test("takes the first policy whose range is above the bucket", () => {
    const header = new HashedHeader(encoded("x-user-id"));
    const lane = lanes(header, 82);
    for (let i = 0; i < USERS.length; ++i) {
      header.see(bytes(USERS[i].id), 0, 4);
      expect(header.buckets[0].value).toBe(USERS[i].bucket, USERS[i].id);
      expect(chosen(lane)).toBe(USERS[i].lane, USERS[i].id);
    }
  });

  test("range is an exclusive bound: 83 takes bucket 82 in", () => {
    const header = new HashedHeader(encoded("x-user-id"));
    const lane = lanes(header, 83);
    header.see(bytes("0001"), 0, 4);
    expect(chosen(lane)).toBe("s1");
  });

  test("tags nobody without a value, however wide the range", () => {
    const header = new HashedHeader(encoded("x-user-id"));
    const tagHeader = new TagHeader(encoded("t"));
    tagHeader.policies.push(new Policy(header.bucketOf(4294967295), 4294967295, encoded("all")));
    header.see(bytes("anybody"), 0, 7);
    expect(chosen(tagHeader)).toBe("all");
    header.see(bytes(""), 0, 0);
    expect(chosen(tagHeader)).toBe("nobody");
  });

  test("tags nobody without a policy", () => {
    expect(chosen(new TagHeader(encoded("t")))).toBe("nobody");
  });
});
