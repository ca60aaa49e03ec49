import { readFileSync } from "node:fs";
import { Host, type Line } from "./host.ts";
import { SharedData } from "./shared-data.ts";

/** The propagation module. */
export const MODULE = readFileSync(new URL("../../build/header-propagation.wasm", import.meta.url));

export type Sent = [name: string, value: string];

export const lines = (...pairs: Sent[]): Line[] => pairs.map(([name, value]) => [name, Buffer.from(value)]);

/** The first value of a header among the lines. */
export const valueOf = (upstream: Line[], name: string) =>
  upstream.find(([other]) => other === name)?.[1].toString();

/** The VMs of one proxy, which share data: requests come in by the first and go out by the second. */
export class Sidecar {
  readonly shared = new SharedData();
  readonly hosts = [new Host(MODULE, this.shared), new Host(MODULE, this.shared)] as const;
  private readonly plugins: number[];

  constructor(config: object) {
    this.plugins = ["inbound", "outbound"].map((direction, i) =>
      this.hosts[i]!.configure(JSON.stringify({ ...config, direction })),
    );
  }

  inbound(...sent: Sent[]): Line[] {
    return this.send("inbound", lines(...sent));
  }

  outbound(...sent: Sent[]): Line[] {
    return this.send("outbound", lines(...sent));
  }

  send(direction: "inbound" | "outbound", sent: Line[]): Line[] {
    const i = direction === "inbound" ? 0 : 1;
    return this.hosts[i].request(this.plugins[i]!, sent);
  }

  pass(nanoseconds: bigint): void {
    for (const host of this.hosts) host.now += nanoseconds;
  }

  /** What the table of ids, with its secret, takes in the shared data. */
  get table(): { keys: number; bytes: number } {
    const values = this.shared.under("hash-tagging/propagation/");
    return { keys: values.length, bytes: values.reduce((sum, { bytes }) => sum + bytes.length, 0) };
  }

  /** What a counter of the module has come to in both VMs. */
  count(name: string): number {
    return this.hosts.reduce(
      (sum, { counters }) => sum + (counters.get(`header_propagation_${name}`) ?? 0),
      0,
    );
  }
}
