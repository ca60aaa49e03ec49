// Which plugin serves the request whose headers are to come. Envoy opens a stream right before it shows the headers, so
// one place is enough. The ABI does not promise that order, so streams that a host opens ahead wait in a ring. Envoy also
// opens a stream for each request that it answers itself, and shows no headers of it. So a full ring loses the oldest.
const ROOM: u32 = 1024;

const waiting = new StaticArray<u32>(2 * <i32>ROOM); // stream, plugin, stream, plugin, …; 0 where none waits
let end: u32 = 0; // how many have ever been sent to wait: the next goes to place `end % ROOM`

let newest: u32 = 0; // 0: none; the host numbers from 1
let newestPlugin: u32 = 0;

/** A request of `plugin` begins. */
export function openStream(stream: u32, plugin: u32): void {
  if (newest != 0) {
    const place = 2 * (end++ % ROOM);
    unchecked((waiting[place] = newest));
    unchecked((waiting[place + 1] = newestPlugin));
  }
  newest = stream;
  newestPlugin = plugin;
}

/** The plugin that serves `stream`, once: afterwards the stream is forgotten. 0 for a stream that is not open. */
export function takeStream(stream: u32): u32 {
  const plugin = newestPlugin;
  if (stream != newest) return takeWaiting(stream);
  newest = 0;
  newestPlugin = 0;
  return plugin;
}

/** The last of the streams that were opened under this number. */
function takeWaiting(stream: u32): u32 {
  for (let i: u32 = 1; i <= ROOM; ++i) {
    const place = 2 * ((end - i) % ROOM);
    if (unchecked(waiting[place]) != stream) continue;
    const plugin = unchecked(waiting[place + 1]);
    unchecked((waiting[place] = 0));
    unchecked((waiting[place + 1] = 0));
    return plugin;
  }
  return 0;
}
