// Requests that Envoy, or a filter before ours, answers itself: Envoy opens a context for each, and shows no headers.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { arrival, send, values } from "./client.ts";
import { flood } from "./flood.ts";
import { sendRaw } from "./let-through/wire.ts";
import { bootstrap, type Filter } from "./plugin.ts";
import { Upstream, type HeaderLine } from "./upstream.ts";

/** REFUSED=20000000 plays so many. */
const COUNT = Number(process.env["REFUSED"] ?? 200_000);
const ROUNDS = 4;
const WARM_UP = 200_000; // by then Envoy itself has grown by what 400 open streams take
/** Envoy itself grows in some rounds; a module that keeps 80 bytes of each request grows by 4 MiB in every one. */
const MOST_MIB = 1;

const HEALTH_CHECK: Filter = {
  name: "health-check",
  typed_config: {
    "@type": "type.googleapis.com/envoy.extensions.filters.http.health_check.v3.HealthCheck",
    pass_through_mode: false,
    headers: [{ name: ":path", string_match: { exact: "/health" } }],
  },
};
const DENY: Filter = {
  name: "deny",
  typed_config: {
    "@type": "type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC",
    rules: {
      action: "DENY",
      policies: {
        secret: { permissions: [{ url_path: { path: { exact: "/secret" } } }], principals: [{ any: true }] },
      },
    },
  },
};

/** Over HTTP/2 the connection stays: by Envoy a bad path; by filters a health check, and one that is denied. */
const ON_ONE_CONNECTION = ["/a#b", "/health", "/secret"].map((path): HeaderLine[] => [[":path", path]]);

/** Over HTTP/1 it ends with each. */
const ONCE: [answer: string, request: string][] = [
  ["400", "GET /a#b HTTP/1.1\r\nhost: a\r\n\r\n"],
  ["400", "GET / HTTP/1.1\r\n\r\n"],
  ["400", "GET / HTTP/1.1\r\nhost: a\r\nx y: 1\r\n\r\n"],
  ["400", "GET / HTTP/1.1\r\nhost: a\r\nx: \x01\r\n\r\n"],
  ["400", "GET / HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n"],
  ["403", "GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"],
  ["426", "GET / HTTP/1.0\r\n\r\n"],
  ["431", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(61 << 10)}\r\n\r\n`],
  ["431", `GET / HTTP/1.1\r\nhost: a\r\n${"x: y\r\n".repeat(101)}\r\n`],
  ["501", "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: x\r\n\r\n"],
];

const PROXIES = [
  {
    module: "hash-tagging",
    file: "gateway.yaml",
    listener: "gateway",
    served: async (url: string) => (await send(url, [["x-user-id", "0005"]])).body.trim(),
    right: "appver-a: v2, appver-b: v2, appver-c: v3",
  },
  {
    module: "header-propagation",
    file: "sidecar.yaml",
    listener: "to-sidecar",
    served: async (url: string) => values(await arrival(url, [["appver-a", "v2"]]), "baggage").join(),
    right: "appver-a=v2",
  },
] as const;

describe(`refused requests, ${COUNT} of them, take no memory`, () => {
  let upstream: Upstream;
  before(async () => {
    upstream = await Upstream.start();
  });
  after(() => upstream?.stop());

  for (const { module, file, listener, served, right } of PROXIES) {
    it(`of ${module}`, async (t) => {
      const envoy = await Envoy.start(file, upstream.ports, (text, name) =>
        name === file ? bootstrap(text, (manager) => manager.http_filters.unshift(HEALTH_CHECK, DENY)) : text,
      );
      try {
        const url = envoy.url(listener);
        await flood(url, ON_ONE_CONNECTION, WARM_UP);
        const resident = [await envoy.rss()];
        for (let round = 0; round < ROUNDS; ++round) {
          await flood(url, ON_ONE_CONNECTION, COUNT / ROUNDS);
          for (const [answer, request] of ONCE) {
            assert.equal((await sendRaw(url, request)).slice(9, 12), answer, request);
          }
          resident.push(await envoy.rss());
        }
        t.diagnostic(
          `MiB warmed up and after each round: ${resident.map((mib) => mib.toFixed(1)).join(", ")}`,
        );
        const least = Math.min(...resident.slice(1).map((mib, i) => mib - resident[i]!));
        assert.ok(least < MOST_MIB, `each round took ${least} MiB or more`);
        assert.equal(await served(url), right);
      } finally {
        await envoy.stop();
      }
    });
  }
});
