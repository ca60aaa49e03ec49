#define _GNU_SOURCE
#include "envoy.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "faults.h"

enum { MOST_COUNTERS = 64 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint32_t concurrency;
static char *said;
static size_t said_length;
static struct {
  char name[128];
  uint64_t value;
} metrics[MOST_COUNTERS];
static size_t metrics_length;

static void *symbol(void *handle, const char *name) {
  void *found = dlsym(handle, name);
  if (found == NULL) fprintf(stderr, "%s\n", dlerror()), exit(2);
  return found;
}

struct module load_module(const char *file, uint32_t workers) {
  concurrency = workers;
  void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) fprintf(stderr, "%s\n", dlerror()), exit(2);
  const char *(*init)(void) = (const char *(*)(void))symbol(handle, "envoy_dynamic_module_on_program_init");
  const char *version = init();
  if (version == NULL || strcmp(version, ABI_VERSION) != 0) fprintf(stderr, "not loaded\n"), exit(2);
#define FIND(hook) .hook = symbol(handle, "envoy_dynamic_module_on_http_filter_" #hook)
  return (struct module){handle, FIND(config_new), FIND(config_destroy), .filter_new = symbol(handle, "envoy_dynamic_module_on_http_filter_new"), FIND(request_headers)};
}

bool play_request(const struct module *module, const void *config, stream *stream) {
  return module->request_headers(stream, module->filter_new(config, stream), true) == CONTINUE;
}

static bytes copied(bytes from) {
  char *data = malloc(from.length + 1);
  memcpy(data, from.data, from.length);
  data[from.length] = 0;
  return (bytes){data, from.length};
}

static bool is_same(bytes a, bytes b) { return a.length == b.length && memcmp(a.data, b.data, a.length) == 0; }

void add_line(stream *stream, bytes name, bytes value) {
  stream->lines = realloc(stream->lines, (stream->length + 1) * sizeof *stream->lines);
  stream->lines[stream->length++] = (header_line){copied(name), copied(value)};
}

static void free_line(header_line line) {
  free((char *)line.name.data);
  free((char *)line.value.data);
}

void free_lines(stream *stream) {
  for (size_t i = 0; i < stream->length; ++i) free_line(stream->lines[i]);
  free(stream->lines);
  stream->lines = NULL;
  stream->length = 0;
}

/** Envoy has :authority, also for who asks for host. */
static bytes asked(bytes name) {
  const bytes host = {"host", 4}, authority = {":authority", 10};
  return is_same(name, host) ? authority : name;
}

uint32_t envoy_dynamic_module_callback_get_concurrency(void) { return concurrency; }

void envoy_dynamic_module_callback_log(int level, bytes message) {
  pthread_mutex_lock(&lock);
  const bool failed = stop_failing();
  said = realloc(said, said_length + message.length + 3);
  said[said_length] = (char)('0' + level);
  memcpy(said + said_length + 1, message.data, message.length);
  said_length += message.length + 2;
  said[said_length - 1] = '\n';
  if (failed) let_fail();
  pthread_mutex_unlock(&lock);
}

char *take_log(size_t *length) {
  char *taken = said;
  *length = said_length;
  said = NULL;
  said_length = 0;
  return taken;
}

char *counters(size_t *length) {
  char *text = NULL;
  FILE *to = open_memstream(&text, length);
  for (size_t i = 0; i < metrics_length; ++i) fprintf(to, "%s %lu\n", metrics[i].name, (unsigned long)metrics[i].value);
  fclose(to);
  return text;
}

bool envoy_dynamic_module_callback_http_get_header(void *of, int map, bytes name, bytes *value, size_t index, size_t *count) {
  const stream *stream = of;
  (void)map, (void)index, (void)count;
  *value = (bytes){NULL, 0};
  for (size_t i = 0; i < stream->length; ++i) {
    if (!is_same(stream->lines[i].name, asked(name))) continue;
    *value = stream->lines[i].value;
    return true;
  }
  return false;
}

size_t envoy_dynamic_module_callback_http_get_headers_size(void *of, int map) {
  (void)map;
  return ((stream *)of)->length;
}

bool envoy_dynamic_module_callback_http_get_headers(void *of, int map, header_line *lines) {
  const stream *stream = of;
  (void)map;
  memcpy(lines, stream->lines, stream->length * sizeof *lines);
  return true;
}

bool envoy_dynamic_module_callback_http_set_header(void *of, int map, bytes name, bytes value) {
  stream *stream = of;
  (void)map;
  size_t kept = 0;
  for (size_t i = 0; i < stream->length; ++i) {
    if (is_same(stream->lines[i].name, asked(name))) free_line(stream->lines[i]);
    else stream->lines[kept++] = stream->lines[i];
  }
  stream->length = kept;
  stream->is_route_stale = true;
  const bool failed = stop_failing();
  if (value.data != NULL) add_line(stream, asked(name), value);
  if (failed) let_fail();
  return true;
}

void envoy_dynamic_module_callback_http_clear_route_cache(void *of) { ((stream *)of)->is_route_stale = false; }

/** A stream here comes from nowhere. */
bool envoy_dynamic_module_callback_http_filter_get_attribute_string(void *stream, int id, bytes *value) {
  (void)stream, (void)id, (void)value;
  return false;
}

uint32_t envoy_dynamic_module_callback_http_filter_get_worker_index(void *of) { return ((stream *)of)->worker; }

int envoy_dynamic_module_callback_http_filter_config_define_counter(void *config, bytes name, bytes *labels, size_t count,
                                                                    size_t *id) {
  (void)config, (void)labels, (void)count;
  for (*id = 0; *id < metrics_length && !is_same((bytes){metrics[*id].name, strlen(metrics[*id].name)}, name); ++*id) {}
  if (*id == MOST_COUNTERS) return 1;
  if (*id == metrics_length) snprintf(metrics[metrics_length++].name, sizeof metrics[0].name, "%.*s", (int)name.length, name.data);
  return METRIC_DONE;
}

static int add(size_t id, uint64_t by) {
  pthread_mutex_lock(&lock);
  metrics[id].value += by;
  pthread_mutex_unlock(&lock);
  return METRIC_DONE;
}

int envoy_dynamic_module_callback_http_filter_config_increment_counter(void *config, size_t id, bytes *labels, size_t count,
                                                                       uint64_t by) {
  (void)config, (void)labels, (void)count;
  return add(id, by);
}

int envoy_dynamic_module_callback_http_filter_increment_counter(void *stream, size_t id, bytes *labels, size_t count,
                                                                uint64_t by) {
  (void)stream, (void)labels, (void)count;
  return add(id, by);
}

static int set(size_t id, uint64_t value) {
  pthread_mutex_lock(&lock);
  metrics[id].value = value;
  pthread_mutex_unlock(&lock);
  return METRIC_DONE;
}

int envoy_dynamic_module_callback_http_filter_config_define_gauge(void *config, bytes name, bytes *labels, size_t count,
                                                                  size_t *id) {
  return envoy_dynamic_module_callback_http_filter_config_define_counter(config, name, labels, count, id);
}

int envoy_dynamic_module_callback_http_filter_config_set_gauge(void *config, size_t id, bytes *labels, size_t count,
                                                               uint64_t value) {
  (void)config, (void)labels, (void)count;
  return set(id, value);
}

int envoy_dynamic_module_callback_http_filter_set_gauge(void *stream, size_t id, bytes *labels, size_t count,
                                                        uint64_t value) {
  (void)stream, (void)labels, (void)count;
  return set(id, value);
}

/** The answer takes the place of the request's lines. */
void envoy_dynamic_module_callback_http_send_response(void *of, uint32_t status, header_line *headers, size_t count, bytes body,
                                                      bytes details) {
  stream *stream = of;
  (void)details;
  free_lines(stream);
  char text[16];
  const int length = snprintf(text, sizeof text, "%u", status);
  add_line(stream, (bytes){":status", 7}, (bytes){text, (size_t)length});
  for (size_t i = 0; i < count; ++i) add_line(stream, headers[i].name, headers[i].value);
  add_line(stream, (bytes){"body", 4}, body);
}
