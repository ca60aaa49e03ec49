import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The cache folder of `part` at the version that the content of the files `pins` fixes. `install` fills a folder of its
 * own, which gets its final name in one step: two installs at once, or one cut short, leave no broken cache.
 */
export async function cached(
  part: string,
  pins: string[],
  install: (into: string) => Promise<void>,
): Promise<string> {
  const cache = process.env.HASH_TAGGING_CACHE ?? join(homedir(), ".cache", "hash-tagging");
  const pinned = createHash("sha256");
  for (const pin of pins) pinned.update(await readFile(pin));
  const version = pinned.digest("hex").slice(0, 12);
  const home = join(cache, `${part}-${version}-${process.platform}-${process.arch}`);
  if (existsSync(home)) return home;
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, `.${part}-`));
  try {
    console.error(`installing ${part} into ${home}`);
    await install(join(staging, "done"));
    await rename(join(staging, "done"), home).catch((error) => {
      if (!existsSync(home)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return home;
}
