import { Mistake } from "../mistake.js";

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const SUBDOMAIN = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);
const LABEL_PART = /^(?=.{1,63}$)[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;

/** Checks the name of an object: lower-case words with dots, as Kubernetes has them. */
export function objectName(flag: string, name: string): string {
  if (SUBDOMAIN.test(name)) return name;
  throw new Mistake(`${flag}: ${JSON.stringify(name)} is no name; use a-z, 0-9, - and . inside, at most 253`);
}

/** Whether it is one word of at most 63, as the name of a namespace or a Service must be. */
export function isName(name: string): boolean {
  return new RegExp(`^${LABEL}$`).test(name);
}

/** Checks the name of a namespace: as an object's, but one word of at most 63. */
export function namespaceName(flag: string, name: string): string {
  if (isName(name)) return name;
  throw new Mistake(
    `${flag}: ${JSON.stringify(name)} is no namespace; use a-z, 0-9 and - inside, at most 63`,
  );
}

/** Reads labels written as key=value, several with commas or as several `pairs`. */
export function labels(flag: string, pairs: readonly string[]): Record<string, string> {
  const read = new Map<string, string>();
  for (const pair of pairs.flatMap((each) => each.split(","))) {
    const [, key, value] = /^([^=]*)=([^=]*)$/.exec(pair) ?? [];
    if (key === undefined || value === undefined) throw notLabel(flag, pair, "write key=value");
    const [name, prefix] = key.split("/").reverse();
    if (
      key.split("/").length > 2 ||
      !LABEL_PART.test(name!) ||
      (prefix !== undefined && !SUBDOMAIN.test(prefix))
    ) {
      throw notLabel(flag, pair, `${JSON.stringify(key)} cannot be a label's key`);
    }
    if (value !== "" && !LABEL_PART.test(value)) {
      throw notLabel(flag, pair, `${JSON.stringify(value)} cannot be a label's value`);
    }
    if (read.has(key)) throw notLabel(flag, pair, `${key} is given twice`);
    read.set(key, value);
  }
  return Object.fromEntries(read);
}

function notLabel(flag: string, pair: string, why: string): Mistake {
  return new Mistake(`${flag}: ${JSON.stringify(pair)} is not a label; ${why}`);
}
