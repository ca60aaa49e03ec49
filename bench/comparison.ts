import assert from "node:assert/strict";
import { CASE_NAMES, CASES, FORGED, tagsOf, type Case } from "./cases.ts";
import { Gateway } from "./gateway.ts";
import type { Block, Effort, Load, Meter, Rounds } from "./rounds.ts";
import { edit, stacked, type Variant } from "./variants.ts";

/** Copies in a stack: what one of them adds, single filters cannot tell from noise. */
export const COPIES = 10;

/** What each variant cost in each case. */
export type Comparison = Record<Case, Rounds>;

/**
 * Measures variants side by side, each after it has passed the same check, as single filters or in stacks; the stack
 * that gets forged headers gets them forged anew before each copy. In `generations` of fresh Envoys, as it is worth a
 * percent or two where a process happens to lie in memory.
 */
export async function compare(
  variants: Variant[],
  copies: 1 | typeof COPIES,
  meter: Meter,
  { generations, ...effort }: Effort & { generations: number },
): Promise<Comparison> {
  const comparison = Object.fromEntries(CASE_NAMES.map((name) => [name, {}])) as Comparison;
  for (let generation = 1; generation <= generations; ++generation) {
    const gateways = new Map<Variant, Gateway>();
    try {
      for (const variant of variants) gateways.set(variant, await start(variant, copies));
      const measured = await meter.measure(blocks(gateways), effort);
      for (const name of CASE_NAMES) append(comparison[name], measured[name]!);
    } finally {
      for (const gateway of gateways.values()) await gateway.stop();
    }
  }
  return comparison;
}

/** The listener for a case. */
const listenerOf = (name: Case): string => (name === "forged" ? "forged" : "plain");

async function start(variant: Variant, copies: number): Promise<Gateway> {
  const gateway = await Gateway.start({
    plain: { filters: stacked(variant.filters, copies) },
    forged: { filters: stacked(copies === 1 ? variant.filters : [edit(FORGED), ...variant.filters], copies) },
  });
  for (const name of CASE_NAMES) {
    const seen = await gateway.trace(listenerOf(name), CASES[name]);
    assert.deepEqual(seen, expected(variant, name), `${variant.name} gets the request "${name}" wrong`);
  }
  return gateway;
}

function blocks(gateways: Map<Variant, Gateway>): Record<string, Block> {
  const load = (variant: Variant, gateway: Gateway, name: Case): Load => ({
    gateway,
    listener: listenerOf(name),
    headers: CASES[name],
    route: expected(variant, name).route,
  });
  const block = (name: Case): Block =>
    Object.fromEntries(
      [...gateways].map(([variant, gateway]) => [variant.name, load(variant, gateway, name)]),
    );
  return Object.fromEntries(CASE_NAMES.map((name) => [name, block(name)]));
}

function expected({ tags }: Variant, name: Case): Awaited<ReturnType<Gateway["trace"]>> {
  const left = tagsOf(name, tags);
  return { tags: left, route: left["appver-a"] === "v2" ? "canary" : "stable" };
}

function append(all: Rounds, more: Rounds): void {
  for (const [name, rounds] of Object.entries(more)) (all[name] ??= []).push(...rounds);
}
