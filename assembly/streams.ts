// Which plugin serves the request whose headers are to come. Envoy opens a stream right before its headers, so one
// place is enough and a request allocates nothing. The ABI does not promise that: what a host opens earlier waits in
// line. Of streams that end without headers we are not told, so the line has a limit.
const MOST_WAITING = 1024;

let newest: u32 = 0; // 0: none; the host numbers from 1
let newestPlugin: u32 = 0;
const waiting: u32[] = []; // stream, plugin, stream, plugin, …

/** A request of `plugin` begins. */
export function openStream(stream: u32, plugin: u32): void {
  if (newest != 0) {
    if (waiting.length == 2 * MOST_WAITING) waiting.splice(0, 2);
    waiting.push(newest);
    waiting.push(newestPlugin);
  }
  newest = stream;
  newestPlugin = plugin;
}

/** The plugin that serves `stream`, once: afterwards the stream is forgotten. 0 for a stream that is not open. */
export function takeStream(stream: u32): u32 {
  if (stream == newest) {
    newest = 0;
    return newestPlugin;
  }
  for (let i = 0; i < waiting.length; i += 2) {
    if (waiting[i] != stream) continue;
    const plugin = waiting[i + 1];
    waiting.splice(i, 2);
    return plugin;
  }
  return 0;
}
