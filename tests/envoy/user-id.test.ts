// Who sets x-user-id: a client, or Envoy's jwt_authn from a token. What the filter hashes depends on which comes first.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { Issuer } from "../token.ts";
import { send } from "./client.ts";
import { verifying } from "./jwt-authn.ts";
import { bootstrap } from "./plugin.ts";
import { Upstream, type HeaderLine } from "./upstream.ts";

const UNTAGGED = "appver-a: -, appver-b: -, appver-c: -\n"; // as user 0001 is
const TAGGED = "appver-a: v2, appver-b: v2, appver-c: v3\n"; // as user 0005 is

const issuer = new Issuer();
const bearer = (token: string): HeaderLine => ["authorization", `Bearer ${token}`];
const FORGED: HeaderLine = ["x-user-id", "0005"];

const jwtAuthn = verifying(issuer, { claim_to_headers: [{ header_name: "x-user-id", claim_name: "sub" }] });

/** The orders of the phases on Istio: AUTHN is before jwt_authn, AUTHZ after it. */
const ORDERS = {
  AUTHN: { place: 1, forged: TAGGED, genuine: UNTAGGED, nobody: TAGGED },
  AUTHZ: { place: 0, forged: UNTAGGED, genuine: TAGGED, nobody: UNTAGGED },
};

for (const [phase, { place, forged, genuine, nobody }] of Object.entries(ORDERS)) {
  describe(`the filter and jwt_authn in the order of ${phase}`, () => {
    let upstream: Upstream;
    let envoy: Envoy;
    const answer = (...lines: HeaderLine[]) => send(envoy.url("gateway"), lines);

    before(async () => {
      upstream = await Upstream.start();
      envoy = await Envoy.start("gateway.yaml", upstream.ports, (text, file) =>
        file === "gateway.yaml"
          ? bootstrap(text, ({ http_filters }) => http_filters.splice(place, 0, jwtAuthn))
          : text,
      );
    });
    after(async () => {
      await envoy?.stop();
      upstream?.stop();
    });

    it("a token of 0001 and a client's x-user-id: 0005", async () => {
      const { status, body } = await answer(bearer(issuer.token("0001")), FORGED);
      assert.deepEqual({ status, body }, { status: 200, body: forged });
    });

    it("a token of 0005, and no other id", async () => {
      const { status, body } = await answer(bearer(issuer.token("0005")));
      assert.deepEqual({ status, body }, { status: 200, body: genuine });
    });

    it("no token, and a client's x-user-id: 0005", async () => {
      const { status, body } = await answer(FORGED);
      assert.deepEqual({ status, body }, { status: 200, body: nobody });
    });

    it("a token that somebody else has signed is refused", async () => {
      assert.equal((await answer(bearer(new Issuer().token("0005")), FORGED)).status, 401);
    });
  });
}
