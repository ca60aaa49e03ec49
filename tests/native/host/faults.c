#define _GNU_SOURCE
#include "faults.h"
#include <errno.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic uint32_t left; // until the one that fails; 0: none does
static _Thread_local bool counts;

void fail_at(uint32_t number) { left = number; }
void let_fail(void) { counts = true; }
bool stop_failing(void) {
  const bool did = counts;
  counts = false;
  return did;
}

#ifdef FAULTS
static bool fails(void) { return counts && left > 0 && --left == 0; }

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

void *malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
void *realloc(void *old, size_t size) { return fails() ? NULL : __libc_realloc(old, size); }

void *mmap(void *at, size_t size, int protection, int flags, int file, off_t offset) {
  if (fails()) return MAP_FAILED;
  return (void *)syscall(SYS_mmap, at, size, protection, flags, file, offset);
}

int mprotect(void *at, size_t size, int protection) {
  return fails() ? -1 : (int)syscall(SYS_mprotect, at, size, protection);
}
#endif
