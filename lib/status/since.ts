import type { Count, Gateway } from "./gateway.js";

/**
 * What a gateway has counted between two readings of it; what it serves is that of the second. A counter that has fallen
 * has begun again, as the gateway has: then it counts as it is.
 */
export function since(before: Gateway | undefined, now: Gateway): Gateway {
  if (before === undefined) return now;
  const plugins = now.plugins.map((plugin) => {
    const old = new Map(
      before.plugins
        .find(({ name }) => name === plugin.name)
        ?.counts.map((each) => [keyOf(each), each.requests]),
    );
    const counts = plugin.counts.map((each) => ({
      ...each,
      requests: rise(old.get(keyOf(each)) ?? 0, each.requests),
    }));
    return { ...plugin, counts };
  });
  return {
    ...now,
    plugins,
    refused: rise(before.refused, now.refused),
    faults: rise(before.faults, now.faults),
  };
}

const rise = (before: number, now: number) => (now < before ? now : now - before);

const keyOf = ({ rule, reason, tagValue }: Count) => JSON.stringify([rule, reason, tagValue]);
