import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../vectors/", import.meta.url);

/** How an engine is named in a rule. */
export type Engine =
  | { salt: string }
  | { unleash: { groupId: string; variants?: true } }
  | { split: { seed: number } }
  | { flagd: { flagKey: string } }
  | { growthbook: { seed: string; version: 1 | 2 } }
  | { launchdarkly: { key: string; salt: string } | { seed: number } }
  | { goFeatureFlag: { flag: string } }
  | { envoy: { seed: number } }
  | { higress: Record<string, never> };

export interface Row {
  hash: Engine;
  modulo?: number;
  id: string;
  /** The bucket, where the source says it. */
  bucket?: number;
  /** [from, to) that has the bucket, where the source says no more than that. */
  within?: [number, number];
  /** The hash before the modulo, where the source has that too. */
  raw?: number | string;
  /** A key of the head's sources, and perhaps a place in it. */
  source: string;
}

export interface Vectors {
  name: string;
  /** What a source's first word stands for. */
  sources: Record<string, string>;
  rows: Row[];
}

/** tests/vectors/hash-*.jsonl: a head that names the sources, then a row a line. */
export function hashVectors(): Vectors[] {
  const files = readdirSync(folder).filter((file) => /^hash-.*\.jsonl$/.test(file));
  return files.map((file) => {
    const lines = readFileSync(new URL(file, folder), "utf8").trimEnd().split("\n");
    const [head, ...rows] = lines.map((line) => JSON.parse(line) as unknown);
    const { sources } = head as Pick<Vectors, "sources">;
    return { name: file.slice("hash-".length, -".jsonl".length), sources, rows: rows as Row[] };
  });
}
