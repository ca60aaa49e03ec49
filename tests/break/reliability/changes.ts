// The module is there, and what it stands in changes: its configuration, its Envoy, the number of workers.
import { createServer, type AddressInfo } from "node:net";
import { rulesFile } from "../../envoy/plugin.ts";
import type { Fault, Measured } from "./fault.ts";
import { Load, Tally } from "./load.ts";
import { ask, Proxy, type Setting } from "./proxy.ts";

const CHANGES = 1000;
const REQUESTS = 500;
const BAD = [
  "",
  '{"rules":[',
  '{"rules":[{"headr":"x-user-id"}]}',
  JSON.stringify({ rules: Array(1001).fill(0) }),
];

const HARMLESS = { lost: "none", untagged: "none", mistagged: "none", forged: "none" } as const;

export const CHANGE_FAULTS: Fault[] = [
  {
    fault: `${CHANGES.toLocaleString("en")} changes of the rules under load, every third of them bad`,
    ...HARMLESS,
    recovery: "the last good rules stay",
    operator: "each error at critical; hash_tagging_config_errors rises",
    sign: /\[critical\]\[wasm\].* configuration refused; the last good one stays[^]*hash_tagging_config_errors: \d/,
    measure: () =>
      withLoad({}, async (proxy, load) => {
        for (let i = 1; i <= CHANGES; i++) {
          if (i % 3 === 0) await proxy.configure(rulesFile(BAD[(i / 3) % BAD.length]! + " ".repeat(i % 50)));
          else {
            load.tags = [...load.tags, `edition-${i}`];
            await proxy.tag(`edition-${i}`);
            load.tags = [`edition-${i}`];
          }
        }
      }),
  },
  {
    fault: "1, 2, 3 and 4 workers, each with rules that change",
    ...HARMLESS,
    recovery: "nothing to recover",
    operator: "one line for each worker: what is served",
    sign: /\[info\]\[wasm\].* 1 rule, 1 header, 1 tag header, config /,
    async measure() {
      const measured: Measured[] = [];
      for (const workers of [1, 2, 3, 4]) {
        const change = async (proxy: Proxy, load: Load) => {
          load.tags = ["v1", "v2"];
          await proxy.tag("v2");
          load.tags = ["v2"];
        };
        measured.push(await withLoad({ workers }, change));
      }
      const tally = measured.reduce((sum, one) => sum.add(one.tally), new Tally());
      return { tally, seconds: 0, seen: measured.map(({ seen }) => seen).join("\n") };
    },
  },
  {
    fault: "Envoy is killed under load, and started again",
    ...HARMLESS,
    lost: "some",
    recovery: "when it serves again",
    operator: "Envoy's start; what is served",
    sign: /\[info\]\[wasm\].* 1 rule, 1 header, 1 tag header, config /,
    async measure() {
      const port = await freePort();
      let proxy = await Proxy.start({ port });
      const load = new Load((lines) => ask(`http://127.0.0.1:${port}`, lines), "v1");
      try {
        await load.recovery();
        load.next();
        proxy.kill();
        await proxy.stop();
        const started = performance.now();
        proxy = await Proxy.start({ port });
        const seconds = (performance.now() - started) / 1000 + (await load.recovery());
        return { tally: load.next(), seconds, seen: await proxy.seen() };
      } finally {
        await load.stop();
        await proxy.stop();
      }
    },
  },
];

/** Plays changes under load, and what follows them. */
async function withLoad(
  setting: Setting,
  change: (proxy: Proxy, load: Load) => Promise<void>,
): Promise<Measured> {
  const proxy = await Proxy.start(setting);
  const load = new Load((lines) => proxy.ask(lines), "v1");
  try {
    await load.recovery();
    load.next();
    await change(proxy, load);
    const seconds = await load.recovery(REQUESTS);
    return { tally: load.next(), seconds, seen: await proxy.seen() };
  } finally {
    await load.stop();
    await proxy.stop();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
