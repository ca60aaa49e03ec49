// What the code of wasm2c checks of an access to memory. native/build.sh puts this behind the macros of wasm2c, which ask the
// memory for its size each time, and load what nobody uses.
#pragma once

// An address may be any below 2^33. What is below WASM_RT_MOST_MEMORY is the VM's own, whatever size it has by now (see
// runtime.c): so it is enough to compare with a constant: nothing else is reached.
#undef MEMCHECK_DEFAULT32
#define MEMCHECK_DEFAULT32(mem, a, t) \
  if (UNLIKELY((a) > WASM_RT_MOST_MEMORY - sizeof(t))) TRAP(OOB)

// An access of which nothing comes need not be made: the comparison has trapped already where it would have.
#undef FORCE_READ_INT
#undef FORCE_READ_FLOAT
#define FORCE_READ_INT(var)
#define FORCE_READ_FLOAT(var)
