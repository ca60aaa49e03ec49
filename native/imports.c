// What the module imports, under the names that wasm2c gives it: a wrapper for each. Every one returns a status of
// proxy-wasm; an address outside of the module's memory gives BAD_MEMORY, as it does in Envoy.
#include <stdlib.h>
#include <string.h>
#include "config.h"
#include "shared-data.h"
#include "vm.h"

enum { OK = 0, NOT_FOUND = 1, BAD_ARGUMENT = 2, BAD_MEMORY = 6, INTERNAL_FAILURE = 10 };
enum { PLUGIN_CONFIGURATION = 7, COUNTER = 0 };
enum { COUNT_SIZE = 4, LENGTHS_SIZE = 8 };

/** Where an address of the module is; NULL where `size` bytes from there on are not all in its memory. */
static char *at(vm *vm, uint32_t address, uint32_t size) {
  const wasm_rt_memory_t *memory = &vm->module.w2c_memory;
  return (uint64_t)address + size <= memory->size ? (char *)memory->data + address : NULL;
}

static bool put(vm *vm, uint32_t address, uint32_t value) {
  char *to = at(vm, address, sizeof value);
  if (to != NULL) memcpy(to, &value, sizeof value);
  return to != NULL;
}

/** Asks the module for room; NULL where it gives none. */
static char *room(vm *vm, size_t size, uint32_t *address) {
  if (size > UINT32_MAX) return NULL;
  *address = w2c_module_proxy_on_memory_allocate(&vm->module, (uint32_t)size);
  return *address == 0 ? NULL : at(vm, *address, (uint32_t)size);
}

static uint32_t hand_over(vm *vm, bytes value, uint32_t return_data, uint32_t return_size) {
  uint32_t address = 0;
  if (value.length > 0) {
    char *to = room(vm, value.length, &address);
    if (to == NULL) return BAD_MEMORY;
    memcpy(to, value.data, value.length);
  }
  return put(vm, return_data, address) && put(vm, return_size, (uint32_t)value.length) ? OK : BAD_MEMORY;
}

uint32_t w2c_env_proxy_log(vm *vm, uint32_t level, uint32_t message, uint32_t size) {
  const bytes text = {at(vm, message, size), size};
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

uint32_t w2c_env_proxy_get_header_map_value(vm *vm, uint32_t map, uint32_t name, uint32_t name_size,
                                            uint32_t return_data, uint32_t return_size) {
  const bytes key = {at(vm, name, name_size), name_size};
  bytes value = {NULL, 0};
  if (key.data == NULL) return BAD_MEMORY;
  if (map != REQUEST_HEADERS || vm->phase != SERVING) return BAD_ARGUMENT;
  envoy_dynamic_module_callback_http_get_header(vm->stream, REQUEST_HEADERS, key, &value, 0, NULL);
  return value.data == NULL ? NOT_FOUND : hand_over(vm, value, return_data, return_size);
}

/** Room for as many lines; NULL where there is no memory. */
static header_line *lines_room(vm *vm, size_t count) {
  if (count > vm->lines_room) {
    header_line *lines = realloc(vm->lines, 2 * count * sizeof *lines);
    if (lines == NULL) return NULL;
    vm->lines = lines;
    vm->lines_room = 2 * count;
  }
  return vm->lines;
}

static char *write_text(char *to, bytes text) {
  memcpy(to, text.data, text.length);
  to[text.length] = 0;
  return to + text.length + 1;
}

/** The number of lines; the lengths of each name and value; then each name and value with a NUL behind it. */
uint32_t w2c_env_proxy_get_header_map_pairs(vm *vm, uint32_t map, uint32_t return_data, uint32_t return_size) {
  if (map != REQUEST_HEADERS || vm->phase != SERVING) return BAD_ARGUMENT;
  const size_t count = envoy_dynamic_module_callback_http_get_headers_size(vm->stream, REQUEST_HEADERS);
  header_line *lines = lines_room(vm, count);
  if (lines == NULL) return INTERNAL_FAILURE;
  if (!envoy_dynamic_module_callback_http_get_headers(vm->stream, REQUEST_HEADERS, lines)) return NOT_FOUND;
  size_t size = COUNT_SIZE + LENGTHS_SIZE * count;
  for (size_t i = 0; i < count; ++i) size += lines[i].name.length + 1 + lines[i].value.length + 1;
  uint32_t address = 0;
  char *to = room(vm, size, &address);
  if (to == NULL) return BAD_MEMORY;
  const uint32_t number = (uint32_t)count;
  memcpy(to, &number, COUNT_SIZE);
  char *text = to + COUNT_SIZE + LENGTHS_SIZE * count;
  for (size_t i = 0; i < count; ++i) {
    const uint32_t lengths[2] = {(uint32_t)lines[i].name.length, (uint32_t)lines[i].value.length};
    memcpy(to + COUNT_SIZE + LENGTHS_SIZE * i, lengths, LENGTHS_SIZE);
    text = write_text(write_text(text, lines[i].name), lines[i].value);
  }
  return put(vm, return_data, address) && put(vm, return_size, (uint32_t)size) ? OK : BAD_MEMORY;
}

static uint32_t set_header(vm *vm, uint32_t map, bytes name, bytes value) {
  if (map != REQUEST_HEADERS || vm->phase != SERVING) return BAD_ARGUMENT;
  if (!envoy_dynamic_module_callback_http_set_header(vm->stream, REQUEST_HEADERS, name, value)) return BAD_ARGUMENT;
  vm->has_written = true;
  return OK;
}

uint32_t w2c_env_proxy_replace_header_map_value(vm *vm, uint32_t map, uint32_t name, uint32_t name_size, uint32_t value,
                                                uint32_t value_size) {
  const bytes key = {at(vm, name, name_size), name_size}, text = {at(vm, value, value_size), value_size};
  return key.data == NULL || text.data == NULL ? BAD_MEMORY : set_header(vm, map, key, text);
}

uint32_t w2c_env_proxy_remove_header_map_value(vm *vm, uint32_t map, uint32_t name, uint32_t name_size) {
  const bytes key = {at(vm, name, name_size), name_size};
  return key.data == NULL ? BAD_MEMORY : set_header(vm, map, key, (bytes){NULL, 0});
}

/** Envoy defines a metric while it makes a configuration, and no later: the trial names all that the workers will. */
uint32_t w2c_env_proxy_define_metric(vm *vm, uint32_t type, uint32_t name, uint32_t size, uint32_t return_metric) {
  const bytes text = {at(vm, name, size), size};
  if (text.data == NULL) return BAD_MEMORY;
  struct config *config = vm->config;
  uint32_t number = find_metric(&config->metrics, text);
  if (number == 0 && vm->phase == TRYING && type == COUNTER) {
    size_t id = 0;
    const int done = envoy_dynamic_module_callback_http_filter_config_define_counter(config->envoy, text, NULL, 0, &id);
    if (done == METRIC_DONE) number = add_metric(&config->metrics, text, id);
  }
  if (number == 0) return BAD_ARGUMENT;
  return put(vm, return_metric, number) ? OK : BAD_MEMORY;
}

uint32_t w2c_env_proxy_increment_metric(vm *vm, uint32_t metric, uint64_t by) {
  size_t id = 0;
  if (!envoy_id_of(&vm->config->metrics, metric, &id)) return BAD_ARGUMENT;
  if (vm->phase == SERVING) envoy_dynamic_module_callback_http_filter_increment_counter(vm->stream, id, NULL, 0, by);
  else if (vm->phase == TRYING && envoy_dynamic_module_callback_http_filter_config_increment_counter != NULL) {
    envoy_dynamic_module_callback_http_filter_config_increment_counter(vm->config->envoy, id, NULL, 0, by);
  }
  return OK;
}

/** The last good text of a name crosses here, one way or the other, and is what the workers get. */
uint32_t w2c_env_proxy_get_shared_data(vm *vm, uint32_t key, uint32_t key_size, uint32_t return_data,
                                       uint32_t return_size, uint32_t return_version) {
  const bytes name = {at(vm, key, key_size), key_size};
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
  const bytes name = {at(vm, key, key_size), key_size}, text = {at(vm, value, value_size), value_size};
  if (name.data == NULL || text.data == NULL) return BAD_MEMORY;
  if (vm->phase != TRYING) return OK;
  return share(name, text) && serves(vm->config, text) ? OK : INTERNAL_FAILURE;
}

/** The module asks by it which of its contexts there still are. */
uint32_t w2c_env_proxy_set_effective_context(vm *vm, uint32_t id) {
  (void)vm;
  return id == PLUGIN || id == STREAM ? OK : BAD_ARGUMENT;
}
