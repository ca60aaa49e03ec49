// Who sets x-user-id on Istio: a client, or RequestAuthentication from a token. The phase says which of them is hashed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { load } from "js-yaml";
import { parseManifests } from "../../lab/istio/kubernetes.ts";
import type { Mesh } from "../../lab/istio/mesh.ts";
import { enterNamespace } from "../../lab/istio/namespace.ts";
import { visit } from "../../lab/istio/visit.ts";
import { changed, type Rule } from "../../lab/istio/wasm-plugin.ts";
import { until } from "../../lab/until.ts";
import { Issuer } from "../token.ts";
import { GATEWAY, PLUGIN, startGatewayWithOneApp } from "./start.ts";

const issuer = new Issuer();
const AUTHENTICATION = parseManifests(`
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: { name: users, namespace: istio-system }
spec:
  selector: { matchLabels: { istio: ingressgateway } }
  jwtRules:
    - issuer: ${issuer.name}
      jwks: '${issuer.jwks}'
      outputClaimToHeaders: [{ header: x-user-id, claim: sub }]
`);

const example = (file: string) =>
  readFileSync(new URL(`../../examples/jwt/${file}`, import.meta.url), "utf8");

const FORGED = { "x-user-id": "0005" };
const UNTAGGED = {}; // as user 0001 is
const TAGGED = { "appver-a": "v2", "appver-b": "v2" }; // as user 0005 is
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** In which phase whose id counts; the second is what the command line writes. */
const PHASES = {
  AUTHN: { forged: TAGGED, genuine: UNTAGGED, nobody: TAGGED },
  AUTHZ: { forged: UNTAGGED, genuine: TAGGED, nobody: UNTAGGED },
};

const skip = await enterNamespace();

describe("a user's id from a token on Istio", () => {
  let mesh: Mesh;
  const tags = async (headers: Record<string, string>) =>
    (await visit(mesh.pod(GATEWAY).spec.url, headers)).hops[0]?.tags;

  before(async () => {
    if (skip) return;
    mesh = await startGatewayWithOneApp();
    await mesh.apply(...AUTHENTICATION);
  });
  after(() => mesh?.stop());

  for (const [phase, { forged, genuine, nobody }] of Object.entries(PHASES)) {
    test(`phase ${phase}`, { skip }, async () => {
      await mesh.apply(changed(PLUGIN, { phase }));
      const requests: [Record<string, string>, object][] = [
        [{ ...bearer(issuer.token("0001")), ...FORGED }, forged],
        [bearer(issuer.token("0005")), genuine],
        [FORGED, nobody],
      ];
      for (const [headers, expected] of requests) {
        const come = async () => isDeepStrictEqual(await tags(headers).catch(() => undefined), expected);
        await until(`${JSON.stringify(expected)} in phase ${phase}`, come);
      }
      for (const [headers, expected] of requests) assert.deepEqual(await tags(headers), expected);
    });
  }

  test(
    "examples/jwt: a claim of the token is the key, and there is no header to forge",
    { skip },
    async () => {
      const page = example("request-authentication.yaml").replace(/jwksUri: .*/, `jwks: '${issuer.jwks}'`);
      const pluginConfig = load(example("rules.yaml")) as { rules: Rule[] };
      await mesh.apply(...parseManifests(page), changed(PLUGIN, { pluginConfig }));
      const tagged = { "appver-a": "v2" };
      const requests: [Record<string, string>, object][] = [
        [bearer(issuer.token("0005")), tagged],
        [{ ...bearer(issuer.token("0001")), ...FORGED }, UNTAGGED],
        [FORGED, UNTAGGED],
      ];
      const come = async () => isDeepStrictEqual(await tags(requests[0]![0]).catch(() => undefined), tagged);
      await until("the claim counts", come);
      for (const [headers, expected] of requests) assert.deepEqual(await tags(headers), expected);
    },
  );

  test("a token that somebody else has signed is 401", { skip }, async () => {
    const headers = { ...bearer(new Issuer().token("0005")), ...FORGED };
    assert.equal((await visit(mesh.pod(GATEWAY).spec.url, headers)).status, 401);
  });

  test("the command line's phase is AUTHZ", () => assert.equal(PLUGIN.spec.phase, "AUTHZ"));
});
