import { percent } from "../text/percent.js";
import { table } from "../text/table.js";
import type { Dealt } from "./shares.js";
import { chance, type PluginStatus, type Status, UNLIKELY } from "./status.js";

const NONE = "–";

/** Tables for a person: the gateways with what they serve, and how requests were dealt. `counted` says which ones. */
export function asText({ gateways, plugins }: Status, counted: string): string {
  const rows = gateways.flatMap(({ name, plugins: all, refused, faults }) => {
    const some = all.filter((plugin) => plugins.some((each) => each.name === plugin.name));
    const lines = some.map((plugin) => [plugin.name, plugin.config === 0 ? "none" : hex(plugin.config)]);
    return (lines.length > 0 ? lines : [[NONE, NONE]]).map(([plugin, config]) => [
      name,
      plugin!,
      config!,
      String(refused),
      String(faults),
    ]);
  });
  const gatewayTable = table(
    [["gateway", "plugin", "config", "refused", "faults"], ...rows],
    [false, false, false, true, true],
  );
  const parts = plugins.map((plugin) => [servedBy(plugin, gateways.length), ...dealtIn(plugin, counted)]);
  return [gatewayTable, ...parts.flat()].join("\n");
}

/** A fingerprint as the filter's log has it. */
const hex = (config: number) => config.toString(16).padStart(8, "0");

function servedBy({ name, config, isOfRules }: PluginStatus, gateways: number): string {
  const who = gateways === 1 ? "the gateway serves" : `${gateways} gateways serve`;
  if (config === null) return `${name}: the gateways do not serve the same\n`;
  if (config === 0) return `${name}: nothing is served\n`;
  if (isOfRules === null) return `${name}: ${who} ${hex(config)}\n`;
  return `${name}: ${who} ${isOfRules ? "these rules" : "another text than these rules"}\n`;
}

function dealtIn({ dealt }: PluginStatus, counted: string): string[] {
  const rows = dealt.flatMap((each) =>
    each.tags.map(({ tagValue, expected, requests }, i) => [
      `${each.name}: ${tagValue ?? "none"}`,
      expected === null ? NONE : percent(expected),
      each.requests === 0 ? NONE : percent(requests / each.requests),
      String(requests),
      i === 0 ? verdict(each) : "",
    ]),
  );
  if (rows.length === 0) return [`no requests are counted; metrics: true in the rules counts them\n`];
  const head = ["tag", "expected", "seen", "requests", counted];
  return [table([head, ...rows], [false, true, true, true, false])];
}

function verdict({ probability, untested }: Dealt): string {
  if (probability === null) return untested;
  return `${probability < UNLIKELY ? "not as the rules say" : "as the rules say"} (${chance(probability)})`;
}
