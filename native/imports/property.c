#include <string.h>
#include "../config.h"
#include "memory.h"

uint32_t w2c_env_proxy_get_property(vm *vm, uint32_t path, uint32_t path_size, uint32_t return_data,
                                    uint32_t return_size) {
  static const char NAME[] = "plugin_name"; // with or without the NUL at its end
  const char *asked = at(vm, path, path_size);
  if (asked == NULL) return BAD_MEMORY;
  if ((path_size != sizeof NAME && path_size != sizeof NAME - 1) || memcmp(asked, NAME, path_size) != 0) {
    return NOT_FOUND;
  }
  return hand_over(vm, vm->config->name, return_data, return_size);
}
