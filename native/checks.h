// What the code of wasm2c checks of an access to memory. native/build.sh puts this behind the macros of wasm2c, which ask the
// memory for its size each time, and load what nobody uses.
#pragma once

// What the code of wasm2c checks is the sum of a base and a constant. Here the base is checked, and the memory has room behind it
// for the constant: so fields of one object are checked once. That the sum is within too, the compiler sees, and leaves
// the second comparison out.
#define BASE(address) \
  ({ \
    const u32 base = (address); \
    if (UNLIKELY(base > WASM_RT_MOST_MEMORY)) TRAP(OOB); \
    (u64)base; \
  })
#undef MEMCHECK_DEFAULT32
#define MEMCHECK_DEFAULT32(mem, a, t) \
  if (UNLIKELY((a) > WASM_RT_MOST_MEMORY + WASM_RT_ROOM_BEHIND - sizeof(t))) TRAP(OOB)

// An access of which nothing comes need not be made: the comparison has trapped already where it would have.
#undef FORCE_READ_INT
#undef FORCE_READ_FLOAT
#define FORCE_READ_INT(var)
#define FORCE_READ_FLOAT(var)
