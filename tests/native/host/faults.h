// Makes one allocation of the module fail: with FAULTS the program puts its own functions before those of the C library,
// which a sanitizer that does the same forbids.
#pragma once
#include <stdbool.h>
#include <stdint.h>

void fail_at(uint32_t number);

/** From here on allocations count, */
void let_fail(void);
/** and to here; gives whether they did, for those of the stand-in, which do not. */
bool stop_failing(void);
