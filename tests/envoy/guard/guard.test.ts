// A tag that a client sends does not count, whatever has become of the filter; and what of it counts without the guard.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { load } from "js-yaml";
import type { Envoy } from "../../../lab/envoy.ts";
import { written } from "../../command-line.ts";
import { trapModule } from "../../trap.ts";
import { type Answer, send, sendHttp2, values } from "../client.ts";
import type { WasmFilter } from "../plugin.ts";
import { type Arrival, type HeaderLine, Upstream } from "../upstream.ts";
import { type Fields, MODULE_URL, startWith, Web } from "./lab.ts";

const policies = [{ range: 10, tagValue: "v2" }];
const RULES = [{ header: "x-user-id", modulo: 100, tagHeader: "appver-a", policies }];
const CONFIG = JSON.stringify({ rules: RULES, reserve: ["lane-*"] });

const FORGED: HeaderLine[] = [
  ["x-user-id", "0001"], // in bucket 82, which has no tag
  ["AppVer-A", "v2"],
  ["appver-a", "v2"],
  ["Lane-X", "s1"],
];
const REQUESTS = 20;

/** Where a forged request comes to, and what of it. */
const PASSES = { application: "app-a-v2", tags: ["v2", "v2"], lanes: ["s1"] };
const STOPPED = { application: "app-a-v1", tags: [] as string[], lanes: [] as string[] };

interface Situation {
  /** Where the command line is told that the module is. */
  url: (web: Web) => string[];
  /** What is done to the fields that it writes. */
  edit?: (fields: Fields) => void;
  isDisabled?: boolean;
  /** What a forged request comes to where there is no guard. */
  unguarded: typeof PASSES;
}

const here = () => [MODULE_URL];
const wrong = ["--sha256", "0".repeat(64), "--cluster", "web"];
let folder: string;

/** Of the filter. */
const SITUATIONS: Record<string, Situation> = {
  "at work": { url: here, unguarded: STOPPED },
  absent: { url: here, edit: (fields) => (fields.http_filters = []), unguarded: PASSES },
  "not to be had": {
    url: ({ port }) => [`http://127.0.0.1:${port}/missing.wasm`, ...wrong],
    unguarded: PASSES,
  },
  "not of the digest that is given": {
    url: ({ port }) => [`http://127.0.0.1:${port}/hash-tagging.wasm`, ...wrong],
    unguarded: PASSES,
  },
  "dead of a trap": { url: () => [pathToFileURL(join(folder, "trap.wasm")).href], unguarded: PASSES },
  "fresh, with bad rules": {
    url: here,
    edit: ({ http_filters: [filter] }) => {
      (filter as WasmFilter).typed_config.config.configuration.value = '{"rules": 7}';
    },
    unguarded: PASSES,
  },
  "disabled on the routes": { url: here, isDisabled: true, unguarded: PASSES },
};

let web: Web;
before(async () => {
  web = await Web.start();
  folder = await mkdtemp(join(tmpdir(), "hash-tagging-"));
  await writeFile(join(folder, "trap.wasm"), await trapModule());
});
after(async () => {
  web.stop();
  await rm(folder, { recursive: true });
});

for (const [title, { url, edit, isDisabled = false, unguarded }] of Object.entries(SITUATIONS))
  for (const isGuarded of [true, false])
    describe(`the filter is ${title}, ${isGuarded ? "with" : "without"} the guard`, () => {
      let upstream: Upstream;
      let envoy: Envoy;

      before(async () => {
        upstream = await Upstream.start();
        const args = ["manifest", "-", "--format", "envoy", ...(isGuarded ? [] : ["--no-guard"])];
        const fields = load(await written([...args, "--url", ...url(web)], CONFIG)) as Fields;
        edit?.(fields);
        envoy = await startWith(upstream, fields, { port: web.port, isDisabled });
      });
      after(async () => {
        await envoy?.stop();
        upstream?.stop();
      });

      /** The answers to some forged requests, without the 503 of the one that a worker's module dies of. */
      const answers = async (path: string): Promise<Answer[]> => {
        const seen: Answer[] = [];
        while (seen.length < REQUESTS) {
          const both = await Promise.all(
            [send, sendHttp2].map((by) => by(envoy.url("gateway") + path, FORGED)),
          );
          seen.push(...both.filter(({ status }) => status !== 503));
        }
        return seen;
      };

      const expected = isGuarded ? STOPPED : unguarded;
      it(`a forged tag comes to ${expected.application}`, async () => {
        for (const { status, body } of await answers("/")) {
          assert.equal(status, 200, body);
          const arrived = JSON.parse(body) as Arrival;
          const { application } = arrived;
          const [tags, lanes] = [values(arrived, "appver-a"), values(arrived, "lane-x")];
          assert.deepEqual({ application, tags, lanes }, expected);
        }
      });

      it(`it ${isGuarded ? "does not open" : "opens"} what a route closes`, async () => {
        for (const { status } of await answers("/private")) assert.equal(status, isGuarded ? 403 : 200);
      });

      if (title !== "at work") return;
      it("a user's own tag is as ever", async () => {
        const { body } = await send(envoy.url("gateway"), [["x-user-id", "0005"], ...FORGED.slice(1)]);
        const arrived = JSON.parse(body) as Arrival;
        assert.equal(arrived.application, "app-a-v2");
        assert.deepEqual(values(arrived, "appver-a"), ["v2"]);
      });
    });
