import { Json, JsonReader } from "../../assembly/core/config/json";

/** The UTF-8 bytes of `text`, as the host hands them over. */
export function bytes(text: string): StaticArray<u8> {
  const encoded = Uint8Array.wrap(String.UTF8.encode(text));
  const all = new StaticArray<u8>(encoded.length);
  for (let i = 0; i < encoded.length; ++i) all[i] = encoded[i];
  return all;
}

/** What the core's reader makes of `text`, which must be JSON. */
export function json(text: string): Json {
  const given = bytes(text);
  return new JsonReader(given, given.length).read()!;
}

/** The text that bytes[start, end) are in UTF-8. */
export function textOf(given: StaticArray<u8>, start: i32, end: i32): string {
  return String.UTF8.decodeUnsafe(changetype<usize>(given) + start, end - start);
}
