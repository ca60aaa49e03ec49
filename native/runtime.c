// The memory and the table of a VM.
#include "wasm-rt.h"
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 65536, MOST_PAGES = WASM_RT_MOST_MEMORY / PAGE, SYSTEM_PAGE = 4096, CACHE_LINE = 64, STEP = 13 };

/**
 * Where the next memory begins in its first system page. What a request touches lies at the same places of each VM: if all began
 * at the same place of a page, the VMs of a worker would take the same lines of the processor's cache from each other.
 */
static size_t next_start(void) {
  static _Atomic uint32_t made;
  return made++ * STEP * CACHE_LINE % SYSTEM_PAGE;
}

/**
 * Maps all that the memory may become. A page takes memory once it is written to; what the module has not grown to is there,
 * and zero, but nobody else's. (Linux counts all of it where vm.overcommit_memory is 2, and may then refuse.)
 */
void wasm_rt_allocate_memory(wasm_rt_memory_t *memory, uint64_t pages, uint64_t most, bool is64, uint32_t page_size) {
  (void)is64, (void)page_size;
  const size_t size = WASM_RT_MOST_MEMORY + WASM_RT_ROOM_BEHIND + SYSTEM_PAGE;
  void *data = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (data == MAP_FAILED) wasm_rt_trap(WASM_RT_TRAP_NO_MEMORY);
  madvise(data, size, MADV_NOHUGEPAGE); // else a byte written may take 2 MiB
  *memory = (wasm_rt_memory_t){.data = (uint8_t *)data + next_start(), .most_pages = most < MOST_PAGES ? most : MOST_PAGES};
  if (wasm_rt_grow_memory(memory, pages) != 0) wasm_rt_trap(WASM_RT_TRAP_OOB);
}

uint64_t wasm_rt_grow_memory(wasm_rt_memory_t *memory, uint64_t more) {
  const uint64_t pages = memory->pages;
  if (more > memory->most_pages - pages) return UINT32_MAX;
  memory->pages = pages + more;
  memory->size = memory->pages * PAGE;
  return pages;
}

void wasm_rt_free_memory(wasm_rt_memory_t *memory) {
  if (memory->data == NULL) return;
  uint8_t *begin = memory->data - (uintptr_t)memory->data % SYSTEM_PAGE;
  munmap(begin, WASM_RT_MOST_MEMORY + WASM_RT_ROOM_BEHIND + SYSTEM_PAGE);
}

void wasm_rt_allocate_funcref_table(wasm_rt_funcref_table_t *table, uint32_t size, uint32_t most) {
  (void)most;
  table->data = calloc(size, sizeof *table->data);
  if (table->data == NULL) wasm_rt_trap(WASM_RT_TRAP_NO_MEMORY);
  table->size = size;
}

void wasm_rt_free_funcref_table(wasm_rt_funcref_table_t *table) { free(table->data); }
