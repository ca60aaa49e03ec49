import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import "../core/seed.ts";
import { Sidecar } from "../emulated/sidecar.ts";
import { Gateway, APPVER, baggageLine } from "../emulated/baggage.ts";

describe("members of baggage, beside the grammar of W3C in regular expressions", () => {
  const ESCAPE = "%[0-9A-Fa-f]{2}";
  const OWS = "[ \\t]*";
  const KEY = `(?:[!#$&'*+\\-.^_\`|~0-9A-Za-z]|${ESCAPE})+`;
  const VALUE = `(?:[\\x21\\x23\\x24\\x26-\\x2b\\x2d-\\x3a\\x3c-\\x5b\\x5d-\\x7e]|${ESCAPE})*`;
  const PROPERTY = `${KEY}(?:${OWS}=${OWS}${VALUE})?`;
  const MEMBER = new RegExp(`^(${KEY})${OWS}=${OWS}(${VALUE})(?:${OWS};${OWS}${PROPERTY})*$`);

  /** Key and value of a member all of whose escapes are UTF-8; undefined for anything else. */
  function read(text: string): { key: string; value: string } | undefined {
    const [, key = "", value = ""] = MEMBER.exec(text) ?? [];
    try {
      return key === "" || decodeURIComponent(text) === ""
        ? undefined
        : { key, value: decodeURIComponent(value) };
    } catch {
      return undefined;
    }
  }

  /** What stands between the commas of lines that are more than blanks. */
  const textsOf = (sent: string[]) =>
    sent
      .filter((line) => !/^[ \t]*$/.test(line))
      .flatMap((line) => line.split(","))
      .map((text) => text.replace(/^[ \t]+|[ \t]+$/g, ""));

  /** Whether an app, which may decode keys, trim blanks of every kind and make letters small, could read appver-0. */
  const isOurs = (key: string) =>
    decodeURIComponent(key)
      .toLowerCase()
      .replace(/^[\x00-\x20\x7f-\uffff+]+|[\x00-\x20\x7f-\uffff+]+$/g, "") === "appver-0";

  const words = (text: string) => text.split(" ");
  const PIECES = [
    ...words(
      '= ; , % + " \\ ( : é \u0000 \u007f a k1 userId appver-0 Appver-0 appver-1 appver-A %41 %61ppver-0 +appver-0',
    ),
    ...words(
      "%zz %c3%a9 %c3 %a9 %ff %e2%82 %ed%a0%80 %f0%9f%98%80 %20 %0a =%20 ;; == ,a=1, ,b=2;p, ,appver-1=v2,",
    ),
    ...[" ", "\t", " = ", " ; ", ", ", ",c=%c3%a9 ; p = q ,", ",appver-2=%2541 ;q,"],
  ];
  const line = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(""));
  const sent = fc.array(line, { minLength: 1, maxLength: 2 });

  test("200,000 times at the gateway: what goes on, in which order, and what is counted", () => {
    const gateway = new Gateway();
    let members = 0;
    const played = fc.property(sent, (sent) => {
      const counted = gateway.count("members_refused");
      const texts = textsOf(sent);
      const right = texts.filter((text) => read(text) !== undefined);
      const others = right.filter((text) => !isOurs(read(text)!.key));
      assert.deepEqual(gateway.baggage(...sent), [["appver-0=v2", ...others].join(",")]);
      assert.equal(gateway.count("members_refused") - counted, texts.length - right.length);
      members += others.length;
    });
    fc.assert(played, { numRuns: 200_000 });
    assert.ok(members > 100_000, `only ${members} members were right`);
  });

  test("50,000 times on the way out: the tags that come back, and no other header", () => {
    const sidecar = new Sidecar(APPVER);
    let tags = 0;
    const played = fc.property(sent, (sent) => {
      const wanted = new Map<string, string>();
      for (const { key, value } of textsOf(sent).flatMap((text) => read(text) ?? [])) {
        const isHeader =
          /^appver-[^A-Z%+]*$/.test(key) &&
          /^[^\x00-\x20\x7f]([^\x00-\x1f\x7f]*[^\x00-\x20\x7f])?$/.test(value);
        if (isHeader) wanted.set(key, Buffer.from(value).toString("latin1"));
      }
      const upstream = sidecar.send("outbound", sent.map(baggageLine));
      const restored = upstream.filter(([name]) => name !== "baggage");
      assert.deepEqual(new Map(restored.map(([name, value]) => [name, value.toString("latin1")])), wanted);
      assert.equal(restored.length, wanted.size);
      tags += wanted.size;
    });
    fc.assert(played, { numRuns: 50_000 });
    assert.ok(tags > 10_000, `only ${tags} tags came back`);
  });
});
