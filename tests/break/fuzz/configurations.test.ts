// A configuration must mean the same to the core in Node, to the module on a host and, as far as it goes, to JSON.parse.
import assert from "node:assert/strict";
import { propagationFindings, Rules, type Findings } from "../../../lib/core.ts";
import { linesOf } from "../../core/given.ts";
import { hostOf } from "./branches.ts";
import { fuzz } from "./fuzz.ts";

const CRITICAL = 5;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** What the plain module refuses by name, whatever else is wrong with it. */
const ANSWERS = /response|anonymousId/;
const MODULES = [
  {
    host: hostOf("hash-tagging"),
    name: "hash-tagging",
    findings: (text: Buffer): Findings => Rules.parse(text),
    seesAnswers: false,
  },
  {
    host: hostOf("hash-tagging-response"),
    name: "hash-tagging",
    findings: (text: Buffer): Findings => Rules.parse(text),
  },
  { host: hostOf("header-propagation"), name: "header-propagation", findings: propagationFindings },
];

fuzz({
  name: "configurations",
  words: [
    ...[
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "0",
      "1",
      "100",
      "4294967295",
      "4294967296",
      "1e2",
      "-1",
      "0.5",
      "true",
      "null",
    ],
    ...[
      "rules",
      "header",
      "modulo",
      "tagHeader",
      "policies",
      "range",
      "tagValue",
      "name",
      "propagate",
      "baggage",
      "reserve",
      "key",
      "cookie",
      "queryParam",
      "claim",
      "property",
      "address",
      "all",
      "capture",
      "placeholders",
      "pins",
      "ids",
      "metrics",
      "debug",
      "token",
      "partitionedPolicies",
      "weight",
      "match",
      "unless",
      "overrides",
      "authority",
      "uri",
      "method",
      "headers",
      "cookies",
      "queryParams",
      "exact",
      "prefix",
      "suffix",
      "contains",
      "in",
      "regex",
      "present",
      "ignoreCase",
      "from",
      "layer",
      "schedule",
      "at",
      "between",
      "mayShrink",
      "response",
      "anonymousId",
      "maxAge",
      "domain",
      "path",
      "sameSite",
      "secure",
    ],
    ...["headers", "headerPrefixes", "direction", "correlate", "ttl", "maxEntries", "maxBytes"].map(
      (word) => `"${word}"`,
    ),
    ...["x-user-id", "host", ":authority", "appver-*", "traceparent", "x-request-id", "inbound"].map(
      (word) => `"${word}"`,
    ),
    ...[
      '"range":10',
      '"modulo":100,',
      '"policies":[]',
      "\\u0000",
      "\\ud800",
      "\xc3\xa9",
      "\xed\xa0\x80",
      " ",
      "\n",
    ],
    '{"header":"a","modulo":100,"tagHeader":"b","policies":[{"range":10,"tagValue":"v"}]}',
    '{"header":"a","layer":"l","modulo":100,"tagHeader":"c","partitionedPolicies":[{"weight":10,"tagValue":"v"}]}',
    '{"header":"a","layer":"l","modulo":100,"tagHeader":"d","policies":[{"from":10,"range":20,"tagValue":"v"}]}',
    '"schedule":[{"at":"2026-12-01T09:00:00Z","range":10}],"between":"linear"',
    '"2026-12-01T10:00:00.5+01:00"',
    '"response":{"header":"x-mix","cookie":{"name":"mix","sameSite":"None","maxAge":60}}',
    '"anonymousId":{"cookie":"__Host-anon","secure":true,"path":"/"}',
  ],
  runs: 3000,
  limit: 500,
  run(input) {
    const text = Buffer.from(input.join(""), "latin1");
    for (const { host, name, findings, seesAnswers = true } of MODULES) {
      host.logs.length = 0;
      host.close(host.configure(text, "fuzz"));
      if (!seesAnswers && ANSWERS.test(text.toString())) continue;
      const errors = linesOf(findings(text));
      const prefix = `${name}: "fuzz": `;
      const logged = host.logs.filter(({ level }) => level === CRITICAL).map((line) => line.text);
      const verdict = errors.length === 0 ? [] : logged.slice(-1);
      assert.deepEqual(logged, [...errors.map((line) => prefix + line), ...verdict]);
      if (errors.length === 0) JSON.parse(strict.decode(text));
    }
  },
});
