/** Statuses that a host call returns (proxy_result_t); every other one is a fault. */
export const OK: u32 = 0;
export const NOT_FOUND: u32 = 1;
export const BAD_ARGUMENT: u32 = 2;
export const CAS_MISMATCH: u32 = 8;
export const UNIMPLEMENTED: u32 = 12;
