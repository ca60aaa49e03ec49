/** Statuses of the ABI (proxy_result_t). */
export const OK = 0;
export const NOT_FOUND = 1;
export const BAD_ARGUMENT = 2;
export const CAS_MISMATCH = 8;
export const UNIMPLEMENTED = 12;
