// The hooks that the filter has no use for. Envoy refuses a module that lacks one.
#pragma once
#include "envoy.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
HOOK(int, http_filter_request_body)(void *stream, const void *filter, bool end) { return CONTINUE; }
HOOK(int, http_filter_request_trailers)(void *stream, const void *filter) { return CONTINUE; }
HOOK(int, http_filter_response_headers)(void *stream, const void *filter, bool end) { return CONTINUE; }
HOOK(int, http_filter_response_body)(void *stream, const void *filter, bool end) { return CONTINUE; }
HOOK(int, http_filter_response_trailers)(void *stream, const void *filter) { return CONTINUE; }
HOOK(void, http_filter_stream_complete)(void *stream, const void *filter) {}
HOOK(void, http_filter_destroy)(const void *filter) {}
HOOK(void, http_filter_scheduled)(void *stream, const void *filter, uint64_t event) {}
HOOK(void, http_filter_downstream_above_write_buffer_high_watermark)(void *stream, const void *filter) {}
HOOK(void, http_filter_downstream_below_write_buffer_low_watermark)(void *stream, const void *filter) {}
HOOK(void, http_filter_http_callout_done)
(void *stream, const void *filter, uint64_t id, int result, void *headers, size_t count, void *body, size_t chunks) {}
HOOK(void, http_filter_http_stream_headers)
(void *stream, const void *filter, uint64_t id, void *headers, size_t count, bool end) {}
HOOK(void, http_filter_http_stream_data)
(void *stream, const void *filter, uint64_t id, const void *data, size_t count, bool end) {}
HOOK(void, http_filter_http_stream_trailers)(void *stream, const void *filter, uint64_t id, void *all, size_t count) {}
HOOK(void, http_filter_http_stream_complete)(void *stream, const void *filter, uint64_t id) {}
HOOK(void, http_filter_http_stream_reset)(void *stream, const void *filter, uint64_t id, int reason) {}
#pragma GCC diagnostic pop
