#include "metrics.h"
#include <stdlib.h>
#include <string.h>

struct metric {
  size_t envoy_id;
  size_t length;
  char *name;
};

uint32_t find_metric(const struct metrics *metrics, bytes name) {
  for (uint32_t i = 0; i < metrics->length; ++i) {
    const struct metric *metric = &metrics->all[i];
    if (metric->length == name.length && memcmp(metric->name, name.data, name.length) == 0) return i + 1;
  }
  return 0;
}

uint32_t add_metric(struct metrics *metrics, bytes name, size_t envoy_id) {
  struct metric *all = realloc(metrics->all, (metrics->length + 1) * sizeof *all);
  if (all == NULL) return 0;
  metrics->all = all;
  char *own = malloc(name.length + 1);
  if (own == NULL) return 0;
  memcpy(own, name.data, name.length);
  all[metrics->length] = (struct metric){envoy_id, name.length, own};
  return ++metrics->length;
}

bool envoy_id_of(const struct metrics *metrics, uint32_t number, size_t *envoy_id) {
  if (number == 0 || number > metrics->length) return false;
  *envoy_id = metrics->all[number - 1].envoy_id;
  return true;
}

void free_metrics(struct metrics *metrics) {
  for (uint32_t i = 0; i < metrics->length; ++i) free(metrics->all[i].name);
  free(metrics->all);
}
