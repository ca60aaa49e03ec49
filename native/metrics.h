// The metrics of a configuration. The module names them and gets a number; Envoy has a number of its own for each.
#pragma once
#include "envoy.h"

struct metrics {
  struct metric *all;
  uint32_t length;
};

/** The number of a metric, from 1 on; 0 where there is none. */
uint32_t find_metric(const struct metrics *metrics, bytes name);

/** Adds one; 0 where there is no memory. */
uint32_t add_metric(struct metrics *metrics, bytes name, size_t envoy_id);

/** Envoy's number of one; false where there is none. */
bool envoy_id_of(const struct metrics *metrics, uint32_t number, size_t *envoy_id);

void free_metrics(struct metrics *metrics);
