import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Rules } from "../../lib/core.ts";
import { Envoy } from "../../lab/envoy.ts";
import { arrival, values } from "./client.ts";
import { rulesFile } from "./plugin.ts";
import { Upstream } from "./upstream.ts";

const CHANGES = 100;
const CLIENTS = 8;
const USERS = ["0001", "0002", "0003", "0004", "0005"];

/** The configuration after change `i`: its number is in every tag, and others are tagged each time. */
const configuration = (i: number): string =>
  JSON.stringify({
    rules: [
      { header: "x-user-id", modulo: 1, tagHeader: "everybody", policies: [{ range: 1, tagValue: `${i}` }] },
      {
        header: "x-user-id",
        modulo: 100,
        tagHeader: "some",
        policies: [{ range: 1 + (i % 100), tagValue: `${i}` }],
      },
    ],
  });

describe("the configuration is changed under load", () => {
  it(`${CHANGES} times, and no request is lost or tagged by anything but the rules old or new`, async (t) => {
    const configurations = Array.from({ length: CHANGES + 1 }, (_, i) => configuration(i));
    const rules = configurations.map((json) => Rules.parse(json));
    const upstream = await Upstream.start();
    const envoy = await Envoy.start("mesh.yaml", upstream.ports, (text, file) =>
      file === "live/hash-tagging.yaml" ? rulesFile(configurations[0]!) : text,
    );
    let [settled, begun, requests, during] = [0, 0, 0, 0];
    let running = true;

    const client = async (number: number): Promise<void> => {
      for (let n = number; running; n++) {
        const user = USERS[n % USERS.length]!;
        const oldest = settled;
        const arrived = await arrival(envoy.url("gateway"), [
          ["x-user-id", user],
          ["some", "forged"],
        ]);
        const seen = Number(values(arrived, "everybody")[0]);
        assert.ok(seen >= oldest && seen <= begun, `rules ${seen}, not ${oldest} to ${begun}`);
        const { everybody, some } = rules[seen]!.tags({ "x-user-id": user });
        assert.deepEqual(values(arrived, "everybody"), [everybody]);
        assert.deepEqual(values(arrived, "some"), some === undefined ? [] : [some]);
        requests++;
        if (oldest !== begun) during++;
      }
    };

    try {
      const clients = Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
      const changes = (async () => {
        for (let i = 1; i <= CHANGES; i++) {
          begun = i;
          await envoy.update("hash-tagging.yaml", rulesFile(configurations[i]!));
          settled = i;
        }
        running = false;
      })();
      await Promise.all([clients, changes]);
      t.diagnostic(
        `${requests} requests, ${during} of them while a change was under way; 0 lost, 0 mis-tagged`,
      );
      assert.ok(during > CHANGES, "too few requests while a change was under way to tell anything");
    } finally {
      running = false;
      await envoy.stop();
      upstream.stop();
    }
  });
});
