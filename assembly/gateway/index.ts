// The filter, in the order of its life. A context of the host is either a plugin (one configuration) or a stream
// (one request of a plugin).
import { decide } from "../core/decide";
import { parse } from "../core/gateway";
import { Request } from "../core/plan/request";
import { decimal, plural } from "../core/text/text";
import { now } from "../host/clock";
import { HeaderLines } from "../host/header-lines";
import { defineBaggageCounters } from "../module/baggage";
import { Reading } from "../module/lifecycle";
import { Ticking } from "../module/ticking";
import { apply } from "./apply";
import { carry } from "./carry";
import { answered, makeRoom } from "./debug";
import { gather } from "./gather";
import { Service } from "./service";
import { Tallies } from "./tallies";

export { proxy_on_memory_allocate } from "../host/memory";

const CONTINUE: u32 = 0;
const NANOSECONDS: u64 = 1_000_000_000; // a second
const STOP: u32 = 1;

const lines = new HeaderLines();
const request = new Request();

class Gateway extends Ticking<Service> {
  defineCounters(prefix: string): void {
    defineBaggageCounters(prefix);
  }

  obstacle(): string {
    return "";
  }

  read(text: StaticArray<u8>, length: i32): Reading<Service> {
    const configuration = parse(text, length);
    return new Reading<Service>(configuration.report, new Service(configuration.plan));
  }

  prepare(service: Service, plugin: string, _prefix: string): void {
    request.fit(service.plan);
    if (service.plan.debug !== null) makeRoom();
    if (service.plan.isCounted) service.tallies = new Tallies(service.plan, plugin);
  }

  needsTicks(service: Service): bool {
    return service.tallies !== null || service.plan.scheduled.length > 0;
  }

  /** Without a clock the ranges stay where they are. */
  onTick(service: Service): void {
    const tallies = service.tallies;
    if (tallies !== null) tallies.flush();
    if (service.plan.scheduled.length == 0) return;
    const second = now() / NANOSECONDS;
    if (second > 0) service.plan.at(<i64>second);
  }

  describe(service: Service): string {
    const plan = service.plan;
    const headers = plural(plan.reads.length, "header") + ", " + plural(plan.tagHeaders.length, "tag header");
    const text = plural(plan.rules.length, "rule") + ", " + headers;
    const reserved = plan.reserved;
    return reserved === null ? text : text + ", " + decimal(reserved.prefixes.length) + " reserved by prefix";
  }
}

const gateway = new Gateway(
  "hash-tagging",
  "hash_tagging_",
  "requests pass untagged, with whatever tag headers the client sent",
);

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
  const plan = service.plan;
  gather(plan, lines, request);
  decide(plan, request);
  const debug = plan.debug;
  if (debug !== null && answered(debug, plan, request)) return STOP;
  apply(plan, lines, request);
  const carried = plan.carried;
  if (carried !== null) carry(plan, carried, request);
  const tallies = service.tallies;
  if (tallies !== null) tallies.count(request);
  return CONTINUE;
}
