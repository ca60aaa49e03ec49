import { randomUUID } from "node:crypto";
import { writeFile as writeFileOrDescriptor, type Stats } from "node:fs";
import { access, constants, open, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { Mistake } from "../../lib/mistake.js";
import { reason } from "./reason.js";
import { type Streams, write } from "./streams.js";

const writeDescriptor = promisify(writeFileOrDescriptor);
const MAX_LINKS = 40;

/**
 * Writes `text` to `file`; "-" is standard output. A file that is there is replaced with `mayReplace` alone. It is replaced by a new one: all of the text or, when that fails,
 * nothing, so that who reads the file meanwhile sees the old text or the new one. It keeps its mode; of several names of
 * one file the one that is given gets the text. Links are followed, also to a file that is not there yet. A device, a
 * pipe or an open descriptor (/dev/stdout) is written to as it stands.
 */
export async function writeTo(
  file: string,
  text: string,
  { stdout }: Streams,
  mayReplace = false,
): Promise<void> {
  if (file === "-") return write(stdout, text);
  if (file.endsWith("/")) throw new Mistake(`${file}: it is a directory`);
  try {
    const target = await follow(file);
    if (target === stdout.fd) return await write(stdout, text);
    if (typeof target === "number") return await writeDescriptor(target, text);
    const known = await stat(file).catch(() => undefined);
    if (known?.isFile() && !mayReplace) {
      throw new Mistake(`${file}: is there already; give --force to replace it, or write to another file`);
    }
    if (known === undefined || known.isFile()) await replace(target, text, known);
    else await writeFile(file, text);
  } catch (error) {
    throw error instanceof Mistake ? error : new Mistake(`${file}: ${reason(error)}`);
  }
}

/** Where the links of `file` end: a path, or one of this process's descriptors. */
async function follow(file: string): Promise<string | number> {
  let path = file;
  for (let links = 0; links <= MAX_LINKS; ++links) {
    const folder = await realpath(dirname(path));
    if (folder === `/proc/${process.pid}/fd`) return Number(basename(path));
    path = join(folder, basename(path));
    const link = await readlink(path).catch(() => undefined);
    if (link === undefined) return path;
    path = resolve(folder, link);
  }
  throw new Mistake(`${file}: too many symbolic links encountered`);
}

async function replace(target: string, text: string, known: Stats | undefined): Promise<void> {
  if (known !== undefined) await checkWritable(target, known);
  const draft = join(dirname(target), `.${randomUUID()}`);
  try {
    const handle = await open(draft, "wx");
    try {
      await handle.writeFile(text);
      if (known !== undefined) await handle.chmod(known.mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** A rename asks only whether the folder may be written to, and root may write to every file: so this asks the file. */
async function checkWritable(target: string, { mode }: Stats): Promise<void> {
  if ((mode & 0o222) === 0) {
    throw new Mistake(`${target}: it is read-only; make it writable, or write to another file`);
  }
  await access(target, constants.W_OK);
}
