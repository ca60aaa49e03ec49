import { readFileSync } from "node:fs";

/** A header value, or a whole text: UTF-8 of a string, raw bytes in hexadecimal, or a repeated string. */
export type Value = string | { hex: string } | { repeat: string; times: number };

export interface Configured {
  name: string;
  config?: unknown;
  json?: Value;
}

export interface RequestCase {
  name: string;
  /** Header lines as the client sends them: a name may come several times, in any letter case. */
  request: [name: string, value: Value][];
  /** What must reach the upstream of every tagHeader; null: nothing. */
  tags: Record<string, string | null>;
}

export interface Vectors {
  hash: { value: Value; hash: string; source: string }[];
  buckets: { value: Value; modulo: number; bucket: number; source: string }[];
  requests: (Configured & { cases: RequestCase[] })[];
  /** Of configurations that are taken. */
  warnings: (Configured & { warnings: string[] })[];
  errors: (Configured & { errors: string[] })[];
}

export const vectors = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8")) as Vectors;

export function bytesOf(value: Value): Buffer {
  if (typeof value === "string") return Buffer.from(value);
  return "hex" in value ? Buffer.from(value.hex, "hex") : Buffer.from(value.repeat.repeat(value.times));
}

/** The JSON text of a vector's configuration, as Envoy hands it to the plugin. */
export function configText({ config, json }: Configured): string {
  return json === undefined ? JSON.stringify(config) : bytesOf(json).toString();
}
