import type { Rules, Values } from "../../lib/core.js";
import { idsWith, userIds, wantedTag } from "../../lib/explain/find.js";
import { ID_FORMS, idTable } from "../../lib/explain/ids.js";
import { keysFault } from "../../lib/request/id.js";
import { Mistake } from "../../lib/mistake.js";
import { printable } from "../../lib/printable.js";
import { readIds, sizeOf } from "../files/id-lines.js";
import { nameOf } from "../files/config-file.js";
import { Progress } from "../files/progress.js";
import { type Streams, write } from "../files/streams.js";

type IdForm = (typeof ID_FORMS)[number];

/** So many ids are made up before nobody is said to get a tag. */
const MOST_USERS = 10_000_000;
const BATCH = 1 << 14;

/** Writes what becomes of each id in `file`. */
export async function explainIds(
  file: string,
  form: IdForm,
  rules: Rules,
  request: Values,
  streams: Streams,
): Promise<void> {
  checkKeys(rules);
  const table = idTable(form, rules, request);
  const progress = new Progress(streams.stderr, await sizeOf(file));
  let [head, count] = [table.head, 0];
  for await (const { ids, bytes } of readIds(file, streams.stdin)) {
    await write(streams.stdout, head + table.linesOf(ids));
    head = "";
    progress.tell(bytes, (count += ids.length), "ids");
    if (streams.stdout.destroyed) break; // who reads it has read enough
  }
  await write(streams.stdout, head);
  progress.end();
}

/** What is sought. */
interface Search {
  readonly find: string;
  readonly count: number;
  readonly ids: string | undefined;
  readonly form: "text" | IdForm;
}

/** Writes the first ids that get a tag. Throws a Mistake where there is none. */
export async function findIds(
  { find, count, ids: file, form }: Search,
  rules: Rules,
  request: Values,
  streams: Streams,
): Promise<void> {
  checkKeys(rules);
  const wanted = wantedTag(find, rules);
  const source = file === undefined ? made() : readIds(file, streams.stdin);
  const progress = new Progress(streams.stderr, file === undefined ? undefined : await sizeOf(file));
  const found: string[] = [];
  let tried = 0;
  for await (const { ids, bytes } of source) {
    found.push(...idsWith(wanted, ids, rules, request).slice(0, count - found.length));
    progress.tell(bytes, (tried += ids.length), "ids tried");
    if (found.length === count) break;
  }
  progress.end();
  const table = form === "text" ? undefined : idTable(form, rules, request);
  const lines = table === undefined ? found.map((id) => `${id}\n`).join("") : table.linesOf(found);
  const all = file === undefined ? `user-1 to user-${MOST_USERS}` : `the ${tried} ids in ${nameOf(file)}`;
  const tag = `${wanted.tagHeader}=${wanted.tagValue}`;
  if (found.length === 0) throw new Mistake(`--find: none of ${all} gets ${tag}`);
  await write(streams.stdout, `${table?.head ?? ""}${lines}`);
  if (found.length === count) return;
  await write(streams.stderr, printable(`of ${all} no more than ${found.length} get ${tag}`) + "\n");
}

async function* made(): AsyncGenerator<{ ids: string[]; bytes: number }> {
  for (const ids of userIds(MOST_USERS, BATCH)) yield { ids, bytes: 0 };
}

/** Reads --count. */
export function readCount(given: string | undefined): number {
  if (given === undefined) return 1;
  if (/^[1-9]\d{0,6}$/.test(given)) return Number(given);
  throw new Mistake(`--count: ${JSON.stringify(given)} is no whole number from 1 to 9999999`);
}

function checkKeys(rules: Rules): void {
  const fault = keysFault(rules);
  if (fault !== undefined) throw new Mistake(fault);
}
