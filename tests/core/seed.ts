// Every property test imports this: one seed for all of them, new in each run, printed so that a failure can be replayed.
import fc from "fast-check";

export const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

fc.configureGlobal({ seed });
console.log(`seed ${seed}; SEED=${seed} plays this run again`);
