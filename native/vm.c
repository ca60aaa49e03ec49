#include "vm.h"
#include <setjmp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "config.h"

enum { NO_PARENT = 0, MOST_SAID = 100 };

/** Where a trap of this thread goes. It lies on the stack: in each VM it would take the processor's cache from the next one. */
static __thread jmp_buf *landing;

void wasm_rt_trap(wasm_rt_trap_t code) { longjmp(*landing, (int)code); }

static void say_trapped(int code) {
  static _Atomic int said;
  if (atomic_fetch_add(&said, 1) >= MOST_SAID) return;
  char text[80];
  const char *form = code == WASM_RT_TRAP_NO_MEMORY ? "hash-tagging: no memory for a VM; requests pass untagged"
                                                    : "hash-tagging: bug: trap %d; the module starts again";
  const int length = snprintf(text, sizeof text, form, code);
  envoy_dynamic_module_callback_log(LOG_CRITICAL, (bytes){text, (size_t)length});
}

/** Lets the VM act; false, and logged, where it trapped. */
static bool runs(vm *vm, void (*act)(struct w2c_env *)) {
  jmp_buf here;
  landing = &here;
  vm->depth = 0;
  const int code = _setjmp(here);
  if (code == 0) act(vm);
  else say_trapped(code);
  return code == 0;
}

static void configure(vm *vm) {
  wasm2c_module_instantiate(&vm->module, vm);
  w2c_module_proxy_on_context_create(&vm->module, PLUGIN, NO_PARENT);
  w2c_module_proxy_on_configure(&vm->module, PLUGIN, (uint32_t)vm->config->text.length);
}

vm *new_vm(struct config *config, enum phase phase) {
  vm *made = calloc(1, sizeof *made);
  if (made == NULL) return NULL;
  made->config = config;
  made->phase = phase;
  if (runs(made, configure)) return made;
  free_vm(made);
  return NULL;
}

/** Milliseconds from some moment on; never back. */
static uint64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void tick(vm *vm) { w2c_module_proxy_on_tick(&vm->module, PLUGIN); }

static void tick_if_due(vm *vm) {
  const uint64_t now = milliseconds();
  if (now < vm->next_tick) return;
  vm->next_tick = now + vm->tick_period;
  tick(vm);
}

static void show_headers(vm *vm) {
  if (vm->tick_period != 0) tick_if_due(vm);
  w2c_module_proxy_on_context_create(&vm->module, STREAM, PLUGIN);
  w2c_module_proxy_on_request_headers(&vm->module, STREAM, 0, 0);
}

bool serve(vm *vm, void *stream) {
  vm->phase = SERVING;
  vm->stream = stream;
  vm->has_written = false;
  vm->has_answered = false;
  const bool has_run = runs(vm, show_headers);
  if (vm->has_written && !vm->has_answered) envoy_dynamic_module_callback_http_clear_route_cache(stream);
  return has_run;
}

void end_vm(vm *vm) {
  vm->phase = ENDING;
  if (vm->tick_period != 0) runs(vm, tick);
  free_vm(vm);
}

void free_vm(vm *vm) {
  wasm2c_module_free(&vm->module);
  free(vm->lines);
  free(vm);
}
