// The module is of no use: it has no rules, traps, or cannot be had. But for the first, Envoy's failure_policy decides.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../../lab/until.ts";
import type { Plugin } from "../../envoy/plugin.ts";
import { trapModule } from "../../trap.ts";
import type { Fault, Measured } from "./fault.ts";
import { Load, Tally } from "./load.ts";
import { Proxy } from "./proxy.ts";

const REQUESTS = 500;
const root = join(import.meta.dirname, "../../..");
const scratch = mkdtempSync(join(tmpdir(), "hash-tagging-reliability-"));
process.on("exit", () => rmSync(scratch, { recursive: true }));

type Break = (plugin: Plugin) => void;
type Policy = NonNullable<Plugin["failure_policy"]>;
type Code = { local: { filename: string } } | { remote: object };

const use = (plugin: Plugin, code: Code) => Object.assign(plugin.vm_config, { code });

/** Has a module that traps at every request. */
async function traps(): Promise<Break> {
  const filename = join(scratch, "trap.wasm");
  writeFileSync(filename, await trapModule());
  return (plugin) => use(plugin, { local: { filename } });
}

/** A place to get modules from: `answer` is what it gives, or nothing while that is undefined. */
class Web {
  answer: Buffer | undefined;
  private readonly server = createServer((_request, response) => {
    if (this.answer !== undefined) response.end(this.answer);
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close().closeAllConnections();
  }
}

const MODULE = readFileSync(join(root, "build/hash-tagging.wasm"));
const DIGEST = createHash("sha256").update(MODULE).digest("hex");

/** Has the module come from the web, with this digest. */
const fromWeb = async (sha256: string): Promise<Break> => {
  const http_uri = { uri: "http://modules.example/hash-tagging.wasm", cluster: "app-c-v3", timeout: "1s" };
  const retry_policy = { num_retries: 1, retry_back_off: { base_interval: "0.1s" } };
  return (plugin) => use(plugin, { remote: { http_uri, sha256, retry_policy } });
};

const GAVE_UP = /Plugin hash-tagging failed to load/;

/** A way in which a module is of no use. */
interface Way {
  fault: string;
  /** What the place to get it from gives. */
  answer?: Buffer;
  breaks(): Promise<Break>;
  atStart?: boolean;
  /** The first request gets 503 under every policy. */
  losesFirst?: boolean;
  operator: string;
  sign: RegExp;
  /** Policies under which requests go on without it. */
  open: Policy[];
  /** The policies it is played under: all without it. */
  policies?: Policy[];
}

const POLICIES = ["FAIL_OPEN", "FAIL_CLOSED", "FAIL_RELOAD"] as const;
const WAYS: Way[] = [
  {
    fault: "bad rules at a start",
    breaks: async () => (plugin) => (plugin.configuration.value = "[]"),
    atStart: true,
    operator: "each error at critical; hash_tagging_config_errors rises",
    sign: /\[critical\]\[wasm\].* configuration refused; requests pass [^]*hash_tagging_config_errors: \d/,
    open: ["FAIL_CLOSED"],
    policies: ["FAIL_CLOSED"],
  },
  {
    fault: "the module traps (a bug)",
    breaks: traps,
    losesFirst: true,
    operator: "at error: proxy_on_request_headers failed",
    sign: /\[error\]\[wasm\].* Function: proxy_on_request_headers failed: /,
    open: ["FAIL_OPEN"],
  },
  {
    fault: "a module from the web, at an update: Envoy never asks for it",
    breaks: () => fromWeb(DIGEST),
    operator: "a warning: remote code fetch is unstable",
    sign: /Wasm remote code fetch is unstable/,
    open: ["FAIL_OPEN", "FAIL_CLOSED", "FAIL_RELOAD"],
  },
  {
    fault: "a module from the web, at a start: it does not come",
    breaks: () => fromWeb(DIGEST),
    atStart: true,
    operator: "at critical: failed to load",
    sign: GAVE_UP,
    open: ["FAIL_OPEN"],
  },
  {
    fault: "a module from the web, at a start: it has another digest",
    answer: Buffer.from("another module"),
    breaks: () => fromWeb(DIGEST),
    atStart: true,
    operator: "at critical: failed to load",
    sign: GAVE_UP,
    open: ["FAIL_OPEN"],
  },
];

/** Every way under its policies. */
export const MODULE_FAULTS: Fault[] = WAYS.flatMap((way) =>
  (way.policies ?? POLICIES).map((policy): Fault => {
    const isOpen = way.open.includes(policy);
    return {
      fault: `${way.fault}, ${policy}`,
      lost: isOpen ? (way.losesFirst ? "some" : "none") : "all",
      untagged: isOpen ? "all" : "none",
      mistagged: "none",
      forged: isOpen ? "all" : "none",
      guarded: "none",
      recovery: "at the next good update",
      operator: way.operator,
      sign: way.sign,
      async measure() {
        const [bare, guarded] = [await play(way, policy, false), await play(way, policy, true)];
        return { ...bare, guarded: guarded.tally };
      },
    };
  }),
);

async function play(way: Way, policy: Policy, isGuarded: boolean): Promise<Omit<Measured, "guarded">> {
  const web = await new Web().start();
  web.answer = way.answer;
  const breaks = await way.breaks();
  const broken: Break = (plugin) => {
    plugin.failure_policy = policy;
    breaks(plugin);
  };
  const setting = { isGuarded, elsewhere: web.port, ...(way.atStart ? { plugin: broken } : {}) };
  const proxy = await Proxy.start(setting);
  const load = new Load((lines) => proxy.ask(lines), "v1");
  /** What becomes of requests until the fault is in full effect. */
  const update = async () => {
    await load.recovery();
    load.next();
    await proxy.tag("v2", broken);
    await until("the sign of it", async () => way.sign.test(await proxy.seen()));
    await load.untagged();
    return load.next();
  };
  try {
    const before = way.atStart ? new Tally() : await update();
    const tally = await load.take(REQUESTS);
    load.tags = ["v3"];
    await proxy.tag("v3", (plugin) => (plugin.failure_policy = policy));
    return { before, tally, seconds: await load.recovery(), seen: await proxy.seen() };
  } finally {
    await load.stop();
    await proxy.stop();
    web.stop();
  }
}
