#include "../config.h"
#include "memory.h"

enum { PLUGIN_CONFIGURATION = 7 };

uint32_t w2c_env_proxy_log(vm *vm, uint32_t level, uint32_t message, uint32_t size) {
  const bytes text = bytes_at(vm, message, size);
  if (text.data == NULL) return BAD_MEMORY;
  if (vm->phase != CONFIGURING) envoy_dynamic_module_callback_log((int)level, text);
  return OK;
}

uint32_t w2c_env_proxy_get_buffer_bytes(vm *vm, uint32_t buffer, uint32_t start, uint32_t most, uint32_t return_data,
                                        uint32_t return_size) {
  if (buffer != PLUGIN_CONFIGURATION) return NOT_FOUND;
  const bytes text = vm->config->text;
  if (start > text.length) return BAD_ARGUMENT;
  const size_t left = text.length - start;
  return hand_over(vm, (bytes){text.data + start, left < most ? left : most}, return_data, return_size);
}
