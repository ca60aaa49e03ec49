import { floatCoreTag, intCoreTag, NOT_RESOLVED, type ScalarTagDefinition } from "js-yaml";

/**
 * A YAML number as its file has it. It is not made a double here: the core reads the digits themselves, so that
 * nothing is rounded before it is checked, and 1.10 is not shown as 1.1.
 */
export class Numeral {
  constructor(readonly source: string) {}

  /** The same number in JSON's grammar; a `fault` where JSON, or a second YAML reader, has another or none. */
  toJson(): { json: string } | { fault: string } {
    const source = this.source.replace(/^\+/, "");
    if (/(?:inf|nan)$/i.test(source)) return { fault: `${this.source} is not a number that JSON has` };
    if (/^-[0.]+(?:e|$)/i.test(source)) return { fault: `${this.source} has a sign; write 0` };
    const [, sign, based] = /^(-?)(0[box].+)$/.exec(source) ?? [];
    if (based !== undefined) return { json: `${sign}${BigInt(based)}` };
    if (/^-?0\d/.test(source)) {
      return { fault: `${this.source} is octal to some YAML readers; write it without the leading zero` };
    }
    return { json: source.replace(/^(-?)(?=\.)/, "$10").replace(/\.(?=e|$)/i, "") };
  }
}

export const numeralTags = [intCoreTag, floatCoreTag].map((tag): ScalarTagDefinition<Numeral> => ({
  ...tag,
  resolve: (source, isExplicit, tagName) =>
    tag.resolve(source, isExplicit, tagName) === NOT_RESOLVED ? NOT_RESOLVED : new Numeral(source),
}));
