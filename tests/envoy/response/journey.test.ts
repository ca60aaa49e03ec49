// A browser's journey through the real Envoy, with the module that sees answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { load } from "js-yaml";
import { Envoy } from "../../../lab/envoy.ts";
import { bucket } from "../../../lib/core.ts";
import { bytesOf, configText, responseVectors } from "../../vectors.ts";
import { rulesFile } from "../plugin.ts";
import { Upstream, type HeaderLine } from "../upstream.ts";
import { Browser, get, setCookies, tagsOf } from "./browser.ts";

const ID = /[0-9a-f]{32}/;

/** live/hash-tagging.yaml with the module that sees answers. */
const answering = (json: string) =>
  rulesFile(json, ({ vm_config }) => {
    vm_config.code = { local: { filename: "build/hash-tagging-response.wasm" } };
  });

const shop = (more: object) =>
  JSON.stringify({
    rules: ["a", "b"].map((app) => ({
      header: "x-user-id",
      modulo: 100,
      tagHeader: `appver-${app}`,
      policies: [{ range: 50, tagValue: "v2" }],
      defaultTagValue: "v1",
    })),
    ...more,
  });

const versionOf = (id: string) => (bucket(id, 100) < 50 ? "v2" : "v1");
const mixOf = (version: string) => ({ "appver-a": version, "appver-b": version });

describe("a browser's journey", () => {
  let upstream: Upstream;
  let envoy: Envoy;
  const browser = () => new Browser(envoy.url("gateway"));

  before(async () => {
    upstream = await Upstream.start();
    envoy = await Envoy.start("mesh.yaml", upstream.ports);
    const told = { header: "x-version-mix", cookie: { name: "version-mix" } };
    await envoy.update(
      "hash-tagging.yaml",
      answering(shop({ response: told, anonymousId: { cookie: "__Host-anon" } })),
    );
  });
  after(async () => {
    await envoy?.stop();
    upstream?.stop();
  });

  it("anonymous, back, logged in, logged out, cookies cleared", async () => {
    const alice = browser();
    const first = await alice.visit();
    const [mix, minted] = setCookies(first);
    const id = minted![2]!;
    assert.match(id, /^[0-9a-f]{32}$/);
    const version = versionOf(id);
    assert.deepEqual(tagsOf(first), mixOf(version), "the id decides the very request on which it is made");
    assert.equal(minted![0], `__Host-anon=${id}; Path=/; SameSite=Lax; Secure; HttpOnly; Max-Age=31536000`);
    assert.equal(
      mix![0],
      `version-mix=appver-a=${version}&appver-b=${version}; Path=/; SameSite=Lax; Secure; Max-Age=31536000`,
    );

    for (let i = 0; i < 20; ++i) {
      const again = await alice.visit();
      assert.deepEqual(tagsOf(again), mixOf(version));
      assert.deepEqual(setCookies(again), [], "nothing new is told");
    }

    const other = version === "v2" ? "0001" : "0005";
    const loggedIn = await alice.visit(["x-user-id", other]);
    assert.deepEqual(tagsOf(loggedIn), mixOf(versionOf(other)), "who logs in has the versions of that id");
    assert.deepEqual(
      setCookies(loggedIn).map(([, name]) => name),
      ["version-mix"],
      "and no new id",
    );
    assert.deepEqual(
      tagsOf(await alice.visit()),
      mixOf(version),
      "after logging out the cookie counts again",
    );

    alice.cookies.clear();
    const anew = setCookies(await alice.visit())[1]!;
    assert.equal(anew[1], "__Host-anon");
    assert.notEqual(anew[2], id);
  });

  it("the header is what URLSearchParams reads, and replaces the app's", async () => {
    const { lines } = await browser().visit(["x-user-id", "0005"]);
    const [value] = lines.filter(([name]) => name === "x-version-mix").map(([, value]) => value);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(value)), mixOf("v2"));
  });

  it("a forged cookie is an id like any other, and nothing of it comes back", async () => {
    for (const forged of ["0005", "x".repeat(4000), '"><script>', "\u00ff\u00fe", "%0d%0aset-cookie:a=b"]) {
      const visit = await get(envoy.url("gateway"), [["cookie", `__Host-anon=${forged}`]]);
      assert.equal(visit.status, 200);
      assert.deepEqual(
        setCookies(visit).map(([, name]) => name),
        ["version-mix"],
      );
      assert.ok(!JSON.stringify(visit.lines).includes(forged));
    }
  });

  it("1,000 browsers, 100 at once, get 1,000 ids, each with the versions of its own", async () => {
    const ids = new Set<string>();
    for (let round = 0; round < 10; ++round) {
      const visits = await Promise.all(Array.from({ length: 100 }, () => browser().visit()));
      for (const visit of visits) {
        const id = setCookies(visit)[1]![2]!;
        assert.deepEqual(tagsOf(visit), mixOf(versionOf(id)));
        ids.add(id);
      }
    }
    assert.equal(ids.size, 1000);
  });

  it("an answer that Envoy gives before the filter says nothing", async () => {
    const visit = await get(envoy.url("gateway"), [["content-length", "no"]]);
    assert.equal(visit.status, 400);
    assert.deepEqual(setCookies(visit), []);
  });

  it("no fault was counted", async () => {
    const faults = await envoy.stats(/hash_tagging_request_faults/);
    assert.equal(
      [...faults.values()].reduce((sum, count) => sum + count, 0),
      0,
    );
  });
});

describe("the vectors of the module that sees answers, through the real Envoy", () => {
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

  it("the example in docs/rules.md", async () => {
    const section = readFileSync("docs/rules.md", "utf8").split("## What the browser is told\n")[1]!;
    const [, example] = /^```yaml\n([^]*?)^```$/m.exec(section)!;
    await envoy.update("hash-tagging.yaml", answering(JSON.stringify(load(example!))));
    const user = await get(envoy.url("gateway"), [["x-user-id", "0005"]]);
    assert.deepEqual(tagsOf(user), { "appver-a": "v2" });
    assert.deepEqual(Object.fromEntries(user.lines)["x-version-mix"], "appver-a=v2");
    assert.deepEqual(
      setCookies(user).map(([, name, value]) => [name, value]),
      [["version-mix", "appver-a=v2"]],
    );
    const [mix, id] = setCookies(await get(envoy.url("gateway"), []));
    assert.equal(mix![2], `appver-a=${bucket(id![2]!, 100) < 10 ? "v2" : "v1"}`);
    assert.equal(id![1], "__Host-anon");
  });

  for (const vector of responseVectors.answers) {
    it(vector.name, async () => {
      await envoy.update("hash-tagging.yaml", `# ${vector.name}\n${answering(configText(vector))}`);
      for (const { case: name, request, tags, told } of vector.cases) {
        const lines = request.map(([header, value]): HeaderLine => [
          header,
          bytesOf(value).toString("latin1"),
        ]);
        const visit = await get(envoy.url("gateway"), lines);
        const tellers = new Set(["set-cookie", "x-mix", "x-version-mix"]);
        const got = visit.lines.filter(([header]) => tellers.has(header));
        assert.deepEqual(
          got.map(([header, value]) => [header, value.replace(ID, "{id}")]).sort(),
          [...told].sort(),
          name,
        );
        const arrived = JSON.parse(visit.body) as { lines: HeaderLine[] };
        for (const [tagHeader, tag] of Object.entries(tags)) {
          const values = arrived.lines.filter(([header]) => header.toLowerCase() === tagHeader);
          const wanted = tag === null ? [] : [Buffer.from(tag).toString("latin1")];
          assert.deepEqual(
            values.map(([, value]) => value),
            wanted,
            `${name}: ${tagHeader}`,
          );
        }
      }
    });
  }
});

it("the plain module refuses such a configuration, and names the other", async () => {
  const upstream = await Upstream.start();
  const envoy = await Envoy.start("mesh.yaml", upstream.ports);
  try {
    await envoy.update("hash-tagging.yaml", rulesFile(shop({ anonymousId: { cookie: "anon" } })));
    assert.match(envoy.log, /anonymousId: this module does not see answers; run hash-tagging-response\.wasm/);
    assert.deepEqual(setCookies(await get(envoy.url("gateway"), [])), []);
  } finally {
    await envoy.stop();
    upstream.stop();
  }
});
