import { decimal } from "../core/text/text";
import { proxy_get_buffer_bytes, proxy_log } from "./env";
import { answered, prepare, RETURNED } from "./memory";
import { textProperty } from "./property";

const LEVEL_INFO: u32 = 2;
const LEVEL_WARN: u32 = 3;
const LEVEL_CRITICAL: u32 = 5;
const PLUGIN_CONFIGURATION: u32 = 7;

/** Reads the plugin's configuration, of `size` bytes, into `received()` and returns its length; 0 when it cannot be had. */
export function readConfiguration(size: u32): i32 {
  prepare();
  const status = proxy_get_buffer_bytes(PLUGIN_CONFIGURATION, 0, size, RETURNED, RETURNED + 4);
  return max(answered(status), 0);
}

/** The name that the operator gave the plugin; "" when there is none. An update has the same name. */
export function readPluginName(): string {
  return textProperty("plugin_name");
}

export function logInfo(message: string): void {
  log(LEVEL_INFO, message);
}

/** Logs the warnings of a configuration, one a line. */
export function logWarnings(prefix: string, warnings: string[]): void {
  for (let i = 0; i < warnings.length; ++i) log(LEVEL_WARN, prefix + warnings[i]);
}

export function logCritical(message: string): void {
  log(LEVEL_CRITICAL, message);
}

/** Logs why a configuration was refused, an error a line, and what is served in its place. */
export function logRefusal(prefix: string, errors: string[], instead: string): void {
  for (let i = 0; i < errors.length; ++i) logCritical(prefix + errors[i]);
  logCritical(prefix + "configuration refused; " + instead);
}

function log(level: u32, message: string): void {
  const text = String.UTF8.encode(message);
  proxy_log(level, changetype<usize>(text), text.byteLength);
}

/** A failed assertion of AssemblyScript's library ends here. It would be a bug of ours: logs where, then traps. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  const what = message === null ? "" : message;
  const where = file === null ? "" : file;
  logCritical("bug: " + what + " at " + where + ":" + decimal(line) + ":" + decimal(column));
  unreachable();
}
