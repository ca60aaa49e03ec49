import { readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { IS_WHOLE, SECONDS } from "../budget.ts";
import { branches } from "./branches.ts";
import { inputs, type Input } from "./input.ts";
import { Watchdog } from "./watchdog.ts";

/** What is fed, and what must hold. */
export interface Target {
  /** Also the name of its corpus. */
  name: string;
  /** Pieces that inputs are made of. */
  words: string[];
  /** Inputs of the fixed slice. */
  runs: number;
  /** The longest that one input may take, in milliseconds, at the best of three tries. */
  limit: number;
  /** Throws where something does not hold. */
  run(input: Input): void | Promise<void>;
}

const SEED = 10;
/** How much slower a module is that tells which branches it takes. */
const SLOWER = IS_WHOLE ? 10 : 1;
const CHUNK = 2000;

/** Feeds the target its corpus and a fixed slice or, in `make break`, whatever leads to new branches. */
export function fuzz(target: Target): void {
  const file = new URL(`corpus/${target.name}.json`, import.meta.url);
  const corpus = JSON.parse(readFileSync(file, "utf8")) as Input[];
  const watchdog = new Watchdog(target.name);

  const feed = async (input: Input) => {
    watchdog.see(input);
    const took = await time(target, input);
    watchdog.rest();
    if (took > SLOWER * target.limit) throw new Error(`took ${took.toFixed()} ms, not ${target.limit}`);
  };
  const search = async (options: fc.Parameters<[Input]>) =>
    fc.assert(
      fc.asyncProperty(inputs(corpus, target.words), async (input) => {
        const before = branches.count;
        await feed(input);
        if (branches.count > before) corpus.push(input);
      }),
      options,
    );

  /** As few and as short inputs as take all the branches that the corpus takes. */
  const smallest = async (corpus: Input[]) => {
    branches.forget();
    const kept: Input[] = [];
    for (const input of [...corpus].sort((one, other) => one.join("").length - other.join("").length)) {
      const before = branches.count;
      await feed(input);
      if (branches.count > before) kept.push(input);
    }
    return kept;
  };

  describe(`fuzz: ${target.name}`, () => {
    it("the corpus", async () => {
      for (const input of corpus) await feed(input);
    });
    it(IS_WHOLE ? `${SECONDS} s of new inputs` : `${target.runs} inputs`, async (t) => {
      if (!IS_WHOLE) return search({ seed: SEED, numRuns: target.runs });
      const until = performance.now() + SECONDS * 1000;
      let chunks = 0;
      for (; performance.now() < until; chunks++) await search({ numRuns: CHUNK });
      t.diagnostic(`${chunks * CHUNK} inputs, ${branches.count} branches`);
      if (branches.count === 0) return;
      const lines = (await smallest(corpus)).map((input) => JSON.stringify(input));
      writeFileSync(file, `[\n${lines.join(",\n")}\n]\n`);
    });
  });
}

async function time({ run, limit }: Target, input: Input): Promise<number> {
  let best = Infinity;
  for (let tries = 0; tries < 3 && best > SLOWER * limit; tries++) {
    const started = performance.now();
    await run(input);
    best = Math.min(best, performance.now() - started);
  }
  return best;
}
