// One configuration that Envoy has: the shim's side of a plugin.
#pragma once
#include <stdatomic.h>
#include "metrics.h"
#include "vm.h"

struct config {
  void *envoy; // Envoy's side of it
  bytes name;
  bytes text; // what is served in place of it; it belongs to the configuration, as the name does
  struct metrics metrics;
  _Atomic uint32_t failures; // of workers to take it over
  uint32_t workers;
  vm *vms[]; // by the number of the worker; NULL where it has none yet
};

/** From now on the workers serve this text; false where there is no memory. */
bool serves(struct config *config, bytes text);
