// play MODULE.so: plays on the module what comes on standard input, and writes what came of it. Numbers have 4 bytes, a text
// its length before it.
//
//   C slot name text                        makes a configuration, then ends the one that was there; answers the log
//   E slot                                  ends it
//   R slot worker count name value ...      a request; answers its lines in the same form
//   F number                                that allocation from now on fails, among those of the module
//   M                                       answers the counters
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "envoy.h"
#include "faults.h"

enum { SLOTS = 64, WORKERS = 4 };

static uint32_t number(void) {
  uint32_t value = 0;
  if (fread(&value, sizeof value, 1, stdin) != 1) fprintf(stderr, "cut short\n"), exit(2);
  return value;
}

static bytes text(void) {
  const uint32_t length = number();
  char *data = malloc(length + 1);
  if (length > 0 && fread(data, length, 1, stdin) != 1) fprintf(stderr, "cut short\n"), exit(2);
  return (bytes){data, length};
}

static void answer_number(uint32_t value) { fwrite(&value, sizeof value, 1, stdout); }

static void answer(const char *data, size_t length) {
  answer_number((uint32_t)length);
  if (length > 0) fwrite(data, 1, length, stdout);
}

static const void *configs[SLOTS];
static struct module module;

static void end(uint32_t slot) {
  if (configs[slot] != NULL) module.config_destroy(configs[slot]);
  configs[slot] = NULL;
}

static void configure(void) {
  const uint32_t slot = number();
  const bytes name = text(), rules = text();
  let_fail();
  const void *config = module.config_new(&configs[slot], name, rules);
  stop_failing();
  end(slot);
  configs[slot] = config;
  free((char *)name.data), free((char *)rules.data);
  size_t length;
  char *log = take_log(&length);
  answer(log, length);
  free(log);
}

static void request(void) {
  const uint32_t slot = number();
  stream stream = {.worker = number()};
  for (uint32_t left = number(); left > 0; --left) {
    const bytes name = text(), value = text();
    add_line(&stream, name, value);
    free((char *)name.data), free((char *)value.data);
  }
  let_fail();
  if (configs[slot] != NULL) play_request(&module, configs[slot], &stream);
  stop_failing();
  if (stream.is_route_stale) fprintf(stderr, "the route was not chosen anew\n"), exit(1);
  answer_number((uint32_t)stream.length);
  for (size_t i = 0; i < stream.length; ++i) {
    answer(stream.lines[i].name.data, stream.lines[i].name.length);
    answer(stream.lines[i].value.data, stream.lines[i].value.length);
  }
  free_lines(&stream);
}

int main(int count, char **words) {
  if (count != 2) return 2;
  module = load_module(words[1], WORKERS);
  for (int command; (command = getchar()) != EOF;) {
    if (command == 'C') configure();
    else if (command == 'E') end(number());
    else if (command == 'R') request();
    else if (command == 'F') fail_at(number());
    else if (command == 'M') {
      size_t length;
      char *all = counters(&length);
      answer(all, length);
      free(all);
    } else return 2;
  }
  for (uint32_t slot = 0; slot < SLOTS; ++slot) end(slot);
  size_t length;
  free(take_log(&length));
  return dlclose(module.handle);
}
