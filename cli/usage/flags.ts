import { parseArgs } from "node:util";
import { Mistake } from "../../lib/mistake.js";
import { suggest } from "../../lib/suggest.js";

/** An option, as parseArgs of node:util has it, with what the help says of it. */
export interface Flag {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** What stands for its value. */
  readonly value?: string;
  readonly help: string;
  /** Its values, where they need no more words. */
  readonly words?: readonly string[];
  /** What its values mean, each in words. */
  readonly choices?: Readonly<Record<string, string>>;
  /** What stands above it and those that follow; "" is a blank line. */
  readonly heading?: string;
}

export type Flags = Readonly<Record<string, Flag>>;

/**
 * As parseArgs of node:util, strict also about a flag given twice, with a Mistake that says what to write; and `-o=FILE` is
 * `-o FILE`.
 */
export function parseFlags<const T extends Flags>(given: string[], flags: T) {
  const args = withoutEquals(given);
  const config = { args, options: flags, allowPositionals: true } as const;
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
    if (flag === undefined) throw unknown(token.rawName, Object.keys(flags));
    if (flag.type === "boolean") {
      if (token.value !== undefined) throw new Mistake(`${token.rawName} takes no value`);
    } else if (!token.value || (!token.inlineValue && isFlag(token.value))) {
      const remedy = token.value ? `; for ${token.value}, write ${token.rawName}=${token.value}` : "";
      throw new Mistake(`${token.rawName} needs a value${remedy}`);
    }
    if (seen.has(token.name) && !flag.multiple) {
      throw new Mistake(`${token.rawName} is given twice; keep one`);
    }
    seen.add(token.name);
  }
  return parseArgs<{ options: T; allowPositionals: true }>(config);
}

/** `-o=FILE` as `-oFILE`, which parseArgs reads as `-o FILE`; behind `--` all stays as it is. */
function withoutEquals(args: string[]): string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  return args.map((arg, i) => (i < end ? arg.replace(/^(-[a-z])=(?=.)/is, "$1") : arg));
}

function isFlag(value: string): boolean {
  return value.startsWith("-") && value !== "-";
}

function unknown(rawName: string, known: string[]): Mistake {
  const names = known.map((name) => `--${name}`);
  return new Mistake(`unknown option ${rawName}${suggest(rawName, names) || "; --help lists them"}`);
}
