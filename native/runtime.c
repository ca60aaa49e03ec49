// The memory and the table of a VM.
#include "wasm-rt.h"
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 65536, MOST_PAGES = 2048 }; // 128 MiB

/** Reserves the addresses of all that the memory may become. A page takes memory once it is written to. */
void wasm_rt_allocate_memory(wasm_rt_memory_t *memory, uint64_t pages, uint64_t most, bool is64, uint32_t page_size) {
  (void)is64, (void)page_size;
  const uint64_t most_pages = most < MOST_PAGES ? most : MOST_PAGES;
  void *data = mmap(NULL, most_pages * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (data == MAP_FAILED) wasm_rt_trap(WASM_RT_TRAP_OOB);
  madvise(data, most_pages * PAGE, MADV_NOHUGEPAGE); // else a byte written may take 2 MiB
  *memory = (wasm_rt_memory_t){.data = data, .most_pages = most_pages};
  if (wasm_rt_grow_memory(memory, pages) != 0) wasm_rt_trap(WASM_RT_TRAP_OOB);
}

uint64_t wasm_rt_grow_memory(wasm_rt_memory_t *memory, uint64_t more) {
  const uint64_t pages = memory->pages;
  if (more > memory->most_pages - pages) return UINT32_MAX;
  if (mprotect(memory->data + memory->size, more * PAGE, PROT_READ | PROT_WRITE) != 0) return UINT32_MAX;
  memory->pages = pages + more;
  memory->size = memory->pages * PAGE;
  return pages;
}

void wasm_rt_free_memory(wasm_rt_memory_t *memory) {
  if (memory->data != NULL) munmap(memory->data, memory->most_pages * PAGE);
}

void wasm_rt_allocate_funcref_table(wasm_rt_funcref_table_t *table, uint32_t size, uint32_t most) {
  (void)most;
  table->data = calloc(size, sizeof *table->data);
  if (table->data == NULL) wasm_rt_trap(WASM_RT_TRAP_OOB);
  table->size = size;
}

void wasm_rt_free_funcref_table(wasm_rt_funcref_table_t *table) { free(table->data); }
