import { Fields } from "./fields";
import { readDocument } from "./document";
import { Json, Kind } from "./json";
import { Report, seen } from "./report";
import { BAD_HEADER, GIVEN_TWICE, IDLE_FIELD, MISSING_FIELD, NO_SUCH_CHOICE, OUT_OF_RANGE } from "./ids";
import { itemsOf } from "./list-field";
import { wholeOf } from "./whole-field";
import { checked, textOf } from "./text-field";
import { decimal, lowerCase } from "../text/text";
import { isSame, utf8 } from "../text/bytes";
import { ChainId } from "../correlation/chain-id";
import { Selection } from "../baggage/selection";
import { MAX_SLOT, WAYS } from "../correlation/slot";
import { headerFault, prefixFault } from "../baggage/tag-name";

/** Baggage has at most as many members. */
export const MAX_LIST = 64;
/** The least bytes of a slot: room for an entry or two. */
const MIN_SLOT = 256;

const FIELDS: string[] = [
  "correlate",
  "direction",
  "headerPrefix",
  "headerPrefixes",
  "headers",
  "maxBytes",
  "maxEntries",
  "ttl",
];

/** Which way the requests of a listener go, by Envoy's own numbers. */
export enum Direction {
  /** Ask the listener. */
  Unspecified,
  Inbound,
  Outbound,
}

/** How tags are remembered under an id, for apps that forward no more than that. */
export class Correlation {
  constructor(
    readonly chainId: ChainId,
    /** The header with the id. */
    readonly header: StaticArray<u8>,
    /** Nanoseconds. */
    readonly ttl: u64,
    /** Slots of the table; each holds up to WAYS entries. */
    readonly slots: u32,
    /** The most bytes of one slot, at most MAX_SLOT. */
    readonly slotBytes: i32,
    /** Begins every id: plugins of one proxy share the table, and may carry different tags. */
    readonly fingerprint: u32,
  ) {}
}

/** A configuration of the propagation module, read for the request path. */
export class Propagation {
  direction: Direction = Direction.Unspecified;
  selection: Selection = new Selection([], []);
  /** Null: nothing is remembered. */
  correlation: Correlation | null = null;
}

/** What a configuration text came to: `propagation`, unless the report counts an error. */
export class Configuration {
  constructor(
    readonly report: Report,
    readonly propagation: Propagation,
  ) {}
}

/** Reads the plugin configuration, the first `length` bytes of `text`. Never throws; every fault is in the report. */
export function parse(text: StaticArray<u8>, length: i32): Configuration {
  const configuration = new Configuration(new Report(), new Propagation());
  const json = readDocument(text, length, configuration.report);
  if (json !== null) read(json, configuration.propagation, configuration.report);
  return configuration;
}

function read(json: Json, propagation: Propagation, report: Report): void {
  const fields = new Fields("", json, FIELDS, report);
  if (!fields.readable) return;
  propagation.selection = readSelection(fields, report);
  readDirection(fields, propagation, report);
  readCorrelation(fields, propagation, report);
}

function readSelection(fields: Fields, report: Report): Selection {
  const names: StaticArray<u8>[] = [];
  const prefixes: StaticArray<u8>[] = [];
  const headers = fields.optional("headers");
  if (headers !== null) readNames(fields.at("headers"), headers, headerFault, names, report);
  const list = fields.optional("headerPrefixes");
  if (list !== null) readNames(fields.at("headerPrefixes"), list, prefixFault, prefixes, report);
  const prefix = fields.optional("headerPrefix");
  if (prefix !== null) {
    if (list !== null)
      report.add(GIVEN_TWICE, fields.at("headerPrefix"), "stands beside headerPrefixes; keep one of them");
    else if (prefix.kind == Kind.Array)
      readNames(fields.at("headerPrefix"), prefix, prefixFault, prefixes, report);
    else readName(fields.at("headerPrefix"), prefix, prefixFault, prefixes, report);
  }
  if (names.length + prefixes.length == 0 && report.count == 0) {
    report.add(
      MISSING_FIELD,
      "headers",
      "missing; name the tag headers here, or their beginnings in headerPrefixes",
    );
  }
  return new Selection(names, prefixes);
}

function readNames(
  path: string,
  list: Json,
  faultOf: (name: string) => string,
  names: StaticArray<u8>[],
  report: Report,
): void {
  const items = itemsOf(path, list, MAX_LIST, report);
  if (items === null) return;
  for (let i = 0; i < items.length; ++i) {
    readName(path + "[" + decimal(i) + "]", items[i], faultOf, names, report);
  }
}

function readName(
  path: string,
  json: Json,
  faultOf: (name: string) => string,
  names: StaticArray<u8>[],
  report: Report,
): void {
  const text = textOf(path, json, "a name", report);
  if (text === null) return;
  const name = lowerCase(text);
  const bytes = utf8(name);
  for (let i = 0; i < names.length; ++i) {
    if (!isSame(names[i], 0, names[i].length, bytes, 0, bytes.length)) continue;
    report.add(GIVEN_TWICE, path, seen(json) + " is there twice; keep one");
    return;
  }
  if (checked(BAD_HEADER, path, name, faultOf(name), report).length > 0) names.push(bytes);
}

function readDirection(fields: Fields, propagation: Propagation, report: Report): void {
  const json = fields.optional("direction");
  if (json === null) return;
  const isText = json.kind == Kind.String;
  if (isText && json.text == "inbound") propagation.direction = Direction.Inbound;
  else if (isText && json.text == "outbound") propagation.direction = Direction.Outbound;
  else {
    const remedy = ' is neither "inbound" nor "outbound"; without the field the listener says which it is';
    report.add(NO_SUCH_CHOICE, fields.at("direction"), seen(json) + remedy);
  }
}

/** The bounds of what is remembered; `ttl` in seconds. */
function readCorrelation(fields: Fields, propagation: Propagation, report: Report): void {
  const ttl = readBound(fields, "ttl", 1, 3600, 60, report);
  const entries = readBound(fields, "maxEntries", WAYS, 1 << 20, 16384, report);
  const bytes = readBound(fields, "maxBytes", MIN_SLOT, 256 << 20, 4 << 20, report);
  const json = fields.optional("correlate");
  if (json === null) return;
  const header = lowerCase(json.text);
  const chainId = json.kind == Kind.String ? chainIdOf(header) : ChainId.None;
  if (chainId == ChainId.None) {
    report.add(
      NO_SUCH_CHOICE,
      fields.at("correlate"),
      seen(json) + ' is neither "x-request-id" nor "traceparent"; write one of them',
    );
  }
  const slots = entries / WAYS;
  if (bytes / slots < MIN_SLOT) {
    const remedy = " entries; raise it to at least " + decimal(slots * MIN_SLOT);
    report.add(
      OUT_OF_RANGE,
      fields.at("maxBytes"),
      decimal(bytes) + " is too little for " + decimal(entries) + remedy,
    );
  }
  propagation.correlation = new Correlation(
    chainId,
    utf8(header),
    <u64>ttl * 1_000_000_000,
    <u32>slots,
    <i32>min<i64>(bytes / slots, MAX_SLOT),
    propagation.selection.fingerprint(),
  );
}

function chainIdOf(header: string): ChainId {
  if (header == "x-request-id") return ChainId.RequestId;
  return header == "traceparent" ? ChainId.TraceId : ChainId.None;
}

/** A whole number in [least, most]; `usual` where the field is missing, and after a report. */
function readBound(fields: Fields, key: string, least: i64, most: i64, usual: i64, report: Report): i64 {
  const json = fields.optional(key);
  if (json === null) return usual;
  if (fields.optional("correlate") === null)
    report.add(IDLE_FIELD, fields.at(key), "means nothing without correlate; remove it");
  const want = "a whole number from " + decimal(least) + " to " + decimal(most);
  const value = wholeOf(fields.at(key), json, least, most, want, report);
  return value < 0 ? usual : value;
}
