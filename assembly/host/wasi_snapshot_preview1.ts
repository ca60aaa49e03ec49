// The one function that the ABI has from WASI and that we need, under WASI's own name; this file's name is the import's
// module. Returns 0 when `size` random bytes stand at `buffer`.
export declare function random_get(buffer: usize, size: usize): u32;
