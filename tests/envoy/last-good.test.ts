// Which configuration a bad one leaves in force on the real Envoy, which takes an old plugin up again, without a word, when
// its configuration comes back before it has ended, and which starts another VM for other code.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { get, type ClientRequest } from "node:http";
import { after, before, describe, it } from "node:test";
import { Envoy } from "../../lab/envoy.ts";
import { isNative } from "../../lab/native.ts";
import { until } from "../../lab/until.ts";
import { arrival, values } from "./client.ts";
import { everybody, rulesFile, type Plugin } from "./plugin.ts";
import { UNANSWERED, Upstream } from "./upstream.ts";

const LONGEST = 4;
const CONNECTIONS = 16; // so many that each of the workers has one
const FORGED = "from the client";
const MODULE = readFileSync(new URL("../../build/hash-tagging.wasm", import.meta.url));

const json = (letter: string) => (letter === "X" ? '{"rules": [' : everybody("appver-a", letter));

/** All orders of updates, each another than the one before it: Envoy passes over what says nothing new. */
const orders = (length: number): string[] =>
  length === 0
    ? [""]
    : orders(length - 1).flatMap((order) =>
        ["A", "B", "X"].filter((letter) => !order.endsWith(letter)).map((letter) => order + letter),
      );

/** The module as another image: a custom section more, of one byte, which is the length of its name. */
const otherImage = (plugin: Plugin) => {
  const code = Buffer.concat([MODULE, Buffer.of(0, 1, 0)]);
  plugin.vm_config.code = { local: { inline_bytes: code.toString("base64") } };
};

describe("the last good configuration", () => {
  let upstream: Upstream;
  let envoy: Envoy;

  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.start("mesh.yaml", upstream.ports);
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  const update = (name: string, letter: string, edit: (plugin: Plugin) => void = () => {}) =>
    envoy.update(
      "hash-tagging.yaml",
      rulesFile(json(letter), (plugin) => {
        plugin.name = name;
        edit(plugin);
      }),
    );
  /** What a request gets, in every worker the same. */
  const tag = async (): Promise<string> => {
    const request = async () => {
      const arrived = await arrival(envoy.url("gateway"), [
        ["x-user-id", "0005"],
        ["appver-a", FORGED],
      ]);
      return values(arrived, "appver-a").join();
    };
    const tags = await Promise.all(Array.from({ length: CONNECTIONS }, request));
    return [...new Set(tags)].join(" and ");
  };

  /** Requests that go on until they are destroyed. */
  const unanswered = async (): Promise<ClientRequest[]> => {
    const all = upstream.unanswered + CONNECTIONS;
    const going = Array.from({ length: CONNECTIONS }, () =>
      get(envoy.url("gateway"), { agent: false, headers: Object.fromEntries([UNANSWERED]) }).on(
        "error",
        () => {},
      ),
    );
    await until("all to wait", () => upstream.unanswered === all);
    return going;
  };
  const walk = async (name: string, order: string, each: () => Promise<unknown> = async () => {}) => {
    for (let i = 1; i <= order.length; ++i) {
      const past = order.slice(0, i);
      await update(name, order[i - 1]!);
      assert.equal(await tag(), /[AB](?=X*$)/.exec(past)?.[0] ?? FORGED, past);
      await each();
    }
  };
  /** How often VMs have said that they serve a configuration of this plugin. */
  const taken = (name: string) => envoy.log.split(`"${name}": 1 rule`).length - 1;

  it(`after every order of ${LONGEST} updates`, async () => {
    for (const order of orders(LONGEST)) await walk(`ended-${order}`, order);
  });

  it("the same while requests of each old configuration go on, which keeps its plugin", async () => {
    for (const order of orders(LONGEST)) {
      const going: ClientRequest[] = [];
      await walk(`going-${order}`, order, async () => void going.push(...(await unanswered())));
      for (const request of going) request.destroy();
    }
    const going: ClientRequest[] = [];
    const goOn = async () => void going.push(...(await unanswered()));
    await walk("again", "AB", goOn);
    const before = taken("again");
    await walk("again", "ABA", goOn);
    const more = taken("again") - before;
    assert.ok(more <= 3, `configured ${more} times again: by Envoy's main thread alone it would be 3`);
    for (const request of going) request.destroy();
  });

  it("not under another name", async () => {
    await update("named", "A");
    assert.equal(await tag(), "A");
    await update("renamed", "X");
    assert.equal(await tag(), FORGED);
  });

  // Other files of native modules share nothing, and there is no vm_id.
  if (!isNative) {
    it("bad rules together with another image of the module", async () => {
      await update("image", "A");
      assert.equal(await tag(), "A");
      await update("image", "X", otherImage);
      assert.equal(await tag(), "A");
      const refusal =
        /"image": configuration refused; the last good one stays: 1 rule, 1 header, 1 tag header, config/;
      await until("the refusal", async () => refusal.test(envoy.log));
    });

    it("not with another vm_id", async () => {
      await update("moved", "A");
      assert.equal(await tag(), "A");
      await update("moved", "X", (plugin) => (plugin.vm_config.vm_id = "another"));
      assert.equal(await tag(), FORGED);
    });
  }
});
