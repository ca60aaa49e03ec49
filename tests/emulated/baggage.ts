// Baggage of clients and apps who mean no good.
import { readFileSync } from "node:fs";
import { Host, type Line } from "./host.ts";
import { type Sent } from "./sidecar.ts";

const FILTER = readFileSync(new URL("../../build/hash-tagging.wasm", import.meta.url));
export const APPVER = { headerPrefixes: ["appver-"] };
export const TAGGED: Sent = ["x-user-id", "0001"];

/** The tagging filter, which gives those with a user id the tag appver-0: v2, and has as many tag headers. */
export class Gateway {
  readonly host = new Host(FILTER);
  private readonly plugin: number;

  constructor(tagHeaders = 1, baggage = true) {
    const rule = (tagHeader: string, header: string) => ({
      ...{ header, modulo: 1, tagHeader },
      policies: [{ range: 1, tagValue: "v2" }],
    });
    const rules = Array.from({ length: tagHeaders }, (_, i) =>
      rule(`appver-${i}`, i === 0 ? "x-user-id" : "x-nobody"),
    );
    this.plugin = this.host.configure(JSON.stringify({ rules, propagate: { baggage } }));
  }

  /** The baggage that a request with these lines of it goes on with. */
  baggage(...sent: string[]): string[] {
    const request = [["x-user-id", Buffer.from("0001")], ...sent.map(baggageLine)] as Line[];
    return all(this.host.request(this.plugin, request), "baggage");
  }

  request(sent: Line[]): Line[] {
    return this.host.request(this.plugin, sent);
  }

  count(name: string): number {
    return this.host.counters.get(`hash_tagging_${name}`) ?? 0;
  }
}

export const baggageLine = (value: string): Line => ["baggage", Buffer.from(value, "latin1")];

export const all = (upstream: Line[], name: string) =>
  upstream.filter(([other]) => other === name).map(([, value]) => value.toString("latin1"));
