// What the C of wasm2c 1.0.39 asks of its runtime, under the names that it uses. wabt's own runtime serves a whole process:
// it has one jump buffer and one call depth, installs a SIGSEGV handler, and aborts without memory.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define WASM_RT_NO_RETURN __attribute__((noreturn))
#define wasm_rt_memcpy memcpy

// Every access to memory is checked by a comparison (checks.h), and none by a signal: a handler would be for all of Envoy.
#define WABT_BIG_ENDIAN 0
#define WASM_RT_USE_SEGUE 0
#define WASM_RT_MEMCHECK_GUARD_PAGES 0
#define WASM_RT_MOST_MEMORY 0x8000000ull // bytes: 128 MiB
#define WASM_RT_ROOM_BEHIND 0x10000ull // bytes, for the constant that an address has besides its base

// Each VM counts how deep its calls are. The build makes sure that no function takes more than 2 KiB of the stack: so they
// never take more than 512 KiB together.
#define WASM_RT_STACK_DEPTH_COUNT 1
#define WASM_RT_MAX_CALL_STACK_DEPTH 256
#define wasm_rt_call_stack_depth (*wasm_rt_depth(instance->w2c_env_instance))

struct w2c_env;
static inline uint32_t *wasm_rt_depth(struct w2c_env *vm) { return (uint32_t *)vm; } // its first field

typedef enum {
  WASM_RT_TRAP_NONE,
  WASM_RT_TRAP_OOB,
  WASM_RT_TRAP_INT_OVERFLOW,
  WASM_RT_TRAP_DIV_BY_ZERO,
  WASM_RT_TRAP_INVALID_CONVERSION,
  WASM_RT_TRAP_UNREACHABLE,
  WASM_RT_TRAP_CALL_INDIRECT,
  WASM_RT_TRAP_EXHAUSTION,
  WASM_RT_TRAP_NO_MEMORY, // ours
} wasm_rt_trap_t;

typedef enum { WASM_RT_I32, WASM_RT_I64, WASM_RT_F32, WASM_RT_F64 } wasm_rt_type_t;

typedef struct {
  uint8_t *data;
  uint64_t pages, most_pages, size;
} wasm_rt_memory_t;

typedef void (*wasm_rt_function_ptr_t)(void);
typedef struct {
  wasm_rt_function_ptr_t fn;
} wasm_rt_tailcallee_t;
typedef const char *wasm_rt_func_type_t;

typedef struct {
  wasm_rt_func_type_t func_type;
  wasm_rt_function_ptr_t func;
  wasm_rt_tailcallee_t func_tailcallee;
  void *module_instance;
} wasm_rt_funcref_t;

typedef struct {
  wasm_rt_funcref_t *data;
  uint32_t size;
} wasm_rt_funcref_table_t;

typedef void *wasm_rt_externref_t;
typedef struct {
  wasm_rt_externref_t *data;
  uint32_t size;
} wasm_rt_externref_table_t;

#define wasm_rt_funcref_null_value ((wasm_rt_funcref_t){NULL, NULL, {NULL}, NULL})
#define wasm_rt_externref_null_value ((wasm_rt_externref_t)NULL)

static inline bool wasm_rt_is_initialized(void) { return true; }

/** Ends the call of the VM that this thread is in. */
WASM_RT_NO_RETURN void wasm_rt_trap(wasm_rt_trap_t code);

/** These trap where there is no memory to be had. */
void wasm_rt_allocate_memory(wasm_rt_memory_t *memory, uint64_t pages, uint64_t most, bool is64, uint32_t page_size);
void wasm_rt_allocate_funcref_table(wasm_rt_funcref_table_t *table, uint32_t size, uint32_t most);

/** Gives how many pages there were; UINT32_MAX where there can be no more. */
uint64_t wasm_rt_grow_memory(wasm_rt_memory_t *memory, uint64_t more);

void wasm_rt_free_memory(wasm_rt_memory_t *memory);
void wasm_rt_free_funcref_table(wasm_rt_funcref_table_t *table);
