// What the baggage of a client who means no good costs: `node --import tsx bench/hostile.ts`, a minute. CPU of the real
// Envoy for a request, in µs, with and without `propagate` in a configuration of 1,000 tag headers, in turns.
import { readdir, readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { median } from "simple-statistics";
import { Gateway, type HttpFilter } from "./gateway.ts";
import { FILTER, wasm } from "./variants.ts";

const TAG_HEADERS = 1000;
const ROUNDS = 9;
const REQUESTS = 400;

/** Lines of baggage, each in a request of its own kind. */
const SENT: Record<string, string[]> = {
  "no baggage": [],
  "two members": ["tenant=4711,experiment=blue"],
  "64 members that nearly are tags, 8 KB": [members(64, (i) => `appver-${i}x${"%61".repeat(37)}=1`)],
  "57 KB of a,": ["a,".repeat(28_500)],
  "57 KB of commas": [",".repeat(57_000)],
  "57 KB in one member": [`x=${"1".repeat(57_000)}`],
  "57 KB in 14 lines of one member": Array.from({ length: 14 }, () => `x=${"1".repeat(4_000)}`),
};

function members(count: number, text: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => text(i)).join(",");
}

/** A configuration that gives the user one tag and owns as many headers. */
function tagging(baggage: boolean): HttpFilter {
  const rules = Array.from({ length: TAG_HEADERS }, (_, i) => ({
    header: i === 0 ? "x-user-id" : "x-nobody",
    modulo: 1,
    tagHeader: `appver-${i}`,
    policies: [{ range: 1, tagValue: "v2" }],
  }));
  return wasm(FILTER, JSON.stringify({ rules, propagate: { baggage } }), String(baggage));
}

/** A connection on which one request follows the other. */
class Connection {
  private constructor(private readonly socket: Socket) {}

  static async open(address: string): Promise<Connection> {
    const [host, port] = address.split(":") as [string, string];
    const socket = connect(Number(port), host);
    await new Promise((resolve) => socket.once("connect", resolve));
    return new Connection(socket);
  }

  /** Sends a request so many times, each when the answer to the one before is there. */
  async send(request: Buffer, times: number): Promise<void> {
    for (let i = 0; i < times; ++i) {
      const answer = new Promise<Buffer>((resolve) => this.socket.once("data", resolve));
      this.socket.write(request);
      const text = (await answer).toString("latin1");
      if (!text.startsWith("HTTP/1.1 200")) throw new Error(text);
    }
  }

  close(): void {
    this.socket.destroy();
  }
}

/** CPU time of a process over all its threads, in µs. */
async function cpu(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const texts = await Promise.all(threads.map((id) => readFile(`/proc/${pid}/task/${id}/schedstat`, "utf8")));
  return texts.reduce((sum, text) => sum + Number(text.split(" ")[0]) / 1000, 0);
}

const gateway = await Gateway.start({
  without: { filters: [tagging(false)] },
  with: { filters: [tagging(true)] },
});
try {
  const names = ["without", "with"] as const;
  const connections = await Promise.all(names.map((name) => Connection.open(gateway.address(name))));
  console.log("a request with | µs without propagate | with | added");
  for (const [what, lines] of Object.entries(SENT)) {
    const baggage = lines.map((line) => `baggage: ${line}\r\n`).join("");
    const request = Buffer.from(`GET / HTTP/1.1\r\nhost: x\r\nx-user-id: 1\r\n${baggage}\r\n`);
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; ++round) {
      for (const [i, connection] of connections.entries()) {
        const before = await cpu(gateway.pid);
        await connection.send(request, REQUESTS);
        times[i]!.push(((await cpu(gateway.pid)) - before) / REQUESTS);
      }
    }
    const [without, with_] = times.map(median) as [number, number];
    console.log(`${what} | ${without.toFixed(1)} | ${with_.toFixed(1)} | ${(with_ - without).toFixed(1)}`);
  }
  for (const connection of connections) connection.close();
} finally {
  await gateway.stop();
}
