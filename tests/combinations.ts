/** Every list that has one of each of the `choices`, joined. */
export function combinations<T>(...choices: T[][][]): T[][] {
  return choices.reduce<T[][]>(
    (lines, next) => lines.flatMap((line) => next.map((choice) => [...line, ...choice])),
    [[]],
  );
}
