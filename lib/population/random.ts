/** Random numbers that a seed repeats: the generator sfc32 of Chris Doty-Humphrey (PractRand). In [0, 2^32). */
export function randomOf(seed: number): () => number {
  const state = Int32Array.of(0, seed | 0, Math.floor(seed / 2 ** 32) | 0, 1); // variables would become doubles
  const next = () => {
    const [b, c, counter] = [state[1]!, state[2]!, state[3]!];
    const sum = (state[0]! + b + counter) | 0;
    state[3] = counter + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; ++i) next();
  return next;
}
