import { random_get } from "./wasi_snapshot_preview1";

/** Fills `bytes` from the host's source of secrets; false when it has none, or has written none. */
export function fillRandom(bytes: StaticArray<u8>): bool {
  for (let i = 0; i < bytes.length; ++i) bytes[i] = 0;
  if (random_get(changetype<usize>(bytes), bytes.length) != 0) return false;
  let any: u8 = 0;
  for (let i = 0; i < bytes.length; ++i) any |= bytes[i];
  return any != 0;
}
