// How the wrappers of imports reach into the memory of the module. The files of this folder have the names that the wrappers
// of the other side have in assembly/host/, and each function the name that wasm2c gives the import. All return a status of
// proxy-wasm; an address outside of the memory gives BAD_MEMORY, as it does in Envoy.
#pragma once
#include "../vm.h"

enum { OK = 0, NOT_FOUND = 1, BAD_ARGUMENT = 2, BAD_MEMORY = 6, INTERNAL_FAILURE = 10, UNIMPLEMENTED = 12 };

/** Where an address of the module is; NULL where `size` bytes from there on are not all in its memory. */
char *at(vm *vm, uint32_t address, uint32_t size);

/** Bytes of the module; without data where they are not all in its memory. */
bytes bytes_at(vm *vm, uint32_t address, uint32_t size);

/** Writes a number; false where there is no memory of the module. */
bool put(vm *vm, uint32_t address, uint32_t value);

/** Asks the module for room; NULL where it gives none. May trap. */
char *room(vm *vm, size_t size, uint32_t *address);

/** Gives the module a copy of a value, and where it is. May trap. */
uint32_t hand_over(vm *vm, bytes value, uint32_t return_data, uint32_t return_size);
