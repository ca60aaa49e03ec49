// What the code of wasm2c checks of an access to memory. native/build.sh puts this behind the macros of wasm2c, which ask the
// memory for its size each time, and load what nobody uses.
#pragma once

// The address of an access is a base and a constant. native/build.sh puts BASE around each base, so that the fields of an object are
// checked once for all. That the sum lies within the memory and the room behind it, the compiler then sees by itself, and
// leaves the comparison below out; where it does not see it, the comparison stays.
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
