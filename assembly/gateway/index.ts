// The filter, in the order of its life. A context of the host's is either a plugin (one configuration) or a stream
// (one request of a plugin).
import { parse } from "../core/gateway";
import { fnv1a32 } from "../core/hash/fnv1a32";
import { HeaderTable } from "../core/http/header-table";
import { RuleHeader, RuleSet } from "../core/plan/plan";
import { decimal, hex, plural, quote } from "../core/text/text";
import { Counter, requestFaults } from "../host/counter";
import { HeaderLines } from "../host/header-lines";
import { MISSING, received } from "../host/memory";
import { logInfo, logRefusal, logWarnings, readConfiguration, readPluginName } from "../host/plugin";
import { readHeader, removeHeader, removeHeaderPart, setHeader } from "../host/request";
import { defineBaggageCounters } from "../module/baggage";
import { carry } from "./carry";
import { Plugin, Plugins } from "../module/plugins";
import { openStream, takeStream } from "../module/streams";

export { proxy_on_memory_allocate } from "../host/memory";

const CONTINUE: u32 = 0;

const plugins = new Plugins<RuleSet>();
const lines = new HeaderLines();
const configErrors = new Counter();

/** Names the version of the ABI; never called. */
export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_context_create(context: u32, parent: u32): void {
  if (parent == 0) plugins.open(context);
  else openStream(context, parent);
}

/**
 * Always true: on false a fresh Envoy would refuse to start, or answer 500 to everything. A bad configuration leaves
 * the rules that this plugin served before, here or in the context that this one replaces; else it tags nothing.
 */
export function proxy_on_configure(context: u32, size: u32): bool {
  configure(plugins.configured(context), size);
  plugins.forgetEnded(context);
  __collect(); // The only place where garbage arises; nothing is on the stack here.
  return true;
}

function configure(plugin: Plugin<RuleSet>, size: u32): void {
  configErrors.define("hash_tagging_config_errors");
  requestFaults.define("hash_tagging_request_faults");
  defineBaggageCounters("hash_tagging_");
  plugin.name = readPluginName();
  const prefix = "hash-tagging: " + quote(plugin.name) + ": ";
  const length = readConfiguration(size);
  const configuration = parse(received(), length);
  if (configuration.report.count == 0) {
    plugin.served = configuration.rules;
    logWarnings(prefix, configuration.report.warningLines());
    logInfo(prefix + describe(configuration.rules) + ", config " + hex(fnv1a32(received(), 0, length), 8));
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

function describe(rules: RuleSet): string {
  const headers =
    plural(rules.headers.length, "header") + ", " + plural(rules.tagHeaders.length, "tag header");
  const text = plural(rules.size, "rule") + ", " + headers;
  const reserved = rules.reserved;
  return reserved === null ? text : text + ", " + decimal(reserved.prefixes.length) + " reserved by prefix";
}

/**
 * The hot path: a host call for each header that is hashed and for each tag header, or one for all where they are many.
 * Nothing here allocates.
 */
export function proxy_on_request_headers(context: u32, count: u32, endOfStream: u32): u32 {
  const plugin = plugins.find(takeStream(context));
  if (plugin === null) return CONTINUE;
  const rules = plugin.served;
  if (rules === null) return CONTINUE;
  const table = rules.table;
  const isRead = table !== null && readLines(rules, table);
  if (!isRead) readHashedHeaders(rules);
  const tagHeaders = rules.tagHeaders;
  let isChanged = false; // then Envoy chooses the route again anyway, and to remove costs no more than to ask
  for (let i = 0, k = tagHeaders.length; i < k; ++i) {
    const tagHeader = unchecked(tagHeaders[i]);
    const tagValue = tagHeader.choose();
    if (tagValue !== null) setHeader(tagHeader.name, tagValue);
    else if (isRead ? !tagHeader.isSent : !isChanged && readHeader(tagHeader.name) == MISSING) continue;
    else removeHeader(tagHeader.name);
    isChanged = true;
  }
  if (isRead && rules.reserved !== null) removeReserved(rules);
  const carried = rules.carried;
  if (carried !== null) carry(tagHeaders, carried);
  return CONTINUE;
}

function readHashedHeaders(rules: RuleSet): void {
  const headers = rules.headers;
  for (let i = 0, k = headers.length; i < k; ++i) {
    const header = unchecked(headers[i]);
    const length = readHeader(header.name);
    header.see(received(), 0, length);
  }
}

/** Reads all lines of the request at once; false after a fault, when nothing is known of any header. */
function readLines(rules: RuleSet, table: HeaderTable<RuleHeader>): bool {
  if (!lines.read()) return false;
  rules.forget();
  while (lines.next()) {
    const header = table.find(received(), lines.nameStart, lines.nameEnd);
    if (header !== null) header.show(received(), lines.valueStart, lines.valueEnd);
  }
  return true;
}

/** The lines still stand where the host put them: it hands nothing over when a header is set or removed. */
function removeReserved(rules: RuleSet): void {
  lines.rewind();
  while (lines.next()) {
    if (!rules.removes(received(), lines.nameStart, lines.nameEnd)) continue;
    removeHeaderPart(received(), lines.nameStart, lines.nameEnd);
  }
}
