import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bucket, Rules } from "../../lib/core.ts";
import { bytesOf, configText, vectors, type RequestCase } from "../vectors.ts";
import { accepted, linesOf, warningLinesOf } from "./given.ts";

const MODULOS = [1, 2, 100, 1000, 65536, 4294967295];

/** What the host reports: names in lower case, of several lines of one name the first. */
function reported(lines: RequestCase["request"]): Record<string, Uint8Array> {
  const request: Record<string, Uint8Array> = {};
  for (const [name, value] of lines) request[name.toLowerCase()] ??= bytesOf(value);
  return request;
}

describe("hash", () => {
  for (const { value, hash, source } of vectors.hash) {
    test(`${hash}: ${source}`, () => {
      for (const modulo of MODULOS) assert.equal(bucket(bytesOf(value), modulo), parseInt(hash, 16) % modulo);
    });
  }
});

describe("buckets", () => {
  for (const { value, modulo, bucket: wanted, source } of vectors.buckets) {
    test(`${wanted} of ${modulo}: ${source}`, () => assert.equal(bucket(bytesOf(value), modulo), wanted));
  }
});

describe("requests", () => {
  for (const vector of vectors.requests) {
    for (const { case: name, request, tags } of vector.cases) {
      test(`${vector.name}: ${name}`, () => {
        const rules = accepted(configText(vector));
        const wanted = Object.entries(tags).filter(([, tagValue]) => tagValue !== null);
        assert.deepEqual(rules.tags(reported(request)), Object.fromEntries(wanted));
        for (const name of [...rules.tagHeaders, ...Object.keys(tags), ...Object.keys(reported(request))])
          assert.equal(rules.owns(name), name in tags, name);
      });
    }
  }
});

describe("warnings", () => {
  for (const vector of vectors.warnings) {
    test(vector.name, () => assert.deepEqual(warningLinesOf(accepted(configText(vector))), vector.warnings));
  }
});

describe("errors", () => {
  for (const vector of vectors.errors) {
    test(vector.name, () => assert.deepEqual(linesOf(Rules.parse(configText(vector))), vector.errors));
  }
});
