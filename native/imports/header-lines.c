#include <stdlib.h>
#include <string.h>
#include "memory.h"

enum { COUNT_SIZE = 4, LENGTHS_SIZE = 8 };

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
  if (count == 0) return hand_over(vm, (bytes){NULL, 0}, return_data, return_size);
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
