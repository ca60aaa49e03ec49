import { random_get } from "./wasi_snapshot_preview1";

/** Fills `bytes` from the host's source of secrets; false when it has none. */
export function fillRandom(bytes: StaticArray<u8>): bool {
  return random_get(changetype<usize>(bytes), bytes.length) == 0;
}
