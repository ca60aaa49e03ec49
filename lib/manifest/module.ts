import { Mistake } from "../mistake.js";
import { suggest } from "../suggest.js";

/** Where a proxy gets a module from. */
export interface ModuleSource {
  /** Its name in this package. */
  readonly name: string;
  readonly url: string;
  readonly kind: "image" | "web" | "file";
}

/** The SHA-256 of a module that was built here, in hexadecimal; throws a Mistake where there is none. */
export type BuiltDigest = (name: string, kind: "image" | "web") => string;

const KINDS = { "oci://": "image", "https://": "web", "http://": "web", "file://": "file" } as const;

// host[:port]/path[:tag][@digest], as the OCI distribution specification has it.
const IMAGE =
  /^[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+(?::\w[\w.-]{0,127})?(?:@sha256:([0-9a-f]{64}))?$/;

/** Reads --url. An image reference without a scheme is one of an OCI image, as Istio has it. */
export function moduleSource(name: string, url: string | undefined): ModuleSource {
  if (url === undefined)
    throw new Mistake(`--url is missing: say where the module is, oci://REGISTRY/${name}:TAG`);
  const [scheme] = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(url) ?? [];
  if (scheme === undefined) {
    checkBare(name, url);
    return { name, url, kind: "image" };
  }
  const schemes = Object.keys(KINDS);
  if (!schemes.includes(scheme)) {
    throw fault(url, `begins with none of ${schemes.join(", ")}${suggest(scheme, schemes)}`);
  }
  const kind = KINDS[scheme as keyof typeof KINDS];
  if (kind === "image") checkImage(name, url, url.slice(scheme.length));
  else if (!URL.canParse(url) || /[\s\p{Cc}]/u.test(url)) throw fault(url, "is not a URL");
  else if (kind === "file" && !/^file:\/\/\/./.test(url)) {
    throw fault(url, `has no absolute path; write file:///path/to/${name}.wasm`);
  }
  if (kind === "file") filePath(url);
  return { name, url, kind };
}

/** The path that a file:// URL means. */
export function filePath(url: string): string {
  try {
    const { pathname } = new URL(url);
    if (!/%2f|%00/i.test(pathname)) return decodeURIComponent(pathname);
  } catch {
    // %zz
  }
  throw fault(url, "has a % that stands for no character of a path; write %25 for a percent sign");
}

function checkBare(name: string, url: string): void {
  if (/^[./]|\.wasm$/.test(url)) throw fault(url, `is a path; write file:///path/to/${name}.wasm`);
  // What stands before a colon in the first part is the scheme to Istio, which then refuses the URL.
  if (/^[^/]*:/.test(url)) throw fault(url, `has no scheme; write oci://${url}`);
  checkImage(name, url, url);
}

function checkImage(name: string, url: string, reference: string): void {
  if (IMAGE.test(reference)) return;
  throw fault(url, `is not an image; write oci://REGISTRY/${name}:TAG`);
}

/**
 * Reads --sha256. What the proxy checks is what it downloads: the image for oci://, whose digest is that of its manifest,
 * the module for http(s)://, and nothing for a file. `auto` is the digest of the one that was built here, which is
 * `built`'s to know.
 */
export function checksum(given: string, { name, url, kind }: ModuleSource, built: BuiltDigest): string {
  if (kind === "file")
    throw new Mistake("--sha256: nobody checks the digest of a file:// module; leave it out");
  const digest = given === "auto" ? built(name, kind) : given.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(digest)) {
    throw new Mistake(`--sha256: ${JSON.stringify(given)} is neither 64 hexadecimal digits nor auto`);
  }
  const pinned = kind === "image" ? IMAGE.exec(url.replace("oci://", ""))?.[1] : undefined;
  if (pinned !== undefined && pinned !== digest) {
    throw new Mistake("--sha256 differs from the digest in --url; leave one of them out");
  }
  return digest;
}

function fault(url: string, what: string): Mistake {
  return new Mistake(`--url: ${JSON.stringify(url)} ${what}`);
}
