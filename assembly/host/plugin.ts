import { decimal } from "../core/text";
import {
  proxy_define_metric,
  proxy_get_buffer_bytes,
  proxy_get_property,
  proxy_increment_metric,
  proxy_log,
} from "./env";
import { received, RETURNED, receivedLength } from "./memory";
import { OK } from "./status";

const LEVEL_INFO: u32 = 2;
const LEVEL_CRITICAL: u32 = 5;
const PLUGIN_CONFIGURATION: u32 = 7;
const COUNTER: u32 = 0;

/** Reads the plugin's configuration, of `size` bytes, into `received()` and returns its length; 0 when it cannot be had. */
export function readConfiguration(size: u32): i32 {
  const status = proxy_get_buffer_bytes(PLUGIN_CONFIGURATION, 0, size, RETURNED, RETURNED + 4);
  return status == OK ? receivedLength() : 0;
}

/** The name that the operator gave the plugin ("" when the host has none): an update comes under the same name. */
export function readPluginName(): string {
  const path = String.UTF8.encode("plugin_name");
  const status = proxy_get_property(changetype<usize>(path), path.byteLength, RETURNED, RETURNED + 4);
  return status == OK ? String.UTF8.decodeUnsafe(changetype<usize>(received()), receivedLength()) : "";
}

export function logInfo(message: string): void {
  log(LEVEL_INFO, message);
}

export function logCritical(message: string): void {
  log(LEVEL_CRITICAL, message);
}

function log(level: u32, message: string): void {
  const text = String.UTF8.encode(message);
  proxy_log(level, changetype<usize>(text), text.byteLength);
}

// Ids of the counters, which all plugins of the VM share; 0 until the host has given one.
let configErrors: u32 = 0;
let requestFaults: u32 = 0;

/** Defines the counters. Only allowed while a plugin is being configured; again is harmless. */
export function defineCounters(): void {
  configErrors = define("hash_tagging_config_errors");
  requestFaults = define("hash_tagging_request_faults");
}

/** One configuration refused. */
export function countConfigError(): void {
  if (configErrors != 0) proxy_increment_metric(configErrors, 1);
}

/** One host call failed in a request. */
export function countFault(): void {
  if (requestFaults != 0) proxy_increment_metric(requestFaults, 1);
}

function define(name: string): u32 {
  const text = String.UTF8.encode(name);
  const status = proxy_define_metric(COUNTER, changetype<usize>(text), text.byteLength, RETURNED);
  return status == OK ? load<u32>(RETURNED) : 0;
}

/** Where a failed assertion of AssemblyScript's library ends, which would be a bug of ours: says where, then traps. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  const what = message === null ? "" : message;
  const where = file === null ? "" : file;
  logCritical("hash-tagging: bug: " + what + " at " + where + ":" + decimal(line) + ":" + decimal(column));
  unreachable();
}
