import { quote } from "../text/text";

// Header names may have these characters, and none has them. An operator who writes one means a pattern.
const PATTERN = "*^$|+";

/** What may stand in the place of a name that is meant as a pattern. */
export enum Place {
  /** One header. */
  Name,
  /** One of a list, beside which there is headerPrefixes. */
  ListedName,
  /** The beginning of names. */
  Prefix,
  /** One header, or the beginning of names with a * behind. */
  Reserved,
}

/** True when `name` has a character by which people write patterns. */
export function isPattern(name: string): bool {
  for (let i = 0; i < PATTERN.length; ++i) if (name.includes(PATTERN.charAt(i))) return true;
  return false;
}

/** Why the pattern `name` cannot stand in `place`, with what to write there. */
export function patternFault(name: string, place: Place): string {
  return quote(name) + " is a pattern, and a name is taken as it stands; " + remedy(name, place);
}

function remedy(name: string, place: Place): string {
  if (name.includes("|")) return "name each header on its own";
  const plain = plainPart(name);
  if (plain.length == 0 || isPattern(plain) || place == Place.Name) return wanted(place);
  if (name.endsWith("$")) return "write " + quote(plain) + (place == Place.Prefix ? " in headers" : "");
  if (place == Place.Reserved) return "write " + quote(plain + "*");
  const beginning = "write the beginning alone, " + quote(plain);
  return place == Place.ListedName ? beginning + ", in headerPrefixes" : beginning;
}

function wanted(place: Place): string {
  if (place == Place.Prefix) return "write how the names begin";
  if (place == Place.Reserved) return "write a whole name, or how names begin with one * behind it";
  return "write a whole name";
}

/** The pattern without the ^ before it, and without $ or the "any number of" behind it. */
function plainPart(name: string): string {
  const start = name.startsWith("^") ? 1 : 0;
  let end = name.length;
  while (end > start && isPattern(name.charAt(end - 1))) --end;
  if (end < name.length && !name.endsWith("$") && end > start && name.charAt(end - 1) == ".") --end;
  return name.substring(start, end);
}
