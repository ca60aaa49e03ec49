// Rule files at random, from a seed, of every part that an id alone decides.
import { randomOf } from "../../lib/population/random.ts";

const ENGINES = [
  { unleash: { groupId: "AB12A" } },
  { flagd: { flagKey: "flag" } },
  { split: { seed: -7 } },
  { growthbook: { seed: "s", version: 2 } },
  { launchdarkly: { key: "k", salt: "s" } },
  { higress: {} },
];
const MODULI = [100, 100, 100, 100, 10_000, 100_000];
const ENGINE_MODULI: Record<string, number> = { growthbook: 10_000, launchdarkly: 100_000 };

/** Configurations that the core takes; the same for the same seed. */
export function randomRules(seed: number, ids: readonly string[]): { rules: object[] } {
  const random = randomOf(seed);
  const below = (limit: number) => random() % limit;
  const may = <T>(value: () => T): T | undefined => (below(3) === 0 ? value() : undefined);
  const rule = (index: number) => {
    const kind = below(4);
    const hash = kind === 0 ? ENGINES[below(ENGINES.length)]! : undefined;
    const engine = hash && Object.keys(hash)[0]!;
    const modulo = hash === undefined ? MODULI[below(MODULI.length)]! : (ENGINE_MODULI[engine!] ?? 100);
    const ranges = [...new Set(Array.from({ length: 1 + below(4) }, () => 1 + below(modulo)))].sort(
      (a, b) => a - b,
    );
    return {
      name: `rule-${index}`,
      header: "x-user-id",
      ...(kind === 1 ? { salt: `salt-${below(1000)}` } : {}),
      ...(hash === undefined ? {} : { hash }),
      modulo,
      tagHeader: `appver-${below(3)}`,
      pins: may(() => [{ ids: [ids[below(ids.length)]], tagValue: below(2) === 0 ? null : "pinned" }]),
      policies: ranges.map((range, i) => ({ range, tagValue: `v${i + 2}` })),
      defaultTagValue: may(() => "v1"),
      enabled: may(() => below(2) === 0),
    };
  };
  return { rules: Array.from({ length: 1 + below(4) }, (_, index) => rule(index)) };
}
