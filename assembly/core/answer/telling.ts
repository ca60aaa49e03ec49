import { AnswerPlan, AnswerCookie, MixCookie } from "../plan/answer";
import { Plan } from "../plan/plan";
import { Request } from "../plan/request";
import { Bytes, isSame } from "../text/bytes";
import { longestMix, writeMix } from "./mix";

/** The name of a line that is a cookie. */
export const SET_COOKIE: StaticArray<u8> = [0x73, 0x65, 0x74, 0x2d, 0x63, 0x6f, 0x6f, 0x6b, 0x69, 0x65];

/** No minted id is longer. */
const MAX_ID = 64;

/**
 * What the answer to a request is to say: lines of a name and a value, with a NUL behind either. The host keeps it until the
 * answer comes. Only `fit` allocates.
 */
export class Telling {
  /** The lines. */
  bytes: Bytes = new Bytes(0);
  private mix: Bytes = new Bytes(0);

  /** Makes room for what answers under `plan` say. */
  fit(plan: Plan): void {
    const answer = plan.answer;
    if (answer === null) return;
    const mix = longestMix(plan);
    const room = roomOf(answer, mix);
    if (mix > this.mix.data.length) this.mix = new Bytes(mix);
    if (room > this.bytes.data.length) this.bytes = new Bytes(room);
  }

  /** Writes the lines for a decided request, whose gathered values still stand. There may be none. */
  write(plan: Plan, answer: AnswerPlan, request: Request): void {
    this.bytes.clear();
    const header = answer.header;
    const cookie = answer.cookie;
    if (header !== null || cookie !== null) {
      this.mix.clear();
      writeMix(plan, request, this.mix);
      if (header !== null) this.writeHeader(header);
      if (cookie !== null) this.writeCookie(cookie, request);
    }
    const minted = answer.minted;
    const anonymousId = answer.anonymousId;
    if (minted === null || anonymousId === null || !request.has(minted.index)) return;
    const start = unchecked(request.starts[minted.index]);
    const end = unchecked(request.ends[minted.index]);
    this.setCookie(anonymousId, request.bytes, start, end, anonymousId.behind);
  }

  /** An empty value stands for no such header. */
  private writeHeader(name: StaticArray<u8>): void {
    const bytes = this.bytes;
    bytes.append(name, 0, name.length);
    bytes.push(0);
    bytes.append(this.mix.data, 0, this.mix.length);
    bytes.push(0);
  }

  /** A browser that has the cookie as it is gets none: a cache may keep that answer. */
  private writeCookie(cookie: MixCookie, request: Request): void {
    const mix = this.mix;
    const seen = cookie.seen.index;
    const has = request.has(seen);
    const start = has ? unchecked(request.starts[seen]) : 0;
    const end = has ? unchecked(request.ends[seen]) : 0;
    if (isSame(request.bytes, start, end, mix.data, 0, mix.length)) return;
    this.setCookie(cookie, mix.data, 0, mix.length, mix.length > 0 ? cookie.behind : cookie.expiring);
  }

  private setCookie(
    cookie: AnswerCookie,
    value: StaticArray<u8>,
    start: i32,
    end: i32,
    behind: StaticArray<u8>,
  ): void {
    const bytes = this.bytes;
    bytes.append(SET_COOKIE, 0, SET_COOKIE.length);
    bytes.push(0);
    bytes.append(cookie.before, 0, cookie.before.length);
    bytes.append(value, start, end);
    bytes.append(behind, 0, behind.length);
    bytes.push(0);
  }
}

/** The most bytes that the lines of an answer take, with a mix of so many. */
function roomOf(answer: AnswerPlan, mix: i32): i32 {
  const header = answer.header;
  const cookie = answer.cookie;
  const anonymousId = answer.anonymousId;
  let room = header === null ? 0 : header.length + mix + 2;
  if (cookie !== null) room += roomOfCookie(cookie, mix);
  if (anonymousId !== null) room += roomOfCookie(anonymousId, MAX_ID);
  return room;
}

function roomOfCookie(cookie: AnswerCookie, value: i32): i32 {
  return SET_COOKIE.length + cookie.before.length + value + cookie.behind.length + 2;
}
