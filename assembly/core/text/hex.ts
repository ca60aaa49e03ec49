/** Writes bytes[0, length) in lower-case hexadecimal into `to`, from `at` on, where there is room for twice as many. */
export function writeHex(bytes: StaticArray<u8>, length: i32, to: StaticArray<u8>, at: i32): void {
  for (let i = 0; i < length; ++i) {
    const byte = unchecked(bytes[i]);
    unchecked((to[at + 2 * i] = digit(byte >> 4)));
    unchecked((to[at + 2 * i + 1] = digit(byte & 15)));
  }
}

function digit(value: u8): u8 {
  return value < 10 ? 0x30 + value : 0x57 + value;
}
