// The host's functions under the host's own names: proxy-wasm ABI 0.2.1, imported from module "env", which is this
// file's name. Arguments are addresses and sizes in bytes; every function returns a status (see status.ts).
export declare function proxy_log(level: u32, message: usize, size: usize): u32;
export declare function proxy_get_buffer_bytes(
  buffer: u32,
  start: u32,
  maxSize: u32,
  returnData: usize,
  returnSize: usize,
): u32;
export declare function proxy_get_property(
  path: usize,
  pathSize: usize,
  returnValue: usize,
  returnSize: usize,
): u32;
export declare function proxy_set_property(path: usize, pathSize: usize, value: usize, valueSize: usize): u32;
export declare function proxy_get_header_map_value(
  map: u32,
  name: usize,
  nameSize: usize,
  returnValue: usize,
  returnSize: usize,
): u32;
export declare function proxy_get_header_map_pairs(map: u32, returnData: usize, returnSize: usize): u32;
export declare function proxy_add_header_map_value(
  map: u32,
  name: usize,
  nameSize: usize,
  value: usize,
  valueSize: usize,
): u32;
export declare function proxy_replace_header_map_value(
  map: u32,
  name: usize,
  nameSize: usize,
  value: usize,
  valueSize: usize,
): u32;
export declare function proxy_remove_header_map_value(map: u32, name: usize, nameSize: usize): u32;
export declare function proxy_send_local_response(
  status: u32,
  details: usize,
  detailsSize: usize,
  body: usize,
  bodySize: usize,
  headers: usize,
  headersSize: usize,
  grpcStatus: i32,
): u32;
export declare function proxy_define_metric(
  type: u32,
  name: usize,
  nameSize: usize,
  returnMetric: usize,
): u32;
export declare function proxy_increment_metric(metric: u32, offset: i64): u32;
export declare function proxy_record_metric(metric: u32, value: u64): u32;
export declare function proxy_get_shared_data(
  key: usize,
  keySize: usize,
  returnValue: usize,
  returnSize: usize,
  returnCas: usize,
): u32;
export declare function proxy_set_shared_data(
  key: usize,
  keySize: usize,
  value: usize,
  valueSize: usize,
  cas: u32,
): u32;
export declare function proxy_set_effective_context(context: u32): u32;
export declare function proxy_get_current_time_nanoseconds(returnTime: usize): u32;
export declare function proxy_set_tick_period_milliseconds(period: u32): u32;
