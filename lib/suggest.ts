import { closest, distance } from "fastest-levenshtein";

/** "; did you mean X?" where one of `words` is near to `word`, letter case apart; else "". */
export function suggest(word: string, words: readonly string[]): string {
  const nearest = closest(
    word.toLowerCase(),
    words.map((each) => each.toLowerCase()),
  );
  if (distance(word.toLowerCase(), nearest) > Math.max(2, word.length / 3)) return "";
  return `; did you mean ${words.find((each) => each.toLowerCase() === nearest)}?`;
}
