// Sidecars that remember tags under a request id.
import { type Line } from "./host.ts";
import { type Sent, valueOf } from "./sidecar.ts";

export const SECOND = 1_000_000_000n;
const UUID = "12345678-1234-4234-8234-1234567890ab";
export const APPVER = { headerPrefixes: ["appver"] };
export const BY_ID = { ...APPVER, correlate: "x-request-id" };
export const id = (n: number): Sent => ["x-request-id", `${String(n).padStart(8, "0")}${UUID.slice(8)}`];
export const tag = (upstream: Line[]) => valueOf(upstream, "appver-a");
