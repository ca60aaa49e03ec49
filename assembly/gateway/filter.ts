import { decide } from "../core/decide";
import { parse } from "../core/gateway";
import { Request } from "../core/plan/request";
import { decimal, plural } from "../core/text/text";
import { now } from "../host/clock";
import { HeaderLines } from "../host/header-lines";
import { defineBaggageCounters } from "../module/baggage";
import { Reading } from "../module/lifecycle";
import { Ticking } from "../module/ticking";
import { apply } from "./apply";
import { carry } from "./carry";
import { answered, makeRoom } from "./debug";
import { gather } from "./gather";
import { Minter } from "./minter";
import { Service } from "./service";
import { checkShown } from "./shown";
import { Tallies } from "./tallies";

const NANOSECONDS: u64 = 1_000_000_000; // a second

const lines = new HeaderLines();

/** The request that is being served. */
export const request = new Request();

/** The life of the filter's plugins, of whichever module. */
export class Gateway extends Ticking<Service> {
  constructor(
    /** The host shows the module the answer to a request too. */
    private readonly seesAnswers: bool,
  ) {
    super(
      "hash-tagging",
      "hash_tagging_",
      "requests pass untagged, with whatever tag headers the client sent",
    );
  }

  defineCounters(prefix: string): void {
    defineBaggageCounters(prefix);
  }

  obstacle(): string {
    return "";
  }

  read(text: StaticArray<u8>, length: i32): Reading<Service> {
    const configuration = parse(text, length, this.seesAnswers);
    checkShown(configuration.rules, configuration.report);
    return new Reading<Service>(configuration.report, new Service(configuration.plan));
  }

  prepare(service: Service, plugin: string, _prefix: string): void {
    request.fit(service.plan);
    if (service.plan.debug !== null) makeRoom();
    if (service.plan.isCounted) service.tallies = new Tallies(service.plan, plugin);
  }

  needsTicks(service: Service): bool {
    return service.tallies !== null || service.plan.scheduled.length > 0;
  }

  /** Without a clock the ranges stay where they are. */
  onTick(service: Service): void {
    const tallies = service.tallies;
    if (tallies !== null) tallies.flush();
    if (service.plan.scheduled.length == 0) return;
    const second = now() / NANOSECONDS;
    if (second > 0) service.plan.at(<i64>second);
  }

  describe(service: Service): string {
    const plan = service.plan;
    const headers = plural(plan.asked, "header") + ", " + plural(plan.tagHeaders.length, "tag header");
    const text = plural(plan.rules.length, "rule") + ", " + headers;
    const reserved = plan.reserved;
    return reserved === null ? text : text + ", " + decimal(reserved.prefixes.length) + " reserved by prefix";
  }
}

/** Gathers what the plan needs of the request whose headers are shown, and decides it. */
export function judge(service: Service, minter: Minter | null = null): void {
  gather(service.plan, lines, request, minter);
  decide(service.plan, request);
}

/**
 * Applies what is decided. The values that were gathered do not stand any more then. False where the request has its answer
 * already, as it asked for how it is decided.
 */
export function execute(service: Service): bool {
  const plan = service.plan;
  const debug = plan.debug;
  if (debug !== null && answered(debug, plan, request)) return false;
  apply(plan, lines, request);
  const carried = plan.carried;
  if (carried !== null) carry(plan, carried, request);
  const tallies = service.tallies;
  if (tallies !== null) tallies.count(request);
  return true;
}
