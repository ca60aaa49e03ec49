#include "memory.h"

uint32_t w2c_env_proxy_get_header_map_value(vm *vm, uint32_t map, uint32_t name, uint32_t name_size,
                                            uint32_t return_data, uint32_t return_size) {
  const bytes key = bytes_at(vm, name, name_size);
  bytes value = {NULL, 0};
  if (key.data == NULL) return BAD_MEMORY;
  if (map != REQUEST_HEADERS || vm->phase != SERVING) return BAD_ARGUMENT;
  envoy_dynamic_module_callback_http_get_header(vm->stream, REQUEST_HEADERS, key, &value, 0, NULL);
  return value.data == NULL ? NOT_FOUND : hand_over(vm, value, return_data, return_size);
}

static uint32_t set_header(vm *vm, uint32_t map, bytes name, bytes value) {
  if (map != REQUEST_HEADERS || vm->phase != SERVING) return BAD_ARGUMENT;
  if (!envoy_dynamic_module_callback_http_set_header(vm->stream, REQUEST_HEADERS, name, value)) return BAD_ARGUMENT;
  vm->has_written = true;
  return OK;
}

uint32_t w2c_env_proxy_replace_header_map_value(vm *vm, uint32_t map, uint32_t name, uint32_t name_size, uint32_t value,
                                                uint32_t value_size) {
  const bytes key = bytes_at(vm, name, name_size), text = bytes_at(vm, value, value_size);
  return key.data == NULL || text.data == NULL ? BAD_MEMORY : set_header(vm, map, key, text);
}

uint32_t w2c_env_proxy_remove_header_map_value(vm *vm, uint32_t map, uint32_t name, uint32_t name_size) {
  const bytes key = bytes_at(vm, name, name_size);
  return key.data == NULL ? BAD_MEMORY : set_header(vm, map, key, (bytes){NULL, 0});
}
