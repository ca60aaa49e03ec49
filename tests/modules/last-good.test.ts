// What a bad configuration leaves in force: the last good one that served under the plugin's name, in every worker, after
// every order of updates, and in a module of another image.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { BAD_ARGUMENT, Host, UNIMPLEMENTED, type Line } from "../emulated/host.ts";
import { SharedData } from "../emulated/shared-data.ts";
import { lines } from "../emulated/sidecar.ts";

const WORKERS = 2;
const NAME = "istio-system.shop";
const BAD = "{}";

const policies = (tagValue: string) => [{ range: 1, tagValue }];
const MODULES = {
  "hash-tagging": {
    /** A good configuration that tags with its letter. */
    good: (letter: string) =>
      JSON.stringify({ rules: [{ header: "id", modulo: 1, tagHeader: "tag", policies: policies(letter) }] }),
    sent: lines(["id", "1"], ["tag", "forged"]),
    tag: (upstream: Line[]) => upstream.find(([name]) => name === "tag")?.[1].toString(),
    unserved: "forged",
    describe: "1 rule, 1 header, 1 tag header",
  },
  "header-propagation": {
    good: (letter: string) => JSON.stringify({ headers: [letter.toLowerCase()], direction: "outbound" }),
    sent: lines(["baggage", "a=A,b=B,c=C"]),
    tag: (upstream: Line[]) => upstream.find(([name]) => name !== "baggage")?.[1].toString(),
    unserved: undefined,
    describe: "1 header by name, 0 by prefix",
  },
};

for (const [module, { good, sent, tag, unserved, describe: described }] of Object.entries(MODULES)) {
  const wasm = readFileSync(new URL(`../../build/${module}.wasm`, import.meta.url));
  const text = (letter: string) => (letter === "X" ? BAD : good(letter));

  /** An Envoy: the VMs of its workers share data, and a configuration that comes back takes its old context up again. */
  class Proxy {
    readonly hosts: Host[];
    private readonly contexts = new Map<string, number[]>();
    private current: number[] = [];

    constructor(readonly shared = new SharedData()) {
      this.hosts = Array.from({ length: WORKERS }, () => new Host(wasm, shared));
    }

    update(letter: string, name = NAME): this {
      const key = `${name} ${letter}`;
      this.current = this.contexts.get(key) ?? this.hosts.map((host) => host.configure(text(letter), name));
      this.contexts.set(key, this.current);
      return this;
    }

    /** The old contexts are gone; what is served stays. */
    drain(): this {
      for (const plugins of this.contexts.values())
        if (plugins !== this.current) plugins.forEach((plugin, i) => this.hosts[i]!.close(plugin));
      for (const key of this.contexts.keys())
        if (this.contexts.get(key) !== this.current) this.contexts.delete(key);
      return this;
    }

    /** What a request gets in a worker. */
    tag(worker: number): string | undefined {
      return tag(this.hosts[worker]!.request(this.current[worker]!, sent));
    }

    get log(): string {
      return this.hosts[0]!.logs.at(-1)!.text;
    }
  }

  describe(`the last good configuration, ${module}`, () => {
    const orders = (length: number): string[] =>
      length === 0
        ? [""]
        : orders(length - 1).flatMap((order) =>
            ["A", "B", "X"].filter((letter) => !order.endsWith(letter)).map((letter) => order + letter),
          );
    const lastGood = (order: string) => /[AB](?=X*$)/.exec(order)?.[0];
    const served = (order: string) => lastGood(order) ?? unserved;

    test("after every order of up to five updates while the old ones drain, with requests in every worker", () => {
      for (const order of orders(5)) {
        const proxy = new Proxy();
        for (let i = 1; i <= order.length; ++i) {
          proxy.update(order[i - 1]!);
          for (let worker = 0; worker < WORKERS; ++worker)
            assert.equal(
              proxy.tag(worker),
              served(order.slice(0, i)),
              `${order.slice(0, i)}, worker ${worker}`,
            );
        }
      }
    });

    test("with requests in one worker alone, an update that comes for the first time finds what served there", () => {
      for (const order of orders(4)) {
        const proxy = new Proxy();
        for (const [i, letter] of [...order].entries()) {
          proxy.update(letter);
          assert.equal(proxy.tag(0), served(order.slice(0, i + 1)), order.slice(0, i + 1));
        }
        proxy.hosts.forEach((host, i) => {
          const plugin = host.configure("[]", NAME);
          assert.equal(tag(host.request(plugin, sent)), served(order), `${order}, worker ${i}`);
        });
      }
    });

    test("after the old ones have drained", () => {
      for (const order of orders(4)) {
        const proxy = new Proxy();
        for (const letter of order) proxy.update(letter).drain();
        for (let worker = 0; worker < WORKERS; ++worker)
          assert.equal(proxy.tag(worker), served(order), order);
      }
    });

    test("in a module of another image, whose first configuration is bad", () => {
      const proxy = new Proxy().update("A").update("B");
      const next = new Proxy(proxy.shared).update("X");
      for (let worker = 0; worker < WORKERS; ++worker) assert.equal(next.tag(worker), "B");
      assert.equal(new Proxy(proxy.shared).update("X").update("C").update("X").tag(1), "C");
    });

    test("the line says which one stays, by the fingerprint that it had when it was taken", () => {
      const proxy = new Proxy().update("A");
      const taken = proxy.log;
      const refused = new Proxy(proxy.shared).update("X").log;
      const [, config] = /(config [0-9a-f]{8})$/.exec(taken)!;
      assert.equal(
        refused,
        `${module}: "${NAME}": configuration refused; the last good one stays: ${described}, ${config}`,
      );
    });

    test("of another name, or of none, is not taken", () => {
      const proxy = new Proxy().update("A").update("X", "renamed");
      assert.equal(proxy.tag(0), unserved);
      const nameless = new Proxy().update("A", "").update("X", "");
      assert.equal(nameless.tag(0), unserved);
      assert.deepEqual([...nameless.shared.values.keys()], []);
    });

    test("lies under the module, a format and the plugin's name, as the text that came", () => {
      const { shared } = new Proxy().update("A").update("X");
      const kept = [...shared.values].map(([key, { bytes }]) => [key, bytes.toString()]);
      assert.deepEqual(kept, [[`${module}/1/good/${NAME}`, good("A")]]);
    });

    for (const [what, bytes] of [
      ["no JSON", Buffer.from("\0\xff")],
      ["a bad configuration", Buffer.from(BAD)],
      ["nothing", Buffer.alloc(0)],
      ["17 MiB", Buffer.alloc(17 << 20, " ")],
    ] as const) {
      test(`${what} in its place is not believed: the worker's own stays, and is kept again`, () => {
        const proxy = new Proxy().update("A");
        proxy.shared.set(`${module}/1/good/${NAME}`, bytes, 0);
        assert.equal(new Proxy(proxy.shared).update("X").tag(0), unserved, "a worker that has none");
        assert.equal(proxy.update("X").tag(0), "A");
        assert.equal(new Proxy(proxy.shared).update("X").tag(0), "A");
      });
    }

    for (const status of [BAD_ARGUMENT, UNIMPLEMENTED]) {
      test(`on a host whose shared data answers ${status}, each worker has its own`, () => {
        const proxy = new Proxy();
        for (const { fail } of proxy.hosts)
          fail.set("proxy_get_shared_data", status).set("proxy_set_shared_data", status);
        proxy.update("A").update("B").update("A");
        assert.deepEqual([proxy.tag(0), proxy.tag(1)], ["A", "A"]);
        proxy.update("X");
        assert.deepEqual([proxy.tag(0), proxy.tag(1)], ["A", "A"]);
      });
    }

    test("costs a request nothing, but for the first of a plugin that comes back", () => {
      const proxy = new Proxy().update("A").update("B");
      const [host] = proxy.hosts as [Host, Host];
      const calls = () => host.crossings.get("proxy_set_shared_data") ?? 0;
      const of = (play: () => unknown) => {
        host.crossings.clear();
        play();
        return calls();
      };
      assert.equal(
        of(() => proxy.tag(0)),
        0,
      );
      assert.equal(
        of(() => proxy.update("A").tag(0)),
        1,
      );
      assert.equal(
        of(() => proxy.tag(0)),
        0,
      );
      assert.equal(host.crossings.get("proxy_get_shared_data"), undefined);
    });

    test("two plugins of one name that take turns write eight times each, and no more until a configuration", () => {
      const host = new Host(wasm);
      const plugins = ["A", "B"].map((letter) => host.configure(good(letter), NAME));
      const turns = () => {
        host.crossings.clear();
        for (let i = 0; i < 1000; ++i) assert.equal(tag(host.request(plugins[i % 2]!, sent)), "AB"[i % 2]);
        return host.crossings.get("proxy_set_shared_data");
      };
      assert.equal(turns(), 16);
      assert.equal(turns(), undefined);
      host.configure(BAD, NAME);
      assert.equal(turns(), 16);
    });

    test("requests that the old plugin still has do not make it the last: the new one's come behind", () => {
      const host = new Host(wasm);
      const old = host.configure(good("A"), NAME);
      const waiting = Array.from({ length: 20 }, () => host.openStream(old));
      const update = host.configure(good("B"), NAME);
      for (const stream of waiting) {
        assert.equal(tag(host.headers(stream, sent)), "A");
        assert.equal(tag(host.request(update, sent)), "B");
      }
      assert.equal(tag(host.request(host.configure(BAD, NAME), sent)), "B");
    });
  });
}
