import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bucket } from "../../../lib/core.ts";
import { JOINED } from "../../emulated/envoy-lines.ts";
import { rulesFile } from "../plugin.ts";
import { remedy, withEnvoy } from "./lab.ts";
import { sendFrames, sendRaw, valuesIn } from "./wire.ts";

const MODULO = 4294967295;

/** Tags a request with which of these values was hashed. */
function tellsHashed(header: string): string {
  const policies = ["a", "b", "a,b", "a; b"]
    .map((value) => ({ value, bucket: bucket(value, MODULO) }))
    .sort((one, other) => one.bucket - other.bucket)
    .flatMap(({ value, bucket }) => [
      { range: bucket, tagValue: "another" },
      { range: bucket + 1, tagValue: value },
    ]);
  return JSON.stringify({ rules: [{ header, modulo: MODULO, tagHeader: "hashed", policies }] });
}

/** Others in which a user may be known, or that stand in many requests. */
const FIRST =
  `x-user-id x-device x-client-id x-api-key x-real-ip x-forwarded-user x-goog-iap-jwt-assertion x-csrf-token
  true-client-ip cf-connecting-ip proxy-authorization x-b3-traceid b3 traceparent tracestate baggage x-amzn-trace-id
  x-datadog-trace-id x-ot-span-context forwarded from date dnt accept-language range max-forwards warning`.split(
    /\s+/,
  );

describe("a hash header sent twice", () => {
  it("is joined or not as the page says, in both versions of HTTP", { timeout: 60_000 }, () =>
    withEnvoy([], async ({ envoy, gateway, arrived, upstream }) => {
      const hashed = async (header: string) => {
        await envoy.update("hash-tagging.yaml", rulesFile(tellsHashed(header)));
        const lines = `${header}: a\r\n${header}: b\r\n`;
        const http1 = valuesIn(
          await arrived(`GET / HTTP/1.1\r\nhost: shop.example\r\n${lines}\r\n`),
          "hashed",
        );
        upstream.arrived.length = 0;
        await sendFrames(gateway, [
          [header, "a"],
          [header, "b"],
        ]);
        return [...http1, ...valuesIn(upstream.arrived[0] ?? "", "hashed")];
      };
      const expected = [
        ...JOINED.map((name) => [name, "a,b", "a,b"]),
        ...FIRST.map((name) => [name, "a", "a"]),
        ["cookie", "a", "a; b"],
      ];
      const seen: string[][] = [];
      for (const [name] of expected) seen.push([name!, ...(await hashed(name!))]);
      assert.deepEqual(seen, expected);
    }),
  );

  const request = (...lines: string[]) => `GET / HTTP/1.1\r\nhost: shop.example\r\n${lines.join("")}\r\n`;
  const twice = request("x-user-id: 0001\r\n", "x-user-id: 0005\r\n");

  it("goes on twice, until early_header_mutation_extensions leaves the first", async () => {
    await withEnvoy([], async ({ arrived }) => {
      assert.deepEqual(valuesIn(await arrived(twice), "x-user-id"), ["0001", "0005"]);
    });
    await withEnvoy([remedy("first")], async ({ arrived }) => {
      assert.deepEqual(valuesIn(await arrived(twice), "x-user-id"), ["0001"]);
      assert.deepEqual(valuesIn(await arrived(request("x-user-id: 0005\r\n")), "x-user-id"), ["0005"]);
      assert.deepEqual(valuesIn(await arrived(request()), "x-user-id"), []);
    });
  });

  it("is refused by RBAC where Envoy joins it", () =>
    withEnvoy([remedy("joined")], async ({ gateway }) => {
      const status = async (...lines: string[]) =>
        (await sendRaw(gateway, request(...lines))).slice(0, "HTTP/1.1 200".length);
      assert.equal(await status("authorization: a\r\n", "authorization: b\r\n"), "HTTP/1.1 403");
      assert.equal(await status("authorization: a\r\n"), "HTTP/1.1 200");
    }));
});
