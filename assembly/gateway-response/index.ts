// The filter with the answer: the gateway's life (see there), and what answers tell browsers. It is a module of its own, since
// the host calls what a module exports: to see answers costs each request a call.
import { execute, Gateway, judge, request } from "../gateway/filter";
import { Service } from "../gateway/service";
import { keepAnswer, prepareAnswers, tellAnswer } from "./answers";
import { RandomIds } from "./random-ids";

export { proxy_on_memory_allocate } from "../host/memory";

const CONTINUE: u32 = 0;
const STOP: u32 = 1;

class AnsweringGateway extends Gateway {
  prepare(service: Service, plugin: string, prefix: string): void {
    super.prepare(service, plugin, prefix);
    prepareAnswers(service.plan);
  }
}

const gateway = new AnsweringGateway(true);
const ids = new RandomIds();

/** Names the version of the ABI; never called. */
export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_context_create(context: u32, parent: u32): void {
  gateway.open(context, parent);
}

/** As the gateway's. */
export function proxy_on_configure(context: u32, size: u32): bool {
  gateway.configure(context, size);
  __collect();
  return true;
}

/** As the gateway's. */
export function proxy_on_tick(context: u32): void {
  gateway.tick(context);
}

/** The hot path. Nothing here allocates. */
export function proxy_on_request_headers(context: u32, count: u32, endOfStream: u32): u32 {
  const service = gateway.servedOf(context);
  if (service === null) return CONTINUE;
  judge(service, ids);
  const answer = service.plan.answer;
  if (answer !== null) keepAnswer(context, service.plan, answer, request);
  return execute(service) ? CONTINUE : STOP;
}

/** The host shows it an answer of the proxy itself too. */
export function proxy_on_response_headers(context: u32, count: u32, endOfStream: u32): u32 {
  tellAnswer(context);
  return CONTINUE;
}
