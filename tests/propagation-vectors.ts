import { readFileSync } from "node:fs";
import type { Configured, RequestCase } from "./vectors.ts";

export interface PropagationCase {
  name: string;
  request: RequestCase["request"];
  /** What must reach the upstream of each of these headers; null: nothing. */
  headers: RequestCase["tags"];
}

type Group = Configured & { cases: PropagationCase[] };

interface PropagationVectors {
  inbound: Group[];
  outbound: Group[];
  /** With configurations of the tagging filter. */
  gateway: Group[];
  errors: (Configured & { errors: string[] })[];
}

const file = new URL("propagation-vectors.json", import.meta.url);

export const propagationVectors = JSON.parse(readFileSync(file, "utf8")) as PropagationVectors;
