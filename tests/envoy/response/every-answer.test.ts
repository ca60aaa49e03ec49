// What browsers are told in answers of every kind, of the app and of Envoy, through several plugins of one name.
import assert from "node:assert/strict";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../../lab/envoy.ts";
import { PORTS, type Applications } from "../../../lab/ports.ts";
import { bootstrap, rulesFile, type Filter } from "../plugin.ts";
import type { Explanation } from "../../../lib/core.ts";
import type { HeaderLine } from "../upstream.ts";
import { get, type Visit } from "./browser.ts";

const TOKEN = "S3cr3t-t0k3n-0f-28-ch4r4ct3rs";
const USER: HeaderLine = ["x-user-id", "0005"];
/** A route for all but those who send x-lost. */
const LOST = "prefix: /, headers: [{ name: x-lost, present_match: true, invert_match: true }]";

const MIX = "mix=appver-a=v1; Path=/; SameSite=Lax; Secure; Max-Age=31536000";
const ID = /^anon=[0-9a-f]{32}; Path=\/; SameSite=Lax; Secure; HttpOnly; Max-Age=31536000$/;

const rule = (tagHeader: string, tagValue: string) => ({
  header: "x-user-id",
  modulo: 1,
  tagHeader,
  policies: [{ range: 1, tagValue }],
});
/** The module that sees answers, under the name that the file has. */
function plugin(configuration: object): Filter {
  const file = rulesFile(JSON.stringify(configuration), ({ vm_config }) => {
    vm_config.code = { local: { filename: "build/hash-tagging-response.wasm" } };
  });
  const [{ name, typed_config }] = (JSON.parse(file) as { resources: [Filter] }).resources;
  return { name, typed_config };
}

const TELLING = plugin({
  rules: [rule("appver-a", "v1")],
  response: { header: "x-mix", cookie: { name: "mix" } },
  anonymousId: { cookie: "anon" },
  debug: { header: "x-tag-debug", token: TOKEN },
});
const OTHER = plugin({ rules: [rule("appver-z", "v9")], response: { header: "x-other-mix" } });
/** Behind ours: refuses who sends x-denied. */
const DENYING: Filter = {
  name: "envoy.filters.http.rbac",
  typed_config: {
    "@type": "type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC",
    rules: {
      action: "DENY",
      policies: {
        denied: {
          permissions: [{ header: { name: "x-denied", present_match: true } }],
          principals: [{ any: true }],
        },
      },
    },
  },
};

/** Answers with the status that a request asks for, or takes its upgrade. */
async function app(): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.headers["x-crash"] !== undefined) return void request.socket.destroy();
    response.writeHead(Number(request.headers["x-status"] ?? 200), { "x-mix": "the app's" }).end();
  });
  server.on("upgrade", (_request, socket) => {
    socket.end("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

describe("every answer tells the tags", () => {
  let server: Server;
  let envoy: Envoy;
  const visit = (...lines: HeaderLine[]) => get(envoy.url("gateway"), lines);
  const valuesOf = ({ lines }: Visit, name: string) =>
    lines.filter(([other]) => other === name).map(([, value]) => value);

  before(async () => {
    server = await app();
    const { port } = server.address() as AddressInfo;
    const names = Object.keys(PORTS).filter((name) => name.startsWith("app-"));
    const ports = Object.fromEntries(names.map((name) => [name, port])) as Applications;
    envoy = await Envoy.start("mesh.yaml", ports, (text, file) => {
      if (file === "live/app-a.yaml") return text.replace("prefix: /", LOST);
      if (file !== "mesh.yaml") return text;
      return bootstrap(text, (manager) => {
        const router = manager.http_filters.at(-1)!;
        manager.http_filters = [TELLING, OTHER, DENYING, router];
        manager["upgrade_configs"] = [{ upgrade_type: "websocket" }];
      });
    });
  });
  after(async () => {
    await envoy?.stop();
    server?.close().closeAllConnections();
  });

  const answers: [what: string, status: number, ...lines: HeaderLine[]][] = [
    ["200 of the app", 200],
    ["403 of the app", 403, ["x-status", "403"]],
    ["404 of the app", 404, ["x-status", "404"]],
    ["503 of the app", 503, ["x-status", "503"]],
    ["403 of a filter behind it", 403, ["x-denied", "1"]],
    ["404 of Envoy, which has no route", 404, ["x-lost", "1"]],
    ["503 of Envoy, whose app is gone", 503, ["x-crash", "1"]],
  ];
  for (const [what, status, ...lines] of answers) {
    it(what, async () => {
      const known = await visit(...lines, USER);
      assert.equal(known.status, status);
      assert.deepEqual(valuesOf(known, "x-mix"), ["appver-a=v1"], "in the place of the app's");
      assert.deepEqual(valuesOf(known, "x-other-mix"), ["appver-z=v9"], "of the other plugin of that name");
      assert.deepEqual(valuesOf(known, "set-cookie"), [MIX]);
      const anonymous = await visit(...lines);
      assert.equal(anonymous.status, status);
      assert.deepEqual(valuesOf(anonymous, "x-other-mix"), []);
      const [mix, id, ...more] = valuesOf(anonymous, "set-cookie");
      assert.deepEqual([mix, more], [MIX, []]);
      assert.match(id!, ID);
    });
  }

  it("the answer to debug, which Envoy gives in the place of the app", async () => {
    const asked = await visit(["x-tag-debug", TOKEN]);
    const { tagHeaders } = JSON.parse(asked.body) as Explanation;
    assert.equal(tagHeaders[0]!.tagValue, "v1");
    assert.deepEqual(valuesOf(asked, "x-mix"), ["appver-a=v1"]);
    assert.match(valuesOf(asked, "set-cookie")[1]!, ID);
    const without = await visit(["x-tag-debug", "wrong"], USER);
    assert.deepEqual([without.body, valuesOf(without, "set-cookie")], ["", [MIX]]);
  });

  it("101, which begins a WebSocket", async () => {
    const lines = ["host", "shop.example", "connection", "upgrade", "upgrade", "websocket"];
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request(envoy.url("gateway"), { headers: lines })
        .on("upgrade", (answer, socket) => (socket.destroy(), resolve(answer)))
        .on("error", reject)
        .end();
    });
    assert.equal(answer.statusCode, 101);
    assert.equal(answer.headers["x-mix"], "appver-a=v1");
    assert.equal(answer.headers["set-cookie"]![0], MIX);
    assert.match(answer.headers["set-cookie"]![1]!, ID);
  });
});
