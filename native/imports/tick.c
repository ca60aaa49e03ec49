#include "memory.h"

/** A worker has no clock of ours: it ticks before the first request that comes when it is due. */
uint32_t w2c_env_proxy_set_tick_period_milliseconds(vm *vm, uint32_t period) {
  vm->tick_period = period;
  vm->next_tick = 0;
  return OK;
}
