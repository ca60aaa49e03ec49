import assert from "node:assert/strict";
import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { describe, it } from "node:test";
import { remedy, withEnvoy, type Lab } from "./lab.ts";
import { sendFrames, valuesIn } from "./wire.ts";

const WITH_TRAILERS = { http_protocol_options: { enable_trailers: true } };
const HTTP1 =
  "POST / HTTP/1.1\r\nhost: shop.example\r\nx-user-id: 0005\r\ntransfer-encoding: chunked\r\ntrailer: appver-a\r\n\r\n" +
  "1\r\nx\r\n0\r\nappver-a: v2\r\n\r\n";

/** What the upstream gets as appver-a, first the header, then a trailer. */
const fromHttp1 = async ({ arrived }: Lab) => valuesIn(await arrived(HTTP1), "appver-a");

const post = ({ gateway }: Lab) => sendFrames(gateway, [["x-user-id", "0005"]], [["appver-a", "v2"]]);

async function fromHttp2(lab: Lab): Promise<string[]> {
  lab.upstream.arrived.length = 0;
  await post(lab);
  return valuesIn(lab.upstream.arrived[0]!, "appver-a");
}

describe("a trailer named as a tag header", () => {
  it("is dropped before an HTTP/1.1 upstream", () =>
    withEnvoy([WITH_TRAILERS], async (lab) => {
      assert.deepEqual(await fromHttp1(lab), ["v1"]);
      assert.deepEqual(await fromHttp2(lab), ["v1"]);
    }));

  it("passes from HTTP/2 where the cluster has enable_trailers", () =>
    withEnvoy(
      [],
      async (lab) => {
        assert.deepEqual(await fromHttp1(lab), ["v1"]);
        assert.deepEqual(await fromHttp2(lab), ["v1", "v2"]);
      },
      { protocol: WITH_TRAILERS },
    ));

  it("passes from HTTP/1.1 where the connection manager has it too, until header_mutation removes it", async () => {
    for (const [settings, expected] of [
      [[WITH_TRAILERS], ["v1", "v2"]] as const,
      [[WITH_TRAILERS, remedy("trailers")], ["v1"]] as const,
    ]) {
      await withEnvoy(
        [...settings],
        async (lab) => {
          assert.deepEqual(await fromHttp1(lab), expected);
          assert.deepEqual(await fromHttp2(lab), expected);
        },
        { protocol: WITH_TRAILERS },
      );
    }
  });

  it("passes to an HTTP/2 upstream as a trailer, until header_mutation removes it", async () => {
    const seen: { header: unknown; trailer: unknown }[] = [];
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        seen.push({ header: request.headers["appver-a"], trailer: request.trailers["appver-a"] });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const http2 = {
      port: (server.address() as AddressInfo).port,
      protocol: { http2_protocol_options: {} },
    };
    await withEnvoy([], post, http2);
    await withEnvoy([remedy("trailers")], post, http2);
    server.close();
    assert.deepEqual(seen, [
      { header: "v1", trailer: "v2" },
      { header: "v1", trailer: undefined },
    ]);
  });
});
