import { randomUUID } from "node:crypto";
import { open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { Mistake, reason } from "./mistake.js";

/**
 * Writes `text` to `file`: all of it or, when that fails, nothing, so that who reads the file meanwhile sees the old
 * text or the new one. A link is followed, and a file keeps its mode. A device or a pipe is written to as it is.
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  try {
    const target = await realpath(file).catch(() => file);
    const known = await stat(target).catch(() => undefined);
    if (known === undefined || known.isFile()) await replace(target, text, known?.mode);
    else await writeFile(target, text);
  } catch (error) {
    throw new Mistake(`${file}: ${reason(error)}`);
  }
}

async function replace(target: string, text: string, mode: number | undefined): Promise<void> {
  const draft = `${target}.${randomUUID()}`;
  try {
    const handle = await open(draft, "wx");
    try {
      await handle.writeFile(text);
      if (mode !== undefined) await handle.chmod(mode);
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
