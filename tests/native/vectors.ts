// The vectors on a native module, in the stand-in for Envoy.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { CRITICAL, INFO, WARN } from "../emulated/gateway.ts";
import type { Line } from "../emulated/host.ts";
import { assertUpstream, linesOf } from "../emulated/request.ts";
import { configText, isShownNatively, vectors } from "../vectors.ts";
import { type Logged, Script } from "./player.ts";

const WORKERS = 4;

/** Plays all of them, with what `of` compiles by then. */
export function playVectors(what: string, of: () => { program: string; module: string }): void {
  const play = (script: Script) => script.play(of().program, of().module);

  describe(`the vectors, on ${what}`, () => {
    const groups = vectors.requests.filter(isShownNatively).map((group) => ({
      name: group.name,
      config: configText(group),
      sent: group.cases.flatMap(({ request, tags }) =>
        (["HTTP/1.1", "HTTP/2"] as const).map((http) => ({ lines: linesOf(request, http), tags })),
      ),
    }));
    /** By the name of the group, what is logged, and the lines that go on from each request. */
    const played = new Map<string, { logs: Logged[]; upstream: Line[][] }>();

    before(() => {
      const script = new Script();
      for (const { config, sent } of groups) {
        script.configure(0, "shop", config);
        for (const [i, { lines }] of sent.entries()) script.request(0, i % WORKERS, lines);
      }
      const answers = play(script);
      for (const { name, sent } of groups)
        played.set(name, { logs: answers.logs(), upstream: sent.map(() => answers.lines()) });
    });

    for (const { name, sent } of groups) {
      it(name, () => {
        const { logs, upstream } = played.get(name)!;
        assert.deepEqual(
          logs.filter(({ level }) => level > INFO),
          [],
        );
        for (const [i, { lines, tags }] of sent.entries()) assertUpstream(upstream[i]!, lines, tags);
      });
    }

    it("every warning is logged", () => {
      const script = new Script();
      const warned = vectors.warnings.filter(isShownNatively);
      for (const vector of warned) script.configure(0, "shop", configText(vector));
      const answers = play(script);
      for (const { name, warnings } of warned) {
        const logged = answers.logs().filter(({ level }) => level === WARN);
        assert.deepEqual(
          logged.map(({ text }) => text),
          warnings.map((warning) => `hash-tagging: "shop": ${warning}`),
          name,
        );
      }
    });

    it("every bad configuration is logged, and requests pass as they are", () => {
      const script = new Script();
      const forged: Line[] = [
        ["x-user-id", Buffer.from("0005")],
        ["appver-a", Buffer.from("forged")],
      ];
      const refused = vectors.errors.filter(isShownNatively);
      for (const [i, vector] of refused.entries())
        script.configure(0, `plugin-${i}`, configText(vector)).request(0, 0, forged);
      const answers = play(script);
      for (const [i, { name, errors }] of refused.entries()) {
        const logged = answers.logs().filter(({ level }) => level === CRITICAL);
        assert.deepEqual(
          logged.slice(0, -1).map(({ text }) => text),
          errors.map((error) => `hash-tagging: "plugin-${i}": ${error}`),
          name,
        );
        assert.deepEqual(answers.lines(), forged, name);
      }
    });
  });
}
