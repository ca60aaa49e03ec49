#include "memory.h"
#include <string.h>

char *at(vm *vm, uint32_t address, uint32_t size) {
  const wasm_rt_memory_t *memory = &vm->module.w2c_memory;
  return (uint64_t)address + size <= memory->size ? (char *)memory->data + address : NULL;
}

bytes bytes_at(vm *vm, uint32_t address, uint32_t size) { return (bytes){at(vm, address, size), size}; }

bool put(vm *vm, uint32_t address, uint32_t value) {
  char *to = at(vm, address, sizeof value);
  if (to != NULL) memcpy(to, &value, sizeof value);
  return to != NULL;
}

char *room(vm *vm, size_t size, uint32_t *address) {
  if (size > UINT32_MAX) return NULL;
  *address = w2c_module_proxy_on_memory_allocate(&vm->module, (uint32_t)size);
  return *address == 0 ? NULL : at(vm, *address, (uint32_t)size);
}

uint32_t hand_over(vm *vm, bytes value, uint32_t return_data, uint32_t return_size) {
  uint32_t address = 0;
  if (value.length > 0) {
    char *to = room(vm, value.length, &address);
    if (to == NULL) return BAD_MEMORY;
    memcpy(to, value.data, value.length);
  }
  return put(vm, return_data, address) && put(vm, return_size, (uint32_t)value.length) ? OK : BAD_MEMORY;
}
