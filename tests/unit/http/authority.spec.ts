import { hostEnd } from "../../../assembly/core/http/authority";
import { bytes, textOf } from "../given";

function host(authority: string): string {
  const given = bytes("a:1" + authority + ":2]");
  return textOf(given, 3, hostEnd(given, 3, given.length - 3));
}

describe("the host of an authority", () => {
  test("is what stands before the port", () => {
    expect(host("shop.example")).toBe("shop.example");
    expect(host("shop.example:8080")).toBe("shop.example");
    expect(host("shop.example:")).toBe("shop.example");
    expect(host("127.0.0.1:80")).toBe("127.0.0.1");
    expect(host("")).toBe("");
    expect(host(":80")).toBe("");
  });

  test("keeps the brackets of an IPv6 address", () => {
    expect(host("[2001:db8::1]")).toBe("[2001:db8::1]");
    expect(host("[2001:db8::1]:443")).toBe("[2001:db8::1]");
    expect(host("[::1")).toBe("[:");
  });
});
