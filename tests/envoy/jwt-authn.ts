import type { Issuer } from "../token.ts";
import type { Filter } from "./plugin.ts";

/** Envoy's jwt_authn: lets in requests with a good token of the issuer, or with none. `provider` says what it leaves of one. */
export function verifying(issuer: Issuer, provider: object): Filter {
  return {
    name: "envoy.filters.http.jwt_authn",
    typed_config: {
      "@type": "type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication",
      providers: {
        issuer: { issuer: issuer.name, local_jwks: { inline_string: issuer.jwks }, ...provider },
      },
      rules: [
        {
          match: { prefix: "/" },
          requires: { requires_any: { requirements: [{ provider_name: "issuer" }, { allow_missing: {} }] } },
        },
      ],
    },
  };
}
