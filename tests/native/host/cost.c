// cost MODULE.so RULES COPIES [NAME VALUE]...: what one request costs, which each of COPIES filters of these rules gets, one
// after the other. Prints, for one of them: the instructions of the module, those of the C library that it calls, and its calls
// of Envoy. It lets a second process take single steps, and looks where each one is: no counter of the processor is needed.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>
#include "envoy.h"

enum { WARM_UP = 50, MOST_COPIES = 64, BEGIN = SIGUSR1, END = SIGUSR2 };

static struct module module;
static const void *configs[MOST_COPIES];

static void request(int copies, char **lines) {
  for (int i = 0; i < copies; ++i) {
    stream stream = {.worker = 0};
    for (char **line = lines; *line != NULL; line += 2) {
      add_line(&stream, (bytes){line[0], strlen(line[0])}, (bytes){line[1], strlen(line[1])});
    }
    play_request(&module, configs[i], &stream);
    free_lines(&stream);
  }
}

/** What is watched. */
static void play(const char *file, const char *rules, int copies, char **lines) {
  module = load_module(file, 1);
  for (int i = 0; i < copies; ++i) configs[i] = module.config_new(NULL, (bytes){"shop", 4}, (bytes){rules, strlen(rules)});
  for (int i = 0; i < WARM_UP; ++i) request(copies, lines);
  raise(BEGIN);
  request(copies, lines);
  raise(END);
}

/** Where the code of a file is in the memory of a process. */
struct code {
  unsigned long from, to;
};

static struct code code_of(pid_t pid, const char *file) {
  char *own = realpath(file, NULL), maps[64], line[1024], access[5], path[512];
  struct code code = {0, 0};
  snprintf(maps, sizeof maps, "/proc/%d/maps", pid);
  FILE *from = fopen(maps, "r");
  while (own != NULL && from != NULL && fgets(line, sizeof line, from)) {
    struct code found;
    if (sscanf(line, "%lx-%lx %4s %*s %*s %*s %511s", &found.from, &found.to, access, path) != 4) continue;
    if (access[2] == 'x' && strcmp(path, own) == 0) code = found;
  }
  if (code.to == 0) fprintf(stderr, "no code of %s\n", file), exit(2);
  fclose(from);
  free(own);
  return code;
}

static bool is_in(struct code code, unsigned long at) { return at >= code.from && at < code.to; }

/** The signal that it stops at. */
static int stopped(pid_t pid) {
  int status;
  if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status)) fprintf(stderr, "it ended\n"), exit(2);
  return WSTOPSIG(status);
}

static int step(pid_t pid) {
  ptrace(PTRACE_SINGLESTEP, pid, NULL, NULL);
  return stopped(pid);
}

static void watch(pid_t pid, const char *file, int copies) {
  const struct code own = code_of(pid, file), host = code_of(pid, "/proc/self/exe");
  unsigned long instructions = 0, library = 0, left = 0;
  bool is_own = false;
  while (step(pid) != END) {
    struct user_regs_struct registers;
    ptrace(PTRACE_GETREGS, pid, NULL, &registers);
    if (is_in(own, registers.rip)) ++instructions, is_own = true;
    else if (is_in(host, registers.rip)) left += is_own, is_own = false;
    else if (is_own) ++library;
  }
  // It also leaves the module when either hook returns: filter_new and request_headers.
  printf("%lu %lu %lu\n", instructions / copies, library / copies, left / copies - 2);
  kill(pid, SIGKILL);
}

int main(int count, char **words) {
  const int copies = count < 4 ? 0 : atoi(words[3]);
  if (copies < 1 || copies > MOST_COPIES || count % 2 != 0) return 2;
  const pid_t pid = fork();
  if (pid == 0) {
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    play(words[1], words[2], copies, words + 4);
    return 0;
  }
  if (pid < 0 || stopped(pid) != BEGIN) return 2;
  watch(pid, words[1], copies);
}
