#include <string.h>
#include "memory.h"

enum { MOST_HEADERS = 16, NUMBER_SIZE = 4 };

static uint32_t number_at(const char *from) {
  uint32_t number;
  memcpy(&number, from, NUMBER_SIZE);
  return number;
}

/** Reads the form of header-lines.c; how many headers there are, more than MOST_HEADERS where they make no sense. */
static size_t read_headers(bytes all, header_line headers[MOST_HEADERS]) {
  const size_t count = all.length < NUMBER_SIZE ? 0 : number_at(all.data);
  size_t from = NUMBER_SIZE + 2 * NUMBER_SIZE * count;
  for (size_t i = 0; i < count && count <= MOST_HEADERS; ++i) {
    if (from > all.length) return SIZE_MAX;
    const char *lengths = all.data + NUMBER_SIZE + 2 * NUMBER_SIZE * i;
    const size_t name = number_at(lengths), value = number_at(lengths + NUMBER_SIZE);
    headers[i] = (header_line){{all.data + from, name}, {all.data + from + name + 1, value}};
    from += name + 1 + value + 1;
  }
  return from > all.length && count > 0 ? SIZE_MAX : count;
}

uint32_t w2c_env_proxy_send_local_response(vm *vm, uint32_t status, uint32_t details, uint32_t details_size,
                                           uint32_t body, uint32_t body_size, uint32_t headers, uint32_t headers_size,
                                           uint32_t grpc_status) {
  (void)grpc_status;
  const bytes why = bytes_at(vm, details, details_size), text = bytes_at(vm, body, body_size);
  const bytes lines = bytes_at(vm, headers, headers_size);
  if (why.data == NULL || text.data == NULL || lines.data == NULL) return BAD_MEMORY;
  header_line all[MOST_HEADERS];
  const size_t count = read_headers(lines, all);
  if (vm->phase != SERVING || count > MOST_HEADERS) return BAD_ARGUMENT;
  envoy_dynamic_module_callback_http_send_response(vm->stream, status, all, count, text, why);
  vm->has_answered = true;
  return OK;
}
