/** What a value must be for a condition to hold. */
export interface ValueTest {
  /** True when bytes[start, end) is so. It takes time linear in the value, and allocates nothing. */
  holds(bytes: StaticArray<u8>, start: i32, end: i32): bool;
}
