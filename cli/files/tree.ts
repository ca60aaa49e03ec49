import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Mistake } from "../../lib/mistake.js";
import { reason } from "./reason.js";

const READABLE = /\.(?:ya?ml|json)$/;
/** What nobody writes by hand. */
const SKIPPED = /^(?:\..*|node_modules)$/;

/** A file that is to be read, and whether it was named, or found in a folder. */
export interface Listed {
  readonly file: string;
  readonly isNamed: boolean;
}

/** The files that `paths` name; a folder stands for the YAML and JSON files in it, in order, if it `mayBeFolder`. */
export async function listFiles(paths: readonly string[], mayBeFolder: boolean): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const path of paths) {
    if (path === "-" || !(await isFolder(path))) listed.push({ file: path, isNamed: true });
    else if (mayBeFolder) listed.push(...(await filesIn(path)));
    else throw new Mistake(`${path}: it is a directory; give -R to check the files in it`);
  }
  return listed;
}

async function filesIn(folder: string): Promise<Listed[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new Mistake(`${folder}: ${reason(error)}`);
  });
  const listed: Listed[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (SKIPPED.test(entry.name)) continue;
    if (entry.isDirectory()) listed.push(...(await filesIn(path)));
    else if (entry.isFile() && READABLE.test(entry.name)) listed.push({ file: path, isNamed: false });
  }
  return listed;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // who reads it says what is wrong
  }
}
