/** `make bench-native` measures the native module alone beside the wasm module and the one by hand, in stacks on the real Envoy. */
import { CASE_NAMES } from "./cases.ts";
import { compare, COPIES } from "./comparison.ts";
import { added, type Figure, noisyRounds, ratio } from "./figures.ts";
import { buildLoad } from "./peers.ts";
import { Meter } from "./rounds.ts";
import { HASH_TAGGING, nativeVariants, NONE, hashTagging, FILTER } from "./variants.ts";

const EFFORT = process.env["QUICK"]
  ? { generations: 1, passes: 7, ms: 150 }
  : { generations: 3, passes: 10, ms: 250 };

const variants = [NONE, hashTagging(FILTER), ...(await nativeVariants())];
const comparison = await compare(variants, COPIES, new Meter(await buildLoad()), EFFORT);
const { rounds, noisy } = noisyRounds(Object.values(comparison));
const share = ({ median, low, high }: Figure) =>
  `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;

console.log(
  "µs of CPU that a filter adds to a request, and the native module's ÷ the others' (95 % interval)",
);
for (const name of CASE_NAMES) {
  const costs = variants.slice(1).map((variant) => {
    const cost = added(comparison[name], variant.name, NONE.name, COPIES).median;
    return `${variant.name} ${cost.toFixed(2)}`;
  });
  const ratios = [HASH_TAGGING, "native by hand"].map(
    (other) => `÷ ${other} ${share(ratio(comparison[name], "native", other, NONE.name))}`,
  );
  console.log([name.padEnd(9), ...costs, ...ratios].join("  "));
}
console.log(`${noisy} of ${rounds} rounds were noisy`);
