// The filter, in the order of its life. A context of the host is either a plugin (one configuration) or a stream
// (one request of a plugin).
import { decide } from "../core/decide";
import { parse } from "../core/gateway";
import { fnv1a32 } from "../core/hash/fnv1a32";
import { Plan } from "../core/plan/plan";
import { Request } from "../core/plan/request";
import { decimal, hex, plural, quote } from "../core/text/text";
import { Counter, requestFaults } from "../host/counter";
import { HeaderLines } from "../host/header-lines";
import { received } from "../host/memory";
import { logInfo, logRefusal, logWarnings, readConfiguration, readPluginName } from "../host/plugin";
import { defineBaggageCounters } from "../module/baggage";
import { Plugin, Plugins } from "../module/plugins";
import { openStream, takeStream } from "../module/streams";
import { apply } from "./apply";
import { carry } from "./carry";
import { gather } from "./gather";

export { proxy_on_memory_allocate } from "../host/memory";

const CONTINUE: u32 = 0;

const plugins = new Plugins<Plan>();
const lines = new HeaderLines();
const request = new Request();
const configErrors = new Counter();

/** Names the version of the ABI; never called. */
export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_context_create(context: u32, parent: u32): void {
  if (parent == 0) plugins.open(context);
  else openStream(context, parent);
}

/**
 * Always true: on false a fresh Envoy would refuse to start, or answer 500 to everything. After a bad configuration the
 * plugin serves its last good rules, of this context or of the one that it replaces. Without any it tags nothing.
 */
export function proxy_on_configure(context: u32, size: u32): bool {
  configure(plugins.configured(context), size);
  plugins.forgetEnded(context);
  __collect(); // The only place where garbage arises; nothing is on the stack here.
  return true;
}

function configure(plugin: Plugin<Plan>, size: u32): void {
  configErrors.define("hash_tagging_config_errors");
  requestFaults.define("hash_tagging_request_faults");
  defineBaggageCounters("hash_tagging_");
  plugin.name = readPluginName();
  const prefix = "hash-tagging: " + quote(plugin.name) + ": ";
  const length = readConfiguration(size);
  const configuration = parse(received(), length);
  if (configuration.report.count == 0) {
    plugin.served = configuration.plan;
    request.fit(configuration.plan);
    logWarnings(prefix, configuration.report.warningLines());
    logInfo(prefix + describe(configuration.plan) + ", config " + hex(fnv1a32(received(), 0, length), 8));
    return;
  }
  configErrors.add();
  if (plugin.served === null) plugin.served = plugins.lastGood(plugin.name);
  const kept = plugin.served;
  logRefusal(
    prefix,
    configuration.report.lines(),
    kept === null
      ? "requests pass untagged, with whatever tag headers the client sent"
      : "the last good one stays: " + describe(kept),
  );
}

function describe(plan: Plan): string {
  const headers = plural(plan.reads.length, "header") + ", " + plural(plan.tagHeaders.length, "tag header");
  const text = plural(plan.rules.length, "rule") + ", " + headers;
  const reserved = plan.reserved;
  return reserved === null ? text : text + ", " + decimal(reserved.prefixes.length) + " reserved by prefix";
}

/** The hot path: gather what the plan needs, decide, apply. Nothing here allocates. */
export function proxy_on_request_headers(context: u32, count: u32, endOfStream: u32): u32 {
  const plugin = plugins.find(takeStream(context));
  if (plugin === null) return CONTINUE;
  const plan = plugin.served;
  if (plan === null) return CONTINUE;
  gather(plan, lines, request);
  decide(plan, request);
  apply(plan, lines, request);
  const carried = plan.carried;
  if (carried !== null) carry(plan, carried, request);
  return CONTINUE;
}
