import { Telling } from "../core/answer/telling";
import { Told } from "../core/answer/told";
import { nextReadOfAnswer } from "../core/next-read";
import { AnswerPlan } from "../core/plan/answer";
import { Plan } from "../core/plan/plan";
import { Request } from "../core/plan/request";
import { utf8 } from "../core/text/bytes";
import { writeHex } from "../core/text/hex";
import { fillRandom } from "../host/random";
import { received } from "../host/memory";
import { readProperty, setProperty } from "../host/property";
import { addResponseHeader, removeResponseHeader, setResponseHeader } from "../host/response";
import { ask } from "../gateway/gather";

const HEX = 8; // digits of 32 bits

// What an answer is to say is a property of the stream. So the host frees it with the stream, however long an answer takes
// and however many are waited for. When the answer comes, the host shows no request header any more. Filters of one stream
// share its properties: in the name are a number of this VM and that of the stream.
const key = utf8("hash_tagging.answer.........-........");
const VM_AT = key.length - 2 * HEX - 1;
const STREAM_AT = key.length - HEX;

const number = new StaticArray<u8>(HEX / 2);
const telling = new Telling();
const told = new Told();

/** For configuration: makes room for what answers under `plan` say. */
export function prepareAnswers(plan: Plan): void {
  telling.fit(plan);
  if (plan.answer === null || unchecked(key[VM_AT]) != 0x2e) return;
  fillRandom(number);
  writeHex(number, HEX / 2, key, VM_AT);
}

/** Keeps with the stream of a decided request what its answer is to say. The values that were gathered still stand. */
export function keepAnswer(stream: u32, plan: Plan, answer: AnswerPlan, request: Request): void {
  let read = nextReadOfAnswer(answer, request);
  while (read !== null) {
    ask(read, request);
    read = nextReadOfAnswer(answer, request);
  }
  telling.write(plan, answer, request);
  const lines = telling.bytes;
  if (lines.length == 0) return;
  name(stream);
  setProperty(key, lines.data, lines.length);
}

/** Says in the answer that is shown what was kept for it. */
export function tellAnswer(stream: u32): void {
  name(stream);
  const bytes = received();
  told.begin(bytes, max(readProperty(key), 0));
  while (told.next()) {
    if (told.isCookie) addResponseHeader(bytes, told.nameStart, told.nameEnd, told.valueStart, told.valueEnd);
    else if (told.isEmpty) removeResponseHeader(bytes, told.nameStart, told.nameEnd);
    else setResponseHeader(bytes, told.nameStart, told.nameEnd, told.valueStart, told.valueEnd);
  }
}

function name(stream: u32): void {
  store<u32>(changetype<usize>(number), bswap<u32>(stream));
  writeHex(number, HEX / 2, key, STREAM_AT);
}
