// The one function of WASI that we need, and that the ABI has too. This file's name is the import's module. It returns 0
// when `size` random bytes stand at `buffer`.
export declare function random_get(buffer: usize, size: usize): u32;
