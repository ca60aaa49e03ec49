// A schedule on the real Envoy: gateways that were started at different moments, with two workers each, agree within a
// second, and one that starts in the middle is where the others are. Each request is held against the core at its moment.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { bucket, Rules } from "../../lib/core.ts";
import { Envoy } from "../../lab/envoy.ts";
import { arrival, values } from "./client.ts";
import { rulesFile } from "./plugin.ts";
import { Upstream } from "./upstream.ts";

const MODULO = 1000;
const GATEWAYS = 3;
const CLIENTS = 4; // of each gateway
const WATCHED = 12; // seconds
/** What a gateway may be late by. */
const LATEST = 1;

const STEP = 2; // seconds
const BEGIN = Math.ceil(Date.now() / 1000);
const END = BEGIN + 180; // far enough for the slowest start
const timeOf = (second: number) => new Date(1000 * second).toISOString();
const rangeAt = (second: number) => Math.floor((MODULO * (second - BEGIN)) / (END - BEGIN));

const steps = Array.from({ length: (END - BEGIN) / STEP }, (_, i) => BEGIN + STEP * (i + 1));
const CONFIGURATION = JSON.stringify({
  rules: [
    {
      header: "x-user-id",
      modulo: MODULO,
      tagHeader: "stepped",
      policies: [{ schedule: steps.map((at) => ({ at: timeOf(at), range: rangeAt(at) })), tagValue: "v2" }],
    },
    {
      header: "x-user-id",
      modulo: MODULO,
      tagHeader: "even",
      policies: [
        {
          schedule: [
            { at: timeOf(BEGIN), range: 0 },
            { at: timeOf(END), range: MODULO },
          ],
          between: "linear",
          tagValue: "v2",
        },
      ],
    },
  ],
});

/** A user for each bucket. */
const USERS = Array.from({ length: MODULO }, () => "");
for (let i = 0; USERS.includes(""); ++i) USERS[bucket(`user-${i}`, MODULO)] ||= `user-${i}`;

const rules = Rules.parse(CONFIGURATION);
const isIn = (tagHeader: string, user: string, second: number) =>
  tagHeader in rules.at(second).tags({ "x-user-id": user });

interface Seen {
  /** When it was sent, and when its answer was there, in seconds. */
  sent: number;
  answered: number;
  user: string;
  tagged: Record<string, boolean>;
}

async function ask(envoy: Envoy, user: string): Promise<Seen> {
  const sent = Date.now() / 1000;
  const arrived = await arrival(envoy.url("gateway"), [
    ["x-user-id", user],
    ["stepped", "forged"],
  ]);
  const tagged = Object.fromEntries(
    ["stepped", "even"].map((tagHeader) => {
      const tags = values(arrived, tagHeader);
      assert.ok(tags.length === 0 || (tags.length === 1 && /^v[23]$/.test(tags[0]!)), tags.join());
      return [tagHeader, tags.length === 1];
    }),
  );
  return { sent, answered: Date.now() / 1000, user, tagged };
}

/** The tag headers that are not as at any moment from `late` seconds before it was sent to its answer. */
const faultsOf = ({ sent, answered, user, tagged }: Seen, late: number) =>
  Object.keys(tagged).filter((tagHeader) =>
    tagged[tagHeader] ? !isIn(tagHeader, user, answered) : isIn(tagHeader, user, sent - late),
  );

describe("a schedule on three gateways", () => {
  let upstream: Upstream;
  const envoys: Envoy[] = [];
  const start = () =>
    Envoy.start("mesh.yaml", upstream.ports, (text, file) =>
      file === "live/hash-tagging.yaml" ? rulesFile(CONFIGURATION) : text,
    );

  before(async () => {
    upstream = await Upstream.start();
    for (let i = 0; i < GATEWAYS; ++i) {
      envoys.push(await start());
      await sleep(330); // the ticks of each are at another part of the second
    }
  });
  after(async () => {
    await Promise.all(envoys.map((envoy) => envoy.stop()));
    upstream?.stop();
  });

  /** Asks for users about the boundary until `until`. */
  async function watch(envoy: Envoy, until: number): Promise<Seen[]> {
    const all: Seen[] = [];
    const client = async (number: number) => {
      for (let i = number; Date.now() / 1000 < until; i += CLIENTS) {
        const near = rangeAt(Date.now() / 1000) + (i % 40) - 20;
        all.push(await ask(envoy, USERS[Math.min(Math.max(near, 0), MODULO - 1)]!));
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
    return all;
  }

  it("each request has the tags of its moment, and every step comes within a second of each other", async (t) => {
    const until = Date.now() / 1000 + WATCHED;
    assert.ok(until < END, "the start took too long");
    const seen = await Promise.all(envoys.map((envoy) => watch(envoy, until)));
    const faults = seen.flat().flatMap((one) => faultsOf(one, LATEST));
    const count = seen.flat().length;

    // For each step: when the first answer with the new tags was there, and when the last request without was sent.
    const whole = steps.filter((step) => step > until - WATCHED + 1 && step < until - LATEST);
    const spreads = whole.map((step) => {
      const [low, high] = [rangeAt(step - STEP), rangeAt(step)];
      const entering = seen.flat().filter(({ user, sent }) => {
        const at = bucket(user, MODULO);
        return at >= low && at < high && sent > step - STEP && sent < step + STEP;
      });
      const first = Math.min(...entering.filter((one) => one.tagged["stepped"]).map((one) => one.answered));
      const last = Math.max(...entering.filter((one) => !one.tagged["stepped"]).map((one) => one.sent));
      return { late: first - step, spread: last - first };
    });
    const most = (numbers: number[]) => Math.max(...numbers).toFixed(3);
    t.diagnostic(
      `${count} requests, ${faults.length} mis-tagged; ${whole.length} steps: the first tag at most ` +
        `${most(spreads.map(({ late }) => late))} s late, the last gateway at most ${most(spreads.map(({ spread }) => spread))} s after the first`,
    );
    assert.deepEqual(faults, []);
    assert.ok(whole.length >= 3);
    for (const { late, spread } of spreads) {
      assert.ok(late >= 0 && late < 1, `${late} s late`);
      assert.ok(spread < 1, `${spread} s apart`);
    }
  });

  it("an update in the middle moves on from there, while its old plugin ends in the same VM", async (t) => {
    const envoy = envoys[1]!;
    await envoy.update("hash-tagging.yaml", rulesFile(CONFIGURATION.replaceAll('"v2"', '"v3"')));
    const seen = await watch(envoy, Date.now() / 1000 + 3 * STEP);
    const faults = seen.flatMap((one) => faultsOf(one, LATEST));
    t.diagnostic(`${seen.length} requests after the update, ${faults.length} mis-tagged`);
    assert.deepEqual(faults, []);
  });

  it("a gateway that starts in the middle is where the others are, from its first request on", async (t) => {
    await envoys[0]!.stop();
    envoys[0] = await start();
    const now = rangeAt(Date.now() / 1000);
    const last = rangeAt(BEGIN + STEP); // so many enter at a step: below the last one are all who were in before it
    assert.ok(now > last + 20 && now < MODULO - 20, "the start took too long");
    const first: Seen[] = [];
    for (const near of [-last - 10, -10, 10, 20]) first.push(await ask(envoys[0]!, USERS[now + near]!));
    const faults = first.flatMap((one) => faultsOf(one, LATEST));
    t.diagnostic(`at a range of ${now} of ${MODULO}: ${JSON.stringify(first.map(({ tagged }) => tagged))}`);
    assert.deepEqual(faults, []);
    assert.deepEqual(first[0]!.tagged, { stepped: true, even: true });
  });
});
