/** How it is taken what says where rules apply. */
const MEANT: Readonly<Record<string, string>> = {
  match: "if it held",
  unless: "if it did not hold",
  overrides: "if none of them held",
  pins: "no part of what is expected, but seen",
};

/** What of rules is not counted, by its paths, a line each; for a request it is what asks for the id, and pins. */
export function countedAs(paths: readonly string[], isForRequest: boolean): string[] {
  return paths.map((path) => {
    const field = path.slice(path.lastIndexOf(".") + 1);
    const meant = isForRequest && field !== "pins" ? "it is for the request, whatever the id" : MEANT[field];
    return `${path}: counted as ${meant}`;
  });
}

/** What an id is where there are several keys, or no line. */
export function idsOfKeys(keys: number, isOfFile: boolean): string[] {
  if (keys < 2) return [];
  return [`the rules have ${keys} keys: ${isOfFile ? "an id stands for each" : "a user has an id for each"}`];
}
