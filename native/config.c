// Envoy's hooks. Envoy makes configurations in its main thread alone, shows each request to one worker, and ends a
// configuration when no request of it is left.
#include "config.h"
#include <stdlib.h>
#include <string.h>
#include "idle-hooks.h"

/** After so many workers have failed to take a configuration over, its requests pass. */
enum { MOST_FAILURES = 3 };

HOOK(const char *, program_init)(void) { return has_callbacks() ? ABI_VERSION : NULL; }

/** A copy of its own; without data where there is no memory. */
static bytes copy(bytes from) {
  char *data = malloc(from.length + 1);
  if (data != NULL && from.length > 0) memcpy(data, from.data, from.length);
  return (bytes){data, from.length};
}

bool serves(struct config *config, bytes text) {
  const bytes own = copy(text);
  if (own.data == NULL) return false;
  free((char *)config->text.data);
  config->text = own;
  return true;
}

static void free_config(struct config *config) {
  for (uint32_t i = 0; i < config->workers; ++i) {
    if (config->vms[i] != NULL) end_vm(config->vms[i]);
  }
  free_metrics(&config->metrics);
  free((char *)config->name.data);
  free((char *)config->text.data);
  free(config);
}

/**
 * Lets a VM of its own try the configuration, for what there is to log and to count, and for what it makes of a bad one:
 * the last good text of the name, which it asks the shared data for, is then served.
 */
static bool is_tried(struct config *config) {
  vm *vm = new_vm(config, TRYING);
  if (vm == NULL) return false;
  free_vm(vm);
  return true;
}

/** NULL, which makes Envoy refuse the configuration, or not start, only where there is no memory for it. */
HOOK(const void *, http_filter_config_new)(void *envoy, bytes name, bytes text) {
  const uint32_t workers = envoy_dynamic_module_callback_get_concurrency();
  struct config *config = calloc(1, sizeof *config + workers * sizeof *config->vms);
  if (config == NULL) return NULL;
  config->envoy = envoy;
  config->workers = workers;
  config->name = copy(name);
  if (config->name.data == NULL || !serves(config, text)) {
    free_config(config);
    return NULL;
  }
  const bytes nothing = {"", 0}; // is refused as a bad text
  if (!is_tried(config) && !(serves(config, nothing) && is_tried(config))) config->failures = MOST_FAILURES;
  return config;
}

HOOK(void, http_filter_config_destroy)(const void *config) { free_config((struct config *)config); }

/** A request has no state of its own: its filter is its configuration. */
HOOK(const void *, http_filter_new)(const void *config, void *stream) {
  (void)stream;
  return config;
}

/** The VM of a worker, new where it has none; NULL where it cannot have one. */
static vm *vm_of(struct config *config, uint32_t worker) {
  if (worker >= config->workers) return NULL;
  if (config->vms[worker] == NULL && atomic_load(&config->failures) < MOST_FAILURES) {
    config->vms[worker] = new_vm(config, CONFIGURING);
    if (config->vms[worker] == NULL) atomic_fetch_add(&config->failures, 1);
  }
  return config->vms[worker];
}

/** After a trap the request passes with the tags that it has by then, and the worker's next one gets a new VM. */
HOOK(int, http_filter_request_headers)(void *stream, const void *filter, bool end) {
  (void)end;
  struct config *config = (struct config *)filter;
  const uint32_t worker = envoy_dynamic_module_callback_http_filter_get_worker_index(stream);
  vm *vm = vm_of(config, worker);
  if (vm == NULL) return CONTINUE;
  const bool has_run = serve(vm, stream);
  const int status = vm->has_answered ? STOP : CONTINUE;
  if (has_run) return status;
  free_vm(vm);
  config->vms[worker] = NULL;
  return status;
}
