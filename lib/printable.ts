/** `line` with what an eye or a terminal would take for something else, or for nothing, as \uXXXX; all on one line. */
export function printable(line: string): string {
  return line.replace(/(?! )[\p{C}\p{Z}]/gu, escaped);
}

/** `json` in printable ASCII: any other character as \uXXXX, which is the same to a reader of JSON. */
export function asciiJson(json: string): string {
  return json.replace(/[^\n\x20-\x7e]/gu, escaped);
}

/** A character by its UTF-16 units. */
function escaped(character: string): string {
  return character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
