#include "../config.h"
#include "../shared-data.h"
#include "memory.h"

/** The last good text of a name crosses here, one way or the other, and is what the workers get. */
uint32_t w2c_env_proxy_get_shared_data(vm *vm, uint32_t key, uint32_t key_size, uint32_t return_data,
                                       uint32_t return_size, uint32_t return_version) {
  const bytes name = bytes_at(vm, key, key_size);
  if (name.data == NULL) return BAD_MEMORY;
  const bytes value = vm->phase == TRYING ? shared_value(name) : (bytes){NULL, 0};
  if (value.data == NULL) return NOT_FOUND;
  if (!serves(vm->config, value)) return INTERNAL_FAILURE;
  return put(vm, return_version, 1) ? hand_over(vm, value, return_data, return_size) : BAD_MEMORY;
}

/** What a worker sets has been set by the trial. */
uint32_t w2c_env_proxy_set_shared_data(vm *vm, uint32_t key, uint32_t key_size, uint32_t value, uint32_t value_size,
                                       uint32_t version) {
  (void)version;
  const bytes name = bytes_at(vm, key, key_size), text = bytes_at(vm, value, value_size);
  if (name.data == NULL || text.data == NULL) return BAD_MEMORY;
  if (vm->phase != TRYING) return OK;
  return share(name, text) && serves(vm->config, text) ? OK : INTERNAL_FAILURE;
}
