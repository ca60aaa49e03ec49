// The part of Envoy's C interface for dynamic modules that the shim needs: version v0.2.0, of Envoy 1.40. Envoy calls the
// hooks, which are ours and exported, and finds a module by them; the callbacks are Envoy's, found in its executable.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ABI_VERSION "v0.2.0"

/** A hook. */
#define HOOK(result, name) __attribute__((visibility("default"))) result envoy_dynamic_module_on_##name
/** A callback. It is weak: the linker need not find it, and one that an older Envoy lacks is NULL. */
#define CALLBACK(result, name) __attribute__((weak)) result envoy_dynamic_module_callback_##name

enum { REQUEST_HEADERS = 0 };    // which headers
enum { CONTINUE = 0, STOP = 1 }; // what a filter says of a request
enum { SOURCE_ADDRESS = 24 };     // an attribute
enum { METRIC_DONE = 0 };        // what came of a metric
enum { LOG_CRITICAL = 5 };       // the levels are those of proxy-wasm

/** Bytes that belong to whom they come from, and stay until the hook that is running returns. */
typedef struct {
  const char *data;
  size_t length;
} bytes;

typedef struct {
  bytes name, value;
} header_line;

CALLBACK(uint32_t, get_concurrency)(void);
CALLBACK(void, log)(int level, bytes message);
/** The value at `index` among those of the name; `count`, which may be NULL, gets how many there are. */
CALLBACK(bool, http_get_header)(void *stream, int map, bytes name, bytes *value, size_t index, size_t *count);
CALLBACK(size_t, http_get_headers_size)(void *stream, int map);
/** `lines` has room for as many as http_get_headers_size says. */
CALLBACK(bool, http_get_headers)(void *stream, int map, header_line *lines);
/** Replaces all values of the name. Without value.data, it removes them. */
CALLBACK(bool, http_set_header)(void *stream, int map, bytes name, bytes value);
/** Envoy then chooses the route anew. */
CALLBACK(void, http_clear_route_cache)(void *stream);
/** `value` gets what Envoy has under this id of its attributes; false where it has nothing. */
CALLBACK(bool, http_filter_get_attribute_string)(void *stream, int id, bytes *value);
/** The number of the worker that runs the stream, below the concurrency. */
CALLBACK(uint32_t, http_filter_get_worker_index)(void *stream);
/** Only while the configuration is being made. */
CALLBACK(int, http_filter_config_define_counter)(void *config, bytes name, bytes *labels, size_t count, size_t *id);
/** Envoy 1.38 has none. */
CALLBACK(int, http_filter_config_increment_counter)(void *config, size_t id, bytes *labels, size_t count, uint64_t by);
CALLBACK(int, http_filter_increment_counter)(void *stream, size_t id, bytes *labels, size_t count, uint64_t by);
/** As the counters' three. */
CALLBACK(int, http_filter_config_define_gauge)(void *config, bytes name, bytes *labels, size_t count, size_t *id);
CALLBACK(int, http_filter_config_set_gauge)(void *config, size_t id, bytes *labels, size_t count, uint64_t value);
CALLBACK(int, http_filter_set_gauge)(void *stream, size_t id, bytes *labels, size_t count, uint64_t value);
/** Answers the request; the hook must then say STOP. */
CALLBACK(void, http_send_response)(void *stream, uint32_t status, header_line *headers, size_t count, bytes body, bytes details);

/** True where this Envoy has every callback that a request needs. */
static inline bool has_callbacks(void) {
  return envoy_dynamic_module_callback_get_concurrency && envoy_dynamic_module_callback_log &&
         envoy_dynamic_module_callback_http_get_header && envoy_dynamic_module_callback_http_get_headers_size &&
         envoy_dynamic_module_callback_http_get_headers && envoy_dynamic_module_callback_http_set_header &&
         envoy_dynamic_module_callback_http_clear_route_cache &&
         envoy_dynamic_module_callback_http_filter_get_attribute_string &&
         envoy_dynamic_module_callback_http_filter_get_worker_index &&
         envoy_dynamic_module_callback_http_filter_config_define_counter &&
         envoy_dynamic_module_callback_http_filter_increment_counter &&
         envoy_dynamic_module_callback_http_filter_config_define_gauge &&
         envoy_dynamic_module_callback_http_filter_set_gauge && envoy_dynamic_module_callback_http_send_response;
}
