// One instance of the wasm module: each configuration has one for each worker that has served a request of it.
#pragma once
#include "envoy.h"
#include "module.h"

struct config;

/** The ids of the contexts that a VM has: its plugin, and the request that is being served. */
enum { PLUGIN = 1, STREAM = 2 };

enum phase {
  TRYING,      // Envoy's main thread tries a configuration
  CONFIGURING, // a worker takes it over; all that there is to say of it has been said
  SERVING,     // a request
  ENDING,      // its configuration ends
};

/** wasm2c calls what the module imports from "env" by this name. */
typedef struct w2c_env {
  uint32_t depth; // of the calls; wasm-rt.h wants it first
  enum phase phase;
  struct config *config;
  void *stream; // Envoy's, of the request that is being served
  bool has_written;  // its headers
  bool has_answered; // it
  uint32_t tick_period; // milliseconds; 0: none
  uint64_t next_tick;
  header_line *lines; // room for as many as any request had
  size_t lines_room;
  w2c_module module;
} vm;

/** A new VM that has taken the text of `config`; NULL, and logged, where it trapped or there is no memory. */
vm *new_vm(struct config *config, enum phase phase);

/** Shows the VM a request, and before it, where it is due, the tick; false, and logged, where it trapped: the VM must then go. */
bool serve(vm *vm, void *stream);

/** Lets the VM count what it has kept for its next tick, and frees it. */
void end_vm(vm *vm);

void free_vm(vm *vm);
