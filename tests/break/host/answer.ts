// What an answer may say, said once more by nothing that the module shares: the tags that the upstream has seen.
import type { Line } from "../../emulated/host.ts";

const MIX = "x-mix";
const COOKIE = "set-cookie";
const APP = { mix: "the app's", cookie: "app=1" };

/** What the app answers. */
export const ANSWER: Line[] = [
  [":status", Buffer.from("200")],
  [MIX, Buffer.from(APP.mix)],
  [COOKIE, Buffer.from(APP.cookie)],
];

/** The tag headers of the kind that tells, in the order of the file. */
const TAG_HEADERS = ["appver-a", "lane", "appver-made", "appver-off"];
const ATTRIBUTES = "; Path=/; SameSite=Lax; Secure";
const YEAR = "; Max-Age=31536000";
const ID = /(?<=^anon=)[0-9a-f]{32}(?=;)/;
const ANONYMOUS = `anon={id}${ATTRIBUTES}; HttpOnly${YEAR}`;

/** What the answer to a stream may say. */
interface May {
  mixes: string[];
  cookies: string[];
  /** Whether each of these cookies must be there. */
  isSure: boolean;
}

const NOTHING: May = { mixes: [APP.mix], cookies: [], isSure: true };

export class Answers {
  private readonly may = new Map<number, May>();
  private readonly unknown = new Set<number>();

  /** The stream begins anew, or has ended. */
  forget(stream: number): void {
    this.may.delete(stream);
    this.unknown.delete(stream);
  }

  /** Nobody knows whose rules have served the stream. */
  forgive(stream: number): void {
    this.unknown.add(stream);
  }

  /**
   * The request of the stream has the tags of one of these. `isSure`: under rules, and without a fault; else its answer may
   * also say less, or what it would have said before.
   */
  decided(stream: number, tagged: Line[][], isSure: boolean): void {
    const may = isSure ? { mixes: [], cookies: [] } : (this.may.get(stream) ?? NOTHING);
    const mixes = tagged.map((lines) =>
      TAG_HEADERS.flatMap((name) => valuesOf(lines, name).map((value) => `${name}=${value}`)).join("&"),
    );
    const cookies = mixes.filter((mix) => mix.length > 0).map((mix) => `mix=${mix}${ATTRIBUTES}${YEAR}`);
    this.may.set(stream, {
      mixes: [...may.mixes, ...mixes],
      cookies: [...may.cookies, ...cookies, ANONYMOUS],
      isSure,
    });
  }

  /** Why the answer to the stream may not be this, or undefined where it may. */
  wrong(stream: number, answer: Line[], isFaulty: boolean): string | undefined {
    if (this.unknown.has(stream)) return undefined;
    const may = this.may.get(stream) ?? NOTHING;
    const mix = valuesOf(answer, MIX).join();
    const [app, ...cookies] = valuesOf(answer, COOKIE).map((cookie) => cookie.replace(ID, "{id}"));
    const others = answer.filter(([name]) => name !== MIX && name !== COOKIE);
    const mixes = isFaulty ? [...may.mixes, APP.mix] : may.mixes;
    const isWhole = may.cookies.every((cookie) => cookies.includes(cookie));
    const isRight =
      mixes.includes(mix) &&
      app === APP.cookie &&
      cookies.every((cookie, i) => may.cookies.includes(cookie) && cookies.indexOf(cookie) === i) &&
      (isWhole || isFaulty || !may.isSure) &&
      String(others) === String(ANSWER.slice(0, 1));
    return isRight ? undefined : `the answer is ${String(answer)}, not ${JSON.stringify(may)}`;
  }
}

const valuesOf = (lines: Line[], name: string): string[] =>
  lines.filter(([other]) => other === name).map(([, value]) => value.toString());
