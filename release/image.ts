/**
 * `node --import tsx release/image.ts` packs each module as an OCI image layout, build/hash-tagging.oci,
 * build/hash-tagging-response.oci and build/header-propagation.oci: one tar+gzip layer that holds plugin.wasm, the layout that Istio's fetcher and every
 * registry take. The same module at the same commit gives the same bytes on every machine.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { create } from "tar";

const ROOT = join(import.meta.dirname, "..");
const MODULES = ["hash-tagging", "hash-tagging-response", "header-propagation"];
export const MODULE = moduleOf("hash-tagging");
export const IMAGE = imageOf("hash-tagging");

export function moduleOf(name: string): string {
  return join(ROOT, "build", `${name}.wasm`);
}

export function imageOf(name: string): string {
  return join(ROOT, "build", `${name}.oci`);
}

interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

/** What a registry shows of the image. The revision is missing where there is no git history. */
async function annotations(): Promise<Record<string, string>> {
  const about = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as Record<string, string>;
  const revision = gitRevision();
  return {
    "org.opencontainers.image.title": about.name!,
    "org.opencontainers.image.description": about.description!,
    "org.opencontainers.image.version": about.version!,
    "org.opencontainers.image.licenses": about.license!,
    ...(revision === undefined ? {} : { "org.opencontainers.image.revision": revision }),
  };
}

function gitRevision(): string | undefined {
  try {
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", ROOT, ...args], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    return git("rev-parse", "HEAD") + (git("status", "--porcelain", "--untracked-files=no") && "-dirty");
  } catch {
    return undefined;
  }
}

/** The layer, without times, owners or compression: deflate's output differs between releases of zlib. */
async function layer(module: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "hash-tagging-"));
  try {
    await copyFile(module, join(folder, "plugin.wasm"));
    await chmod(join(folder, "plugin.wasm"), 0o644);
    const tar = create(
      { cwd: folder, portable: true, mtime: new Date(0), gzip: { level: 0, portable: true } },
      ["plugin.wasm"],
    );
    return await tar.concat();
  } finally {
    await rm(folder, { recursive: true });
  }
}

const sha256 = (bytes: Uint8Array) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** Writes the image of `module` to `into`, in place of what was there, and gives its digest. */
export async function writeImage(module = MODULE, into = IMAGE): Promise<string> {
  const staging = await mkdtemp(`${into}-`);
  await mkdir(join(staging, "blobs", "sha256"), { recursive: true });
  const blob = async (mediaType: string, content: Buffer | object): Promise<Descriptor> => {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    const digest = sha256(bytes);
    await writeFile(join(staging, "blobs", digest.replace(":", "/")), bytes);
    return { mediaType, digest, size: bytes.length };
  };

  const targz = await layer(module);
  const manifest = await blob("application/vnd.oci.image.manifest.v1+json", {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: await blob("application/vnd.oci.image.config.v1+json", {
      architecture: "wasm",
      os: "wasip1",
      rootfs: { type: "layers", diff_ids: [sha256(gunzipSync(targz))] },
    }),
    layers: [await blob("application/vnd.oci.image.layer.v1.tar+gzip", targz)],
    annotations: await annotations(),
  });
  const index = {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: [manifest],
  };
  await writeFile(join(staging, "index.json"), JSON.stringify(index));
  await writeFile(join(staging, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));

  await rm(into, { recursive: true, force: true });
  await rename(staging, into);
  return manifest.digest;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const name of MODULES) {
    console.log(`build/${name}.oci ${await writeImage(moduleOf(name), imageOf(name))}`);
  }
}
