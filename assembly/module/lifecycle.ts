import { utf8 } from "../core/text/bytes";
import { labelled } from "../core/metrics/name";
import { Report } from "../core/config/report";
import { hex, quote } from "../core/text/text";
import { Counter, requestFaults } from "../host/counter";
import { received } from "../host/memory";
import { logInfo, logRefusal, logWarnings, readConfiguration, readPluginName } from "../host/plugin";
import { readShared, setShared } from "../host/shared-data";
import { Plugin, Plugins } from "./plugins";
import { openStream, takeStream } from "./streams";

/** Rises when texts that older modules have kept are not to be read any more. */
const KEPT = "/1/good/";

/** What a configuration's text came to. */
export class Reading<Served> {
  constructor(
    readonly report: Report,
    /** Counts for nothing where the report counts an error. */
    readonly served: Served,
  ) {}
}

/**
 * The life of a module's plugins. A good configuration is served, and its text kept in the host's shared data under the
 * plugin's name: there every worker sees it, and it outlives the VM, which goes with a new image. A bad one leaves what
 * is kept in force. Whatever else runs in the proxy may write there too: what is found is read like any other text.
 */
export abstract class Lifecycle<Served> {
  protected readonly plugins: Plugins<Served> = new Plugins<Served>();
  private readonly configErrors: Counter = new Counter();

  constructor(
    /** The module's. */
    private readonly name: string,
    /** How the names of its counters begin. */
    private readonly counters: string,
    /** What becomes of requests that nothing serves. */
    private readonly unserved: string,
  ) {}

  /** Defines the counters of the module's own. */
  abstract defineCounters(prefix: string): void;

  /** Reads text[0, length). */
  abstract read(text: StaticArray<u8>, length: i32): Reading<Served>;

  /** Makes ready what the plugin of this name must have for it. What there is to log begins with `prefix`. */
  abstract prepare(served: Served, plugin: string, prefix: string): void;

  /** Why this proxy must not be served, whatever the configuration; "" when it may. */
  abstract obstacle(): string;

  /** What is served, in a few words. */
  abstract describe(served: Served): string;

  /** A plugin is going to be configured. Those that have ended will then be forgotten. */
  beforeConfigured(): void {}

  /** The plugin of the host's present call has been configured. */
  onConfigured(_plugin: Plugin<Served>): void {}

  /** It serves a request again, after another of its name has. */
  onReturn(_plugin: Plugin<Served>): void {}

  /** The host has a new context: a plugin, or with a parent one request of that. Allocates nothing. */
  open(context: u32, parent: u32): void {
    if (parent == 0) this.plugins.open(context);
    else openStream(context, parent);
  }

  configure(context: u32, size: u32): void {
    this.beforeConfigured();
    this.configErrors.define(this.counters + "config_errors");
    requestFaults.define(this.counters + "request_faults");
    this.defineCounters(this.counters);
    const plugin = this.plugins.configured(context);
    plugin.name = readPluginName();
    plugin.key = utf8(this.name + KEPT + plugin.name);
    plugin.gauge.define(labelled(this.counters + "config", ["plugin", plugin.name]));
    const prefix = this.name + ": " + quote(plugin.name) + ": ";
    const obstacle = this.obstacle();
    if (obstacle.length > 0) logInfo(prefix + obstacle + ": " + this.unserved);
    else this.take(plugin, size, prefix);
    plugin.gauge.set(plugin.fingerprint);
    this.onConfigured(plugin);
    this.plugins.forgetEnded(context);
  }

  /** What serves the request whose headers are shown; null for nothing. Allocates nothing. */
  servedOf(stream: u32): Served | null {
    const plugin = this.plugins.find(takeStream(stream));
    if (plugin === null) return null;
    if (plugin.isSuperseded) this.comeBack(plugin);
    return plugin.served;
  }

  private take(plugin: Plugin<Served>, size: u32, prefix: string): void {
    const length = readConfiguration(size);
    const reading = this.read(received(), length);
    plugin.isRefused = reading.report.count > 0;
    if (plugin.isRefused) {
      this.refuse(plugin, reading.report, prefix);
      return;
    }
    this.serve(plugin, reading.served, length, prefix);
    this.keep(plugin);
    logWarnings(prefix, reading.report.warningLines());
    logInfo(prefix + this.line(reading.served, plugin));
  }

  private refuse(plugin: Plugin<Served>, report: Report, prefix: string): void {
    this.configErrors.add();
    if (plugin.served === null && plugin.name.length > 0) this.recall(plugin, prefix);
    const served = plugin.served;
    const instead = served === null ? this.unserved : "the last good one stays: " + this.line(served, plugin);
    logRefusal(prefix, report.lines(), instead);
  }

  /** Lets the plugin serve the last good configuration of its name, where there is one. */
  private recall(plugin: Plugin<Served>, prefix: string): void {
    const length = readShared(plugin.key);
    const reading = this.read(received(), length);
    const latest = this.plugins.latest(plugin.name);
    if (reading.report.count == 0) {
      this.serve(plugin, reading.served, length, prefix);
      this.plugins.supersede(plugin);
    } else if (latest !== null) {
      plugin.serve(latest.served, latest.text);
      this.keep(plugin);
    }
  }

  /** The plugin serves what the first `length` bytes of `received()` came to. */
  private serve(plugin: Plugin<Served>, served: Served, length: i32, prefix: string): void {
    plugin.serve(served, received().slice<StaticArray<u8>>(0, length));
    this.prepare(served, plugin.name, prefix);
  }

  /** Makes what the plugin serves the last good configuration of its name. One without a name could be anybody's. */
  private keep(plugin: Plugin<Served>): void {
    if (plugin.name.length == 0) return;
    this.plugins.supersede(plugin);
    setShared(plugin.key, plugin.text);
  }

  /**
   * The host takes up a plugin again, without a word, whose configuration comes back before it has ended it. A refused one
   * then serves what is the last good by now.
   */
  private comeBack(plugin: Plugin<Served>): void {
    if (plugin.isRefused) {
      const latest = this.plugins.latest(plugin.name);
      if (latest === null) return;
      plugin.serve(latest.served, latest.text);
      plugin.isSuperseded = false;
      plugin.gauge.set(plugin.fingerprint);
    } else if (plugin.served !== null && plugin.returns > 0) {
      --plugin.returns;
      this.keep(plugin);
      plugin.gauge.set(plugin.fingerprint);
    }
    this.onReturn(plugin);
  }

  private line(served: Served, plugin: Plugin<Served>): string {
    return this.describe(served) + ", config " + hex(plugin.fingerprint, 8);
  }
}
