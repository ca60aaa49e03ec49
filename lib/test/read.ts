import { type Findings, secondOf } from "../core.js";
import { Faults, Fields, shown, textOf } from "../release/fields.js";
import type { Named } from "../request/lines.js";
import type { Described } from "../request/request.js";
import type { Case, Expected } from "./case.js";

/** Reads the JSON of a file of tests. What is wrong with it, whatever rules it is for, goes into `faults`. */
export function readCases(json: string, faults: Faults): Case[] {
  const fields = new Fields(JSON.parse(json), "", faults);
  const tests = fields.list("tests") ?? [];
  fields.close();
  return tests.map((test, i) => readCase(new Fields(test, `tests[${i}]`, faults), i + 1));
}

/** What is wrong with a file of tests, by its JSON text, whatever rules it is for. */
export function testsFindings(json: string): Findings {
  const faults = new Faults();
  readCases(json, faults);
  return { errors: faults.errors, warnings: [] };
}

function readCase(fields: Fields, number: number): Case {
  const { path, faults } = fields;
  const given = optional(fields, "name");
  const at = optional(fields, "at");
  const second = at === undefined ? undefined : secondOf(at);
  if (at !== undefined && second === undefined) {
    faults.add("bad-time", fields.at("at"), `${shown(at)} is no time; write it as 2026-12-01T09:00:00Z`);
  }
  const id = optional(fields, "id");
  const described = fields.has("request") ? fields.fields("request")! : undefined;
  if (!fields.has("id") && described === undefined) {
    faults.add(
      "missing-field",
      path,
      "id or request is missing; write request: {} for one that says nothing",
    );
  }
  const tags = fields.fields("tags");
  fields.close();
  return {
    path,
    name: given ?? (id === undefined ? `test ${number}` : `id ${id}`),
    at,
    second,
    id,
    request: described === undefined ? {} : readRequest(described),
    expected: tags === undefined ? [] : readTags(tags),
  };
}

function readRequest(fields: Fields): Described {
  const request = {
    url: optional(fields, "url"),
    method: optional(fields, "method"),
    headers: pairs(fields, "headers"),
    cookies: pairs(fields, "cookies"),
    claims: pairs(fields, "claims"),
    properties: pairs(fields, "properties"),
    address: optional(fields, "address"),
  };
  fields.close();
  return request;
}

function readTags(fields: Fields): Expected[] {
  const { path, faults } = fields;
  if (fields.names.length === 0) faults.add("missing-field", path, "no tag header; write at least one");
  const seen = new Set<string>();
  return fields.names.map((name) => {
    const tagHeader = name.toLowerCase();
    if (seen.has(tagHeader))
      faults.add("given-twice", fields.at(name), `${tagHeader} is here twice; keep one`);
    seen.add(tagHeader);
    return { tagHeader, tagValue: tagValueOf(fields, name), path: fields.at(name) };
  });
}

function tagValueOf(fields: Fields, name: string): string | null {
  const value = fields.value(name);
  if (value === null) return null;
  if (value !== "") return textOf(value, fields.at(name), fields.faults) ?? null;
  fields.faults.add("not-a-text", fields.at(name), "an empty text; write null for no tag");
  return null;
}

/** A null stands for a number that JSON has not, such as 0005: it is no text either, and not missing. */
function optional(fields: Fields, name: string): string | undefined {
  return fields.has(name) ? textOf(fields.value(name), fields.at(name), fields.faults) : undefined;
}

/** Names and their values; a name with a list of them stands on as many lines. */
function pairs(fields: Fields, name: string): Named[] {
  if (!fields.has(name)) return [];
  const given = fields.fields(name)!;
  return given.names.flatMap((each) => {
    const value = given.value(each);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((line, i): Named[] => {
      const path = Array.isArray(value) ? `${given.at(each)}[${i}]` : given.at(each);
      const text = line === "" ? "" : textOf(line, path, given.faults);
      return text === undefined ? [] : [[each, text]];
    });
  });
}
