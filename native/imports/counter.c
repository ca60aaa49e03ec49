#include "../config.h"
#include "memory.h"

enum { COUNTER = 0, GAUGE = 1 };

/** Envoy defines a metric while it makes a configuration, and no later; without its id, where it does not. */
static bool define(void *envoy, uint32_t type, bytes name, size_t *id) {
  int (*const defined)(void *, bytes, bytes *, size_t, size_t *) =
      type == COUNTER ? envoy_dynamic_module_callback_http_filter_config_define_counter
      : type == GAUGE ? envoy_dynamic_module_callback_http_filter_config_define_gauge
                      : NULL;
  return defined != NULL && defined(envoy, name, NULL, 0, id) == METRIC_DONE;
}

/** The trial names all metrics that the workers will. */
uint32_t w2c_env_proxy_define_metric(vm *vm, uint32_t type, uint32_t name, uint32_t size, uint32_t return_metric) {
  const bytes text = bytes_at(vm, name, size);
  if (text.data == NULL) return BAD_MEMORY;
  struct config *config = vm->config;
  uint32_t number = find_metric(&config->metrics, text);
  size_t id = 0;
  if (number == 0 && vm->phase == TRYING && define(config->envoy, type, text, &id)) {
    number = add_metric(&config->metrics, text, id);
  }
  if (number == 0) return BAD_ARGUMENT;
  return put(vm, return_metric, number) ? OK : BAD_MEMORY;
}

/** Either of Envoy's callbacks that change a metric. One is for a configuration, which Envoy 1.38 lacks, one for a stream. */
typedef int change(void *, size_t id, bytes *labels, size_t count, uint64_t value);

/** What a worker has to say of a configuration that it takes over, the trial has said. */
static uint32_t changed(vm *vm, uint32_t metric, uint64_t value, change *of_config, change *of_stream) {
  size_t id = 0;
  if (!envoy_id_of(&vm->config->metrics, metric, &id)) return BAD_ARGUMENT;
  if (vm->phase == SERVING) of_stream(vm->stream, id, NULL, 0, value);
  else if (vm->phase != CONFIGURING && of_config != NULL) of_config(vm->config->envoy, id, NULL, 0, value);
  return OK;
}

uint32_t w2c_env_proxy_increment_metric(vm *vm, uint32_t metric, uint64_t by) {
  return changed(vm, metric, by, envoy_dynamic_module_callback_http_filter_config_increment_counter,
                 envoy_dynamic_module_callback_http_filter_increment_counter);
}

uint32_t w2c_env_proxy_record_metric(vm *vm, uint32_t metric, uint64_t value) {
  return changed(vm, metric, value, envoy_dynamic_module_callback_http_filter_config_set_gauge,
                 envoy_dynamic_module_callback_http_filter_set_gauge);
}
