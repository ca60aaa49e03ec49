#include <string.h>
#include "../config.h"
#include "memory.h"

/** True where the path that is asked for is this one, whose parts have a NUL between them; one may also stand at its end. */
static bool is_path(bytes asked, const char *path, size_t length) {
  if (asked.length == length + 1 && asked.data[length] == 0) --asked.length;
  return asked.length == length && memcmp(asked.data, path, length) == 0;
}

/** Envoy gives a dynamic module few of the properties that it gives wasm; one that it does not is a fault, and is counted. */
uint32_t w2c_env_proxy_get_property(vm *vm, uint32_t path, uint32_t path_size, uint32_t return_data,
                                    uint32_t return_size) {
  static const char NAME[] = "plugin_name", ADDRESS[] = "source\0address";
  const bytes asked = bytes_at(vm, path, path_size);
  if (asked.data == NULL) return BAD_MEMORY;
  if (is_path(asked, NAME, sizeof NAME - 1)) return hand_over(vm, vm->config->name, return_data, return_size);
  if (!is_path(asked, ADDRESS, sizeof ADDRESS - 1)) return UNIMPLEMENTED;
  if (vm->phase != SERVING) return BAD_ARGUMENT;
  bytes value = {NULL, 0};
  envoy_dynamic_module_callback_http_filter_get_attribute_string(vm->stream, SOURCE_ADDRESS, &value);
  return value.data == NULL ? NOT_FOUND : hand_over(vm, value, return_data, return_size);
}
