// A stand-in for Envoy, as small as the shim needs it: the callbacks over header lines in memory, and the hooks of a module
// that it has loaded. It behaves as tests/emulated/host.ts does: the first value of a name counts, one that is set goes last.
#pragma once
#include "../../../native/envoy.h"

typedef struct {
  uint32_t worker;
  header_line *lines; // names and values are the stream's own
  size_t length;
  bool is_route_stale;
} stream;

/** The hooks that are played. */
struct module {
  void *handle;
  const void *(*config_new)(void *envoy, bytes name, bytes text);
  void (*config_destroy)(const void *config);
  const void *(*filter_new)(const void *config, void *stream);
  int (*request_headers)(void *stream, const void *filter, bool end);
};

/** Loads the file, or ends the program. */
struct module load_module(const char *file, uint32_t workers);

/** Shows a request to the module, as Envoy does; false where the module answers it. */
bool play_request(const struct module *module, const void *config, stream *stream);

void add_line(stream *stream, bytes name, bytes value);
void free_lines(stream *stream);

/** What the module has logged, a line each: its level, then the text. The caller frees it. */
char *take_log(size_t *length);

/** Every counter as "name value", a line each. The caller frees it. */
char *counters(size_t *length);
