// A header has one value, however the filter reads it: asked for by its name or found among all lines; and the emulated
// host, by which most of the tests go, has the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { load } from "js-yaml";
import { asEnvoyHolds, type Http, JOINED, TAKEN } from "../emulated/envoy-lines.ts";
import { Host, type Line } from "../emulated/host.ts";
import { withEnvoy } from "./let-through/lab.ts";
import { sendFrames, valuesIn } from "./let-through/wire.ts";
import { rulesFile, type Filter } from "./plugin.ts";
import type { HeaderLine } from "./upstream.ts";

const FILTER = readFileSync(new URL("../../build/hash-tagging.wasm", import.meta.url));

/** Request headers of the IANA registry and of proxies, and names of every kind of character that the rules allow. */
const OTHERS =
  `host cookie x-user-id accept-charset accept-datetime accept-language age allow alt-used b3 baggage client-cert
  content-language content-location content-md5 content-range date dnt dpop early-data expires forwarded from
  http2-settings last-modified max-forwards mime-version prefer priority proxy-authorization range save-data
  sec-fetch-site sec-gpc sec-websocket-key server traceparent tracestate trailer vary warning www-authenticate
  x-amzn-trace-id x-b3-traceid x-datadog-trace-id x-forwarded-user x-http-method-override x-ot-span-context x-real-ip
  x_user_id 0 a.b z!#%&'~-\`_`.split(/\s+/);
const HEADERS = [...OTHERS, ...JOINED, ...TAKEN];

/** What Envoy answers with 400 or a reset: a second host, and what RFC 9113 has no place for. */
const REFUSED = [
  "host x 2 in HTTP/2",
  ...["connection", "keep-alive", "proxy-connection", "te", "upgrade"].flatMap((header) =>
    [1, 2].map((count) => `${header} x ${count} in HTTP/2`),
  ),
];

/** Of these and all that Envoy makes of two of them the buckets differ. */
const VALUES = ["a", "b", "shop.example"] as const;
const BUCKETS = 16;

/** A rule that tags with the bucket itself. */
const telling = (header: string, tagHeader: string) => ({
  header,
  modulo: BUCKETS,
  tagHeader,
  policies: Array.from({ length: BUCKETS }, (_, bucket) => ({ range: bucket + 1, tagValue: `${bucket}` })),
});

/** One configuration for each header, which asks for it, and one for all of them, which reads every line. */
const CONFIGS = [
  ...HEADERS.map((header, i) => [telling(header, `asked-${i}`)]),
  HEADERS.map((header, i) => telling(header, `found-${i}`)),
].map((rules) => JSON.stringify({ rules }));

/** The configurations as filters one behind the other. */
const FILTERS = CONFIGS.map((config): Filter => {
  const text = rulesFile(config, (plugin) => (plugin.vm_config.vm_id = "both-ways"));
  const { name, typed_config } = (load(text) as { resources: [Filter] }).resources[0];
  return { name, typed_config };
});

/** A connection with a refused request ends without the usual second of delay. */
const AT_ONCE = { delayed_close_timeout: "0.01s" };

describe("each header has one value, asked for or found among all lines", { timeout: 120_000 }, () => {
  const host = new Host(FILTER);
  const plugins = CONFIGS.map((config) => host.configure(config));
  const emulated = (i: number, sent: HeaderLine[], http: Http): string[][] => {
    const lines = asEnvoyHolds(
      sent.map(([name, value]): Line => [name, Buffer.from(value)]),
      http,
    );
    const upstream = [plugins[i]!, plugins.at(-1)!].flatMap((plugin) => host.request(plugin, lines));
    return [`asked-${i}`, `found-${i}`].map((tag) =>
      upstream.filter(([name]) => name === tag).map(([, value]) => value.toString()),
    );
  };

  it("on the real Envoy as under the emulated host, in one line or two, in HTTP/1.1 or HTTP/2", () =>
    withEnvoy([{ http_filters: FILTERS, ...AT_ONCE }], async ({ gateway, arrived, upstream }) => {
      const refused: string[] = [];
      for (const [i, header] of HEADERS.entries()) {
        for (const [http, count] of [
          ["HTTP/1.1", 1],
          ["HTTP/1.1", 2],
          ["HTTP/2", 1],
          ["HTTP/2", 2],
        ] as const) {
          const lines = VALUES.slice(0, count).map((value): HeaderLine => [header, value]);
          const own: HeaderLine =
            http === "HTTP/2" ? [":authority", "shop.example"] : ["host", "shop.example"];
          const sent = header === "host" && http === "HTTP/1.1" ? lines : [own, ...lines];
          upstream.arrived.length = 0;
          if (http === "HTTP/2") await sendFrames(gateway, lines);
          else
            await arrived(`GET / HTTP/1.1\r\n${sent.map((line) => `${line.join(": ")}\r\n`).join("")}\r\n`);
          const [request] = upstream.arrived;
          if (request === undefined) {
            refused.push(`${header} x ${count} in ${http}`);
            continue;
          }
          const [asked, found] = ["asked", "found"].map((way) => valuesIn(request, `${way}-${i}`));
          assert.deepEqual(asked, found, `${header} x ${count} in ${http}`);
          assert.deepEqual(
            [asked, found],
            emulated(i, sent, http),
            `${header} x ${count} in ${http}, emulated`,
          );
        }
      }
      assert.deepEqual(refused, REFUSED);
    }));
});
