import type { ReadRules } from "../check/rules-in.js";
import { Mistake } from "../mistake.js";
import { suggest } from "../suggest.js";
import { expectedOf } from "./expected.js";
import { fingerprintsOf } from "./fingerprints.js";
import type { Gateway, Plugin } from "./gateway.js";
import { type Dealt, dealtAsExpected, dealtByRule } from "./shares.js";

/** Below it figures are not taken for chance: one of a thousand. */
export const UNLIKELY = 1e-3;

/** What gateways serve, and how they deal it. */
export interface Status {
  readonly gateways: readonly Gateway[];
  readonly plugins: readonly PluginStatus[];
  /** What is wrong, a line each; the empty list is a good status. */
  readonly failures: readonly string[];
}

export interface PluginStatus {
  readonly name: string;
  /** The fingerprint that all gateways serve; null where they differ. */
  readonly config: number | null;
  /** Whether that is the fingerprint of the rules; null without rules, or where gateways differ. */
  readonly isOfRules: boolean | null;
  readonly dealt: readonly Dealt[];
}

/** What to look for, and when the requests were counted: from when to when, in seconds since 1970. */
export interface Question {
  readonly rules: ReadRules | null;
  /** The name of a plugin; all, where it is undefined. */
  readonly plugin: string | undefined;
  readonly period: readonly [number, number];
}

/**
 * The status of the gateways, of which one is given at least. Throws a Mistake where none has the plugin that is asked for,
 * or where there are rules and several plugins that they could be of.
 */
export function statusOf(gateways: readonly Gateway[], question: Question): Status {
  const names = pluginsIn(gateways, question);
  const plugins = names.map((name) => pluginStatus(name, gateways, question));
  const failures = [
    ...gateways.flatMap(({ name, refused }) =>
      refused > 0
        ? [`${name}: configurations were refused: ${refused}, a worker each; its log says why`]
        : [],
    ),
    ...(names.length === 0 ? gateways.map(({ name }) => `${name}: no plugin of hash-tagging`) : []),
    ...plugins.flatMap((plugin) => failuresOf(plugin, gateways, question.rules)),
  ];
  return { gateways, plugins, failures };
}

function pluginsIn(gateways: readonly Gateway[], { rules, plugin }: Question): string[] {
  const names = [...new Set(gateways.flatMap(({ plugins }) => plugins.map(({ name }) => name)))].sort();
  if (plugin !== undefined) {
    if (names.includes(plugin)) return [plugin];
    const there = names.length > 0 ? `; there are ${names.join(", ")}` : "";
    throw new Mistake(`--plugin: no gateway has ${plugin}${suggest(plugin, names) || there}`);
  }
  if (rules === null || names.length <= 1) return names;
  throw new Mistake(`--rules: could be of several plugins; say which by --plugin: ${names.join(", ")}`);
}

function pluginStatus(name: string, gateways: readonly Gateway[], { rules, period }: Question): PluginStatus {
  const all = gateways.flatMap(({ plugins }) => plugins.filter((each) => each.name === name));
  const isOne = all.length === gateways.length && all.every(({ config }) => config === all[0]!.config);
  const config = isOne ? all[0]!.config : null;
  const counts = all.flatMap((plugin: Plugin) => plugin.counts);
  const dealt =
    rules === null
      ? dealtByRule(counts)
      : expectedOf(rules.rules, period).map((expected) => dealtAsExpected(counts, expected));
  const isOfRules = rules === null || config === null ? null : fingerprintsOf(rules.json).has(config);
  return { name, config, isOfRules, dealt };
}

function failuresOf(
  { name, config, isOfRules, dealt }: PluginStatus,
  gateways: readonly Gateway[],
  rules: ReadRules | null,
): string[] {
  const serves = gateways.map((gateway) => ({
    gateway: gateway.name,
    config: gateway.plugins.find((plugin) => plugin.name === name)?.config,
  }));
  const lines = serves.flatMap((each) => {
    if (each.config === undefined) return [`${each.gateway}: no plugin ${name}`];
    return each.config === 0 ? [`${each.gateway}: ${name} serves no configuration`] : [];
  });
  const configs = new Set(serves.map((each) => each.config).filter((each) => each !== undefined));
  if (configs.size > 1) lines.push(`${name}: the gateways serve ${configs.size} configurations`);
  if (isOfRules === false && config !== 0) {
    lines.push(`${name}: serves another text than ${rules!.name}`);
  }
  for (const { name: tagHeader, probability } of dealt) {
    if (probability === null || probability >= UNLIKELY) continue;
    lines.push(`${name}: ${tagHeader}: not dealt as the rules say (${chance(probability)})`);
  }
  return lines;
}

/** A probability in words: "p = 0.42", "p < 1e-15". */
export function chance(probability: number): string {
  if (probability < 1e-15) return "p < 1e-15";
  return probability < UNLIKELY ? `p = ${probability.toExponential(0)}` : `p = ${probability.toFixed(3)}`;
}
