import { WrittenAnswer } from "../rule/written-answer";
import { SourceKind, WrittenSource } from "../rule/written-key";
import { utf8 } from "../text/bytes";
import { AnswerPlan, AnswerCookie, MixCookie } from "./answer";
import { Draft } from "./draft";
import { Slots } from "./slots";

/** Makes the piece of the plan whose rules have their slots. */
export function answerOf(written: WrittenAnswer, slots: Slots, draft: Draft): AnswerPlan {
  const answer = new AnswerPlan();
  if (written.header.length > 0) answer.header = utf8(written.header);
  const cookie = written.cookie;
  if (cookie !== null) {
    answer.cookie = new MixCookie(cookie, slots.of(new WrittenSource(SourceKind.Cookie, cookie.name)));
  }
  const anonymousId = written.anonymousId;
  if (anonymousId !== null && draft.keys.length > 0) {
    answer.minted = slots.minted();
    answer.anonymousId = new AnswerCookie(anonymousId, false);
  }
  return answer;
}
