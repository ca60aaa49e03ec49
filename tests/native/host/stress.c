// stress MODULE.so UPDATES: four workers serve requests while the rules change UPDATES times, every third time into bad ones.
// Each request must get the tag of the configuration that it began with. Prints how many there were.
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "envoy.h"

enum { WORKERS = 4, REQUESTS_AN_UPDATE = 200 };

static struct module module;

/** Ends with the last request that began with it, in whatever thread that is. */
struct serving {
  const void *config;
  char tag[16];
  _Atomic int users;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct serving *current;
static _Atomic bool is_over;
static _Atomic uint64_t requests, wrong;

static void leave(struct serving *serving) {
  if (atomic_fetch_sub(&serving->users, 1) > 1) return;
  module.config_destroy(serving->config);
  free(serving);
}

static struct serving *enter(void) {
  pthread_mutex_lock(&lock);
  struct serving *serving = current;
  atomic_fetch_add(&serving->users, 1);
  pthread_mutex_unlock(&lock);
  return serving;
}

static bool has_tag(const stream *stream, const char *tag) {
  for (size_t i = 0; i < stream->length; ++i) {
    if (strcmp(stream->lines[i].name.data, "appver-a") == 0) return strcmp(stream->lines[i].value.data, tag) == 0;
  }
  return false;
}

static void *work(void *number) {
  while (!is_over) {
    struct serving *serving = enter();
    stream stream = {.worker = (uint32_t)(uintptr_t)number};
    add_line(&stream, (bytes){"x-user-id", 9}, (bytes){"0005", 4});
    add_line(&stream, (bytes){"appver-a", 8}, (bytes){"forged", 6});
    play_request(&module, serving->config, &stream);
    if (!has_tag(&stream, serving->tag)) ++wrong;
    ++requests;
    free_lines(&stream);
    leave(serving);
  }
  return NULL;
}

static struct serving *update(int number, const char *good_tag) {
  struct serving *serving = calloc(1, sizeof *serving);
  const bool is_bad = number % 3 == 2;
  if (is_bad) strcpy(serving->tag, good_tag);
  else snprintf(serving->tag, sizeof serving->tag, "v%d", number);
  char rules[256];
  const int length = snprintf(rules, sizeof rules,
                              "{\"rules\":[{\"header\":\"x-user-id\",\"modulo\":%d,\"tagHeader\":\"appver-a\","
                              "\"policies\":[{\"range\":1,\"tagValue\":\"%s\"}]}]}",
                              is_bad ? 0 : 1, serving->tag);
  serving->config = module.config_new(serving, (bytes){"shop", 4}, (bytes){rules, (size_t)length});
  serving->users = 1;
  return serving;
}

int main(int count, char **words) {
  if (count != 3) return 2;
  module = load_module(words[1], WORKERS);
  current = update(0, "");
  pthread_t workers[WORKERS];
  for (uintptr_t i = 0; i < WORKERS; ++i) pthread_create(&workers[i], NULL, work, (void *)i);
  const int updates = atoi(words[2]);
  for (int i = 1; i < updates; ++i) {
    const uint64_t before = requests;
    struct serving *next = update(i, current->tag);
    pthread_mutex_lock(&lock);
    struct serving *old = current;
    current = next;
    pthread_mutex_unlock(&lock);
    leave(old);
    while (requests < before + REQUESTS_AN_UPDATE) sched_yield();
  }
  is_over = true;
  for (int i = 0; i < WORKERS; ++i) pthread_join(workers[i], NULL);
  leave(current);
  size_t length;
  free(take_log(&length));
  printf("%d updates, %lu requests, %lu wrong\n", updates, (unsigned long)requests, (unsigned long)wrong);
  return dlclose(module.handle) != 0 || wrong > 0;
}
