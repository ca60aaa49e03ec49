import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Host } from "../../emulated/host.ts";
import { IS_WHOLE } from "../budget.ts";
import { ANSWERING, GATEWAY, SIDECAR, type Kind } from "./configurations.ts";
import { faults, type Fault } from "./fault.ts";
import { ANSWERING_LETTERS, Life, LETTERS, lives } from "./life.ts";

/** What a life plays; a module that exports more needs a letter more in life.ts. */
const PLAYED = [
  "proxy_on_configure",
  "proxy_on_context_create",
  "proxy_on_memory_allocate",
  "proxy_on_request_headers",
];
const MODULES = {
  "hash-tagging": { kinds: GATEWAY, letters: LETTERS, more: ["proxy_on_tick"] },
  "hash-tagging-response": {
    kinds: ANSWERING,
    letters: ANSWERING_LETTERS,
    more: ["proxy_on_response_headers", "proxy_on_tick"],
  },
  "header-propagation": { kinds: SIDECAR, letters: LETTERS, more: [] },
};

const LONGEST = 5;
const SLICE = { longest: 3, every: 193 };
/** A request or more, an update, and a bad update: what a fault strikes in every case. */
const USUAL = ["ogshrshsh", "ogshogshrbsh", "ogobshr", "obsh", "ogshtrshtgshtr"];
const LIVES_PER_HOST = 500;

/** Plays lives, many on one module, as a proxy does, and keeps what went wrong. */
class Player {
  played = 0;
  readonly wrong: string[] = [];
  private host: Host | undefined;

  constructor(private readonly module: WebAssembly.Module) {}

  play(letters: string, kind: Kind, fault?: Fault): void {
    if (this.played++ % LIVES_PER_HOST === 0) this.host = undefined;
    this.host ??= new Host(this.module);
    try {
      new Life(this.host, this.played, kind, fault).play(letters);
    } catch (error) {
      this.host = undefined;
      this.wrong.push(`${kind} ${letters} ${JSON.stringify(fault) ?? ""}: ${String(error)}`);
    }
  }
}

for (const [name, { kinds, letters, more }] of Object.entries(MODULES)) {
  describe(`${name}, on a host that follows no order and fails in every way`, () => {
    const module = new WebAssembly.Module(
      readFileSync(new URL(`../../../build/${name}.wasm`, import.meta.url)),
    );
    const kind = (n: number) => kinds[n % kinds.length]!;

    it("every entry point is played", () => {
      const entries = WebAssembly.Module.exports(module).map((entry) => entry.name);
      const played = entries.filter((entry) => /^proxy_on_/.test(entry));
      assert.deepEqual(played.sort(), [...PLAYED, ...more]);
    });

    it("every order of callbacks", (t) => {
      const player = new Player(module);
      let n = 0;
      for (let length = 0; length <= LONGEST; length++) {
        for (const life of lives(letters, length)) {
          const isPlayed = IS_WHOLE || length <= SLICE.longest || n % SLICE.every === 0;
          if (isPlayed) player.play(life, kind(Math.floor(n / kinds.length) + n));
          n++;
        }
      }
      t.diagnostic(`${player.played} of ${n} lives`);
      assert.deepEqual(player.wrong.slice(0, 10), [], `${player.wrong.length} went wrong`);
    });

    it("every fault of every function of the host", (t) => {
      const player = new Player(module);
      const functions = WebAssembly.Module.imports(module).map((entry) => entry.name);
      let n = 0;
      for (const fault of faults(functions)) {
        const whole = USUAL.flatMap((letters) => kinds.map((kind) => [letters, kind] as const));
        const slice = [[USUAL[n % USUAL.length]!, kind(Math.floor(n / USUAL.length))] as const];
        for (const [letters, kind] of IS_WHOLE ? whole : slice) player.play(letters, kind, fault);
        n++;
      }
      t.diagnostic(`${n} faults in ${player.played} lives`);
      assert.deepEqual(player.wrong.slice(0, 10), [], `${player.wrong.length} went wrong`);
    });
  });
}
