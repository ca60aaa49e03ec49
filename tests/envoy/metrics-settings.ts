import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isNative } from "../../lab/native.ts";

/** The settings for Envoy as a page has them. */
function settings(page: string, name: string): string {
  const text = readFileSync(join(import.meta.dirname, "../../docs", page), "utf8");
  return new RegExp(`^\`\`\`yaml\\n(${name}:\\n.*?)^\`\`\`$`, "ms").exec(text)![1]!;
}

const STATS_CONFIG = settings("metrics.md", "stats_config");

/** What makes labels of the counters, in /stats/prometheus, of the module that is played. */
export const SETTINGS = isNative
  ? `${STATS_CONFIG}\n${settings("native.md", "layered_runtime")}`
  : STATS_CONFIG;
