// The filter, in the order of its life. A context of the host is either a plugin (one configuration) or a stream
// (one request of a plugin).
import { execute, Gateway, judge } from "./filter";

export { proxy_on_memory_allocate } from "../host/memory";

const CONTINUE: u32 = 0;
const STOP: u32 = 1;

const gateway = new Gateway(false);

/** Names the version of the ABI; never called. */
export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_context_create(context: u32, parent: u32): void {
  gateway.open(context, parent);
}

/**
 * Always true: on false a fresh Envoy would refuse to start, or answer 500 to everything. After a bad configuration the
 * plugin serves the last good rules of its name. Without any it tags nothing.
 */
export function proxy_on_configure(context: u32, size: u32): bool {
  gateway.configure(context, size);
  __collect(); // The only place where garbage arises; nothing is on the stack here.
  return true;
}

/** Twice a second, where something that is served needs it. */
export function proxy_on_tick(context: u32): void {
  gateway.tick(context);
}

/** The hot path: gather what the plan needs, decide, apply. Nothing here allocates. */
export function proxy_on_request_headers(context: u32, count: u32, endOfStream: u32): u32 {
  const service = gateway.servedOf(context);
  if (service === null) return CONTINUE;
  judge(service);
  return execute(service) ? CONTINUE : STOP;
}
