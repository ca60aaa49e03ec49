import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { remedy, withEnvoy } from "./lab.ts";
import { sendRaw, valuesIn } from "./wire.ts";

const GET = "GET / HTTP/1.1\r\nhost: shop.example\r\n";
const WEBSOCKETS = { upgrade_configs: [{ upgrade_type: "websocket" }] };
const DROP = { common_http_protocol_options: { headers_with_underscores_action: "DROP_HEADER" } };

const status = async (gateway: string, request: string) => (await sendRaw(gateway, request)).split(" ")[1];

describe("an underscore in the place of a hyphen", () => {
  const request = `${GET}x-user-id: 0005\r\nappver_a: v2\r\n\r\n`;
  const both = (arrived: string) => [valuesIn(arrived, "appver-a"), valuesIn(arrived, "appver_a")];

  it("passes", () =>
    withEnvoy([], async ({ arrived }) => {
      assert.deepEqual(both(await arrived(request)), [["v1"], ["v2"]]);
    }));

  it("is closed by REJECT_REQUEST", () =>
    withEnvoy([remedy("underscores")], async ({ gateway }) => {
      assert.equal(await status(gateway, request), "400");
      assert.equal(await status(gateway, request.replace("_", "-")), "200");
    }));

  it("is closed by DROP_HEADER", () =>
    withEnvoy([DROP], async ({ arrived }) => {
      assert.deepEqual(both(await arrived(request)), [["v1"], []]);
    }));
});

describe("a tag header named in Connection", () => {
  const request = (connection: string, more = "") =>
    `${GET}connection: ${connection}\r\n${more}x-user-id: 0005\r\nappver-a: v2\r\n\r\n`;
  const upgrade = request("upgrade, appver-a", "upgrade: websocket\r\n");
  const lines = (arrived: string) =>
    ["connection", "x-user-id", "appver-a"].map((name) => valuesIn(arrived, name));

  it("is set all the same, and Connection ends at Envoy", () =>
    withEnvoy([], async ({ arrived }) => {
      assert.deepEqual(lines(await arrived(request("keep-alive, appver-a"))), [[], ["0005"], ["v1"]]);
    }));

  it("with x-user-id, makes the client one without an id", () =>
    withEnvoy([], async ({ arrived }) => {
      assert.deepEqual(lines(await arrived(request("keep-alive, x-user-id, appver-a"))), [[], [], []]);
    }));

  it("is refused in an upgrade without upgrade_configs", () =>
    withEnvoy([], async ({ gateway }) => {
      assert.equal(await status(gateway, upgrade), "403");
    }));

  it("goes on in a websocket's as it came, beside the tag", () =>
    withEnvoy([WEBSOCKETS], async ({ arrived }) => {
      assert.deepEqual(lines(await arrived(upgrade)), [["upgrade, appver-a"], ["0005"], ["v1"]]);
    }));

  it("is closed by early_header_mutation_extensions, which leaves other connections alone", () =>
    withEnvoy([WEBSOCKETS, remedy("upgrades")], async ({ gateway, arrived }) => {
      assert.equal(await status(gateway, upgrade), "101");
      assert.deepEqual(lines(await arrived(upgrade)), [["upgrade"], ["0005"], ["v1"]]);
      assert.match(await sendRaw(gateway, request("close")), /^HTTP\/1.1 200 [^]*^connection: close\r$/m);
      assert.doesNotMatch(await sendRaw(gateway, request("keep-alive")), /^connection:/m);
      assert.deepEqual(lines(await arrived(request("close"))), [[], ["0005"], ["v1"]]);
    }));
});
