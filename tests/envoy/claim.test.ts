// A claim as the key: of a token that Envoy's own jwt_authn has verified, and of no other.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { isNative } from "../../lab/native.ts";
import { until } from "../../lab/until.ts";
import { bucket } from "../../lib/core.ts";
import { Issuer } from "../token.ts";
import { arrival, send, values } from "./client.ts";
import { verifying } from "./jwt-authn.ts";
import { bootstrap, rulesFile } from "./plugin.ts";
import { Upstream, type HeaderLine } from "./upstream.ts";

const issuer = new Issuer();
const jwtAuthn = verifying(issuer, { payload_in_metadata: "payload" });
const bearer = (token: string): HeaderLine => ["authorization", `Bearer ${token}`];

/** Gives each bucket a tag value of its own, the bucket's number, so that a tag tells what was hashed. */
const MODULO = 1000;
const everyBucket = (key: object[]) => ({
  key,
  modulo: MODULO,
  tagHeader: "bucket",
  anonymousTagValue: "nobody",
  policies: Array.from({ length: MODULO }, (_, i) => ({ range: i + 1, tagValue: `${i}` })),
});

const RULES = JSON.stringify({
  rules: [
    { ...everyBucket([{ claim: "sub" }]), tagHeader: "sub" },
    { ...everyBucket([{ claim: "org.id" }]), tagHeader: "org" },
    { ...everyBucket([{ claim: "uid" }, { header: "x-user-id" }]), tagHeader: "uid" },
  ],
});

const tagOf = (id: string) => `${bucket(id, MODULO)}`;

interface Given {
  name: string;
  lines: HeaderLine[];
  sub: string;
  org: string;
  uid: string;
}

const nobody = { sub: "nobody", org: "nobody", uid: "nobody" };
const with0005 = (more: object) => [bearer(issuer.token("0005", { ...more }))];
const FORGED: HeaderLine = ["x-user-id", "0001"];

const GIVEN: Given[] = [
  { name: "a text", lines: with0005({}), ...nobody, sub: tagOf("0005") },
  {
    name: "a claim within a claim",
    lines: with0005({ org: { id: "acme" } }),
    ...nobody,
    sub: tagOf("0005"),
    org: tagOf("acme"),
  },
  { name: "a whole number", lines: with0005({ uid: 42 }), ...nobody, sub: tagOf("0005"), uid: tagOf("42") },
  { name: "0", lines: with0005({ uid: 0 }), ...nobody, sub: tagOf("0005"), uid: tagOf("0") },
  {
    name: "2^44 - 1",
    lines: with0005({ uid: 2 ** 44 - 1 }),
    ...nobody,
    sub: tagOf("0005"),
    uid: tagOf("17592186044415"),
  },
  {
    name: "a text of eight bytes",
    lines: with0005({ uid: "12345678" }),
    ...nobody,
    sub: tagOf("0005"),
    uid: tagOf("12345678"),
  },
  ...[true, false, null, 1.5, -1, 2 ** 44, ["a"], { a: 1 }, "", [], {}].map((uid) => ({
    name: `${JSON.stringify(uid)} is no id: the next source`,
    lines: [...with0005({ uid }), FORGED],
    ...nobody,
    sub: tagOf("0005"),
    uid: tagOf("0001"),
  })),
  {
    name: "a verified claim before a client's header",
    lines: [...with0005({ uid: "17" }), FORGED],
    ...nobody,
    sub: tagOf("0005"),
    uid: tagOf("17"),
  },
  { name: "no token", lines: [FORGED], ...nobody, uid: tagOf("0001") },
  {
    name: "no token, and headers that look like one",
    lines: [
      ["sub", "0005"],
      ["payload", '{"sub":"0005"}'],
      ["x-jwt-payload", "eyJzdWIiOiIwMDA1In0"],
    ],
    ...nobody,
  },
];

describe("a claim", () => {
  let upstream: Upstream;
  let envoy: Envoy;

  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.start("mesh.yaml", upstream.ports, (text, file) =>
      file === "mesh.yaml" ? bootstrap(text, ({ http_filters }) => http_filters.unshift(jwtAuthn)) : text,
    );
    await envoy.update("hash-tagging.yaml", rulesFile(RULES));
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  // Envoy shows a dynamic module no claim: such rules are refused there, and no rule goes on to what clients write.
  if (isNative) {
    it("is refused, and named", async () => {
      await until("the refusal", async () =>
        /\[critical\].*rules\[0\]\.key\[0\]\.claim: the native module is not shown claims/.test(envoy.log),
      );
    });
  }
  for (const { name, lines, ...tags } of isNative ? [] : GIVEN) {
    it(name, async () => {
      const arrived = await arrival(envoy.url("gateway"), lines);
      for (const [header, tag] of Object.entries(tags))
        assert.deepEqual(values(arrived, header), [tag], header);
    });
  }

  it("of a token that somebody else has signed never counts: 401", async () => {
    const forged = bearer(new Issuer().token("0005"));
    assert.equal((await send(envoy.url("gateway"), [forged])).status, 401);
  });

  it("is missing without a fault", async () => {
    const faults = await envoy.stats(/hash_tagging_request_faults/);
    assert.equal(faults.get("wasmcustom.hash_tagging_request_faults"), 0);
  });
});
