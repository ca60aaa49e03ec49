#include <string.h>
#include <time.h>
#include "memory.h"

uint32_t w2c_env_proxy_get_current_time_nanoseconds(vm *vm, uint32_t return_time) {
  char *to = at(vm, return_time, sizeof(uint64_t));
  if (to == NULL) return BAD_MEMORY;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  const uint64_t nanoseconds = (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
  memcpy(to, &nanoseconds, sizeof nanoseconds);
  return OK;
}
