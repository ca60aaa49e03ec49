// The three-rule job by hand, with the rules in the code: the least that a dynamic module of Envoy can cost.
#include "idle-hooks.h"

static const struct {
  bytes name;
  uint32_t range;
  bytes value;
} RULES[] = {{{"appver-a", 8}, 10, {"v2", 2}}, {{"appver-b", 8}, 10, {"v2", 2}}, {{"appver-c", 8}, 50, {"v3", 2}}};

HOOK(const char *, program_init)(void) { return ABI_VERSION; }
HOOK(const void *, http_filter_config_new)(void *envoy, bytes name, bytes text) {
  (void)envoy, (void)name, (void)text;
  return RULES;
}
HOOK(void, http_filter_config_destroy)(const void *config) { (void)config; }
HOOK(const void *, http_filter_new)(const void *config, void *stream) {
  (void)stream;
  return config;
}

static bytes get(void *stream, bytes name) {
  bytes value = {NULL, 0};
  envoy_dynamic_module_callback_http_get_header(stream, REQUEST_HEADERS, name, &value, 0, NULL);
  return value;
}

static uint32_t bucket_of(bytes id) {
  uint32_t hash = 0x811c9dc5;
  for (size_t i = 0; i < id.length; ++i) hash = (hash ^ (uint8_t)id.data[i]) * 0x01000193;
  return hash % 100;
}

HOOK(int, http_filter_request_headers)(void *stream, const void *config, bool end) {
  (void)config, (void)end;
  const bytes id = get(stream, (bytes){"x-user-id", 9}), none = {NULL, 0};
  const uint32_t bucket = id.length > 0 ? bucket_of(id) : UINT32_MAX;
  bool has_written = false;
  for (int i = 0; i < 3; ++i) {
    const bool is_tagged = bucket < RULES[i].range;
    if (!is_tagged && get(stream, RULES[i].name).data == NULL) continue;
    envoy_dynamic_module_callback_http_set_header(stream, REQUEST_HEADERS, RULES[i].name, is_tagged ? RULES[i].value : none);
    has_written = true;
  }
  if (has_written) envoy_dynamic_module_callback_http_clear_route_cache(stream);
  return CONTINUE;
}
