// Built into the module, with -include, it makes the module log the name of each callback of Envoy that a request may call,
// before it calls it. (`##` does not expand a name again within its own macro.)
#pragma once
#include "../../../native/envoy.h"

static inline void say(const char *name, size_t length) {
  enum { LOG_INFO = 2 };
  envoy_dynamic_module_callback_log(LOG_INFO, (bytes){name, length});
}

#define SAID(name, ...) (say("calls " #name, sizeof "calls " #name - 1), envoy_dynamic_module_callback_##name(__VA_ARGS__))

#define envoy_dynamic_module_callback_http_get_header(...) SAID(http_get_header, __VA_ARGS__)
#define envoy_dynamic_module_callback_http_get_headers_size(...) SAID(http_get_headers_size, __VA_ARGS__)
#define envoy_dynamic_module_callback_http_get_headers(...) SAID(http_get_headers, __VA_ARGS__)
#define envoy_dynamic_module_callback_http_set_header(...) SAID(http_set_header, __VA_ARGS__)
#define envoy_dynamic_module_callback_http_clear_route_cache(...) SAID(http_clear_route_cache, __VA_ARGS__)
#define envoy_dynamic_module_callback_http_send_response(...) SAID(http_send_response, __VA_ARGS__)
#define envoy_dynamic_module_callback_http_filter_get_attribute_string(...) SAID(http_filter_get_attribute_string, __VA_ARGS__)
#define envoy_dynamic_module_callback_http_filter_get_worker_index(...) SAID(http_filter_get_worker_index, __VA_ARGS__)
