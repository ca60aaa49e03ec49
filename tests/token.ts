// Who issues tokens in the tests: JSON Web Tokens (RFC 7519), really signed.
import { generateKeyPairSync, sign } from "node:crypto";

const ALGORITHM = "RS256"; // RSASSA-PKCS1-v1_5 with SHA-256
const HOUR_S = 3600;

/** An issuer, which vouches for a user's id. */
export class Issuer {
  readonly name = "https://issuer.example";
  readonly #keys = generateKeyPairSync("rsa", { modulusLength: 2048 });

  /** The JSON Web Key Set by which others check the tokens. */
  get jwks(): string {
    const key = this.#keys.publicKey.export({ format: "jwk" });
    return JSON.stringify({ keys: [{ ...key, alg: ALGORITHM, use: "sig" }] });
  }

  /** A token of the user `sub`, with more claims where there are some, good for an hour. */
  token(sub: string, more: Record<string, unknown> = {}): string {
    const claims = { iss: this.name, sub, exp: Math.floor(Date.now() / 1000) + HOUR_S, ...more };
    const signed = [{ alg: ALGORITHM, typ: "JWT" }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    return `${signed}.${sign("sha256", Buffer.from(signed), this.#keys.privateKey).toString("base64url")}`;
  }
}
