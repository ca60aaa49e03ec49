import { carriedFault, headerFault, prefixFault } from "../../../assembly/core/baggage/tag-name";

const CHAIN = ["baggage", "traceparent", "tracestate", "x-request-id"];

function takesIn(prefix: string, header: string): string {
  return '"' + prefix + '" takes in "' + header + '", which is no tag; write a longer one, or name headers';
}

describe("headerFault", () => {
  test("takes ordinary headers", () => {
    expect(headerFault("version")).toBe("");
    expect(headerFault("x-asm-prefer-tag")).toBe("");
    expect(headerFault("baggage-x")).toBe("");
  });

  test("refuses what frames the request, is no name, or carries the chain", () => {
    expect(headerFault("")).toBe('"" is empty; write a header name such as "x-user-id"');
    expect(headerFault("host").startsWith('"host" frames or addresses the request')).toBe(true);
    for (let i = 0; i < CHAIN.length; ++i) {
      expect(headerFault(CHAIN[i])).toBe(
        '"' + CHAIN[i] + '" carries the chain itself and is no tag; remove it',
      );
    }
  });
});

describe("prefixFault", () => {
  test("takes prefixes of tags alone", () => {
    const right = ["appver", "x-asm-", "version", "x-r-", "hostess", "tee"];
    for (let i = 0; i < right.length; ++i) expect(prefixFault(right[i])).toBe("", right[i]);
  });

  test("refuses those that another header begins with", () => {
    expect(prefixFault("")).toBe('"" is empty; write a header name such as "x-user-id"');
    expect(prefixFault("a b").startsWith('"a b" has " "')).toBe(true);
    expect(prefixFault("ho")).toBe(takesIn("ho", "host"));
    expect(prefixFault("te")).toBe(takesIn("te", "te"));
    expect(prefixFault("x-")).toBe(takesIn("x-", "x-request-id"));
    expect(prefixFault("bag")).toBe(takesIn("bag", "baggage"));
    expect(prefixFault("cook")).toBe(takesIn("cook", "cookie"));
    expect(prefixFault("x-env")).toBe(takesIn("x-env", "x-envoy-"));
    expect(prefixFault("x-envoy-max")).toBe(takesIn("x-envoy-max", "x-envoy-"));
    expect(prefixFault("x-forwarded-for")).toBe(takesIn("x-forwarded-for", "x-forwarded-"));
  });
});

describe("carriedFault", () => {
  test("refuses what apps would make another key of", () => {
    const right = ["appver-a", "x!#&'-._`~09"];
    for (let i = 0; i < right.length; ++i) expect(carriedFault(right[i])).toBe("", right[i]);
    expect(carriedFault("baggage")).toBe('"baggage" carries the tags; name another header');
    const wrong = ["app%61", "%"];
    for (let i = 0; i < wrong.length; ++i) {
      const fault =
        '"' + wrong[i] + '" has %, which some apps decode in the keys of baggage; name another header';
      expect(carriedFault(wrong[i])).toBe(fault);
      expect(headerFault(wrong[i])).toBe(fault);
      expect(prefixFault(wrong[i])).toBe(fault);
    }
  });
});
