import {
  cookieNameFault,
  domainFault,
  pathFault,
  promisesHost,
  promisesSecure,
} from "../../../assembly/core/http/cookie-grammar";

describe("the grammar of a cookie", () => {
  test("takes tokens as names", () => {
    expect(cookieNameFault("__Host-a.b!~")).toBe("");
    expect(cookieNameFault("a".repeat(256))).toBe("");
    expect(cookieNameFault("a".repeat(257)).endsWith(" is longer than 256 characters; shorten it")).toBe(
      true,
    );
    expect(cookieNameFault("")).toBe('"" is empty; write a name');
    expect(cookieNameFault("a;b")).toBe('"a;b" has ";", which no cookie\'s name may have; remove it');
  });

  test("takes names of hosts as domains", () => {
    const good = ["shop.example", "SHOP-1.eu", "a", "1.example", "a".repeat(63) + ".b"];
    for (let i = 0; i < good.length; ++i) expect(domainFault(good[i])).toBe("");
    const bad = [
      "a..b",
      "a.",
      "-a.b",
      "a-.b",
      "a_b",
      "a b",
      "ä.eu",
      "[::1]",
      "a".repeat(64) + ".b",
      "a;b",
      "@.a",
      "`.a",
    ];
    for (let i = 0; i < bad.length; ++i) {
      expect(domainFault(bad[i]).endsWith(' is no domain; write one such as "shop.example"')).toBe(
        true,
        bad[i],
      );
    }
    expect(domainFault("10.0.0.1").includes(" is an address")).toBe(true);
    expect(domainFault("a.b/".repeat(64)).includes(" is longer than 253 characters")).toBe(true);
    expect(domainFault("")).toBe('"" is empty; write a domain, or leave the field out');
    expect(domainFault(".a.b")).toBe('".a.b" begins with a dot; write "a.b"');
  });

  test("takes visible ASCII behind a / as a path", () => {
    expect(pathFault("/")).toBe("");
    expect(pathFault("/shop/~a=b,c%20")).toBe("");
    const bad = ["/ ", "/;", "/\t", "/é", "/\x7f"];
    for (let i = 0; i < bad.length; ++i) {
      expect(pathFault(bad[i]).endsWith(", which no cookie's path may have; remove it")).toBe(true, bad[i]);
    }
    expect(pathFault("")).toBe('"" does not begin with "/"; write a path such as "/shop"');
    expect(pathFault("/" + "a".repeat(256)).includes(" is longer than 256 characters")).toBe(true);
  });

  test("knows what the beginning of a name promises, in any letter case", () => {
    expect(promisesHost("__Host-a")).toBe(true);
    expect(promisesHost("__HOST-")).toBe(true);
    expect(promisesHost("__Secure-a")).toBe(false);
    expect(promisesHost("_Host-a")).toBe(false);
    expect(promisesSecure("__secure-a")).toBe(true);
    expect(promisesSecure("__Host-a")).toBe(true);
    expect(promisesSecure("Secure-a")).toBe(false);
  });
});
