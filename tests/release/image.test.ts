import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { list } from "tar";
import { MODULE, writeImage } from "../../release/image.ts";

const folder = mkdtempSync(join(tmpdir(), "hash-tagging-"));
const read = (...path: string[]) => readFileSync(join(folder, ...path));
const json = (...path: string[]) => JSON.parse(read(...path).toString());
const blob = (image: string, digest: string) => [image, "blobs", digest.replace(":", "/")] as const;

let digest: string;
before(async () => (digest = await writeImage(MODULE, join(folder, "one"))));
after(() => rmSync(folder, { recursive: true }));

test("the same module gives the same bytes", async () => {
  assert.equal(await writeImage(MODULE, join(folder, "two")), digest);
  const files = readdirSync(join(folder, "one"), { recursive: true, encoding: "utf8" }).sort();
  assert.deepEqual(readdirSync(join(folder, "two"), { recursive: true, encoding: "utf8" }).sort(), files);
  for (const file of files.filter((name) => /json$|layout$|[0-9a-f]{64}$/.test(name))) {
    assert.deepEqual(read("one", file), read("two", file), file);
  }
});

test("every blob has the digest and the size that it is named by", () => {
  const { manifests } = json("one", "index.json");
  assert.equal(manifests[0].digest, digest);
  const manifest = json(...blob("one", digest));
  for (const { digest, size } of [manifests[0], manifest.config, ...manifest.layers]) {
    const bytes = read(...blob("one", digest));
    assert.equal(`sha256:${createHash("sha256").update(bytes).digest("hex")}`, digest);
    assert.equal(bytes.length, size);
  }
});

test("the one layer holds plugin.wasm alone, without time or owner", async () => {
  const [layer] = json(...blob("one", digest)).layers;
  assert.equal(layer.mediaType, "application/vnd.oci.image.layer.v1.tar+gzip");
  const entries: object[] = [];
  await list({
    file: join(folder, ...blob("one", layer.digest)),
    onReadEntry: ({ path, mode, mtime, uid, gid, size }) =>
      entries.push({ path, mode, mtime, uid, gid, size }),
  });
  const size = readFileSync(MODULE).length;
  assert.deepEqual(entries, [
    { path: "plugin.wasm", mode: 0o644, mtime: new Date(0), uid: undefined, gid: undefined, size },
  ]);
  const tar = gunzipSync(read(...blob("one", layer.digest)));
  assert.ok(tar.includes(readFileSync(MODULE)));
  const { diff_ids } = json(...blob("one", json(...blob("one", digest)).config.digest)).rootfs;
  assert.deepEqual(diff_ids, [`sha256:${createHash("sha256").update(tar).digest("hex")}`]);
});

test("the image says what it is", () => {
  const { name, version, license } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"),
  );
  const { annotations } = json(...blob("one", digest));
  assert.equal(annotations["org.opencontainers.image.title"], name);
  assert.equal(annotations["org.opencontainers.image.version"], version);
  assert.equal(annotations["org.opencontainers.image.licenses"], license);
  assert.match(
    annotations["org.opencontainers.image.revision"] ?? "none: no git history",
    /^[0-9a-f]{40}(-dirty)?$|^none/,
  );
});
