// A file through the command line: 0 and a manifest that says the same as the file, or 2 and no word of it.
import assert from "node:assert/strict";
import { load, loadAll } from "js-yaml";
import { Rules } from "../../../lib/core.ts";
import { cli } from "../../command-line.ts";
import { fuzz } from "./fuzz.ts";

const IMAGE = "oci://registry.example/hash-tagging:1.0.0";

/** The configuration in an Envoy's filter. */
function jsonOf(manifest: unknown): string {
  const { http_filters } = manifest as {
    http_filters: { typed_config: { config: { configuration: { value: string } } } }[];
  };
  return http_filters[0]!.typed_config.config.configuration.value;
}

fuzz({
  name: "files",
  words: [
    ...[
      "rules:",
      "- ",
      "header: ",
      "modulo: ",
      "tagHeader: ",
      "policies: ",
      "range: ",
      "tagValue: ",
      "name: ",
      "\n",
      "  ",
      "\t",
    ],
    ...[
      "{",
      "}",
      "[",
      "]",
      ",",
      ": ",
      "#",
      "|",
      ">",
      "&a ",
      "*a",
      "<<: ",
      "!!str ",
      "!!int ",
      "---\n",
      "...\n",
      "%YAML 1.1\n",
    ],
    ...[
      "'",
      '"',
      "0787849",
      "0x1F",
      ".5",
      "1_000",
      "true",
      "null",
      "~",
      "no",
      "2026-01-01",
      "1e2",
      "4.294967295e+09",
    ],
    ...[
      '"\\u00a0"',
      "\xc2\xa0",
      "\xef\xbb\xbf",
      "\xe2\x80\xa8",
      "\xf0\x9f\x98\x80",
      "\\",
      "__proto__: ",
      "constructor: ",
    ],
  ],
  runs: 700,
  limit: 1000,
  async run(input) {
    const text = Buffer.from(input.join(""), "latin1");
    const [istio, envoy] = [
      await cli(["manifest", "-", "--url", IMAGE], text),
      await cli(["manifest", "-", "--url", "file:///m.wasm", "--format", "envoy"], text),
    ];
    for (const { status, stdout, stderr } of [istio, envoy]) {
      assert.ok(status === 0 || status === 2, stderr);
      if (status === 2) assert.deepEqual([stdout, stderr.endsWith("\n")], ["", true]);
    }
    assert.equal(istio.status, envoy.status, istio.stderr + envoy.stderr);
    if (istio.status !== 0) return;
    const { spec } = loadAll(istio.stdout).at(-1) as { spec: { pluginConfig: unknown } };
    const json = jsonOf(load(envoy.stdout));
    assert.deepEqual(Rules.parse(json).errors, []);
    assert.deepEqual(JSON.parse(json), spec.pluginConfig);
  },
});
