// Tags go into baggage and come out again as they were, whatever else a client or an app has put there.
import assert from "node:assert/strict";
import { lines } from "../../emulated/sidecar.ts";
import type { Host, Line } from "../../emulated/host.ts";
import { hostOf } from "./branches.ts";
import { fuzz } from "./fuzz.ts";

const MOST_MEMBERS = 64;
const MOST_BYTES = 8192;

const sidecar = hostOf("header-propagation");
const gateway = hostOf("hash-tagging");
const carried = { headers: ["appver-a", "lane"] };
const inbound = sidecar.configure(JSON.stringify({ ...carried, direction: "inbound" }));
const outbound = sidecar.configure(JSON.stringify({ ...carried, direction: "outbound" }));
const policies = [{ range: 1, tagValue: "v2" }];
const tagging = gateway.configure(
  JSON.stringify({
    rules: [
      { header: "x-user-id", modulo: 1, tagHeader: "appver-a", policies },
      { header: "x-device", modulo: 1, tagHeader: "lane", policies },
    ],
    propagate: { baggage: true },
  }),
);

const valuesOf = (upstream: Line[], name: string) =>
  upstream.filter(([other]) => other === name).map(([, value]) => value.toString("latin1"));

/** What %XX stands for, a byte each. */
const decoded = (text: string) =>
  text.replace(/%(..)/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** Members of ours in all baggage of a request, by name and in their order. */
function ownMembers(upstream: Line[]): string[] {
  return valuesOf(upstream, "baggage")
    .flatMap((line) => line.split(","))
    .map((member) => member.trim())
    .filter((member) => /^(appver-a|lane)[\t ]*=/.test(member));
}

function passes(host: Host, plugin: number, sent: Line[]): Line[] {
  const upstream = host.request(plugin, [...sent]);
  const others = (all: Line[]) => all.filter(([name]) => !["baggage", "appver-a", "lane"].includes(name));
  assert.deepEqual(others(upstream), others(sent));
  return upstream;
}

fuzz({
  name: "baggage",
  words: [
    ...[
      "appver-a",
      "lane",
      "=",
      ",",
      ";",
      "v2",
      "%2C",
      "%25",
      "%zz",
      "%",
      " ",
      "\t",
      "\n",
      "+",
      '"',
      "a=b",
      "k",
      "=v",
    ],
    ...["appver-a=v9", "lane=s1;p=1", "Appver-A=v9", "appver-a =v9", "other=1", "\xe9", "a,", ",,"],
  ],
  runs: 3000,
  limit: 200,
  run([tag = "", ...rest]) {
    const value = tag.replace(/[\0\r\n]/g, "");
    const baggage = rest
      .join("")
      .replace(/[\0\r]/g, "")
      .split("\n")
      .map((line): [string, string] => ["baggage", line]);
    const sent = lines([":path", "/"], ...baggage).map(([name, bytes]): Line => [name, Buffer.from(bytes)]);

    const received = passes(sidecar, inbound, [...sent, ["appver-a", Buffer.from(value, "latin1")]]);
    assert.deepEqual(valuesOf(received, "appver-a"), [value]);
    const [line = ""] = valuesOf(received, "baggage");
    const members = ownMembers(received);
    assert.ok(
      members.every((member) => member.startsWith("appver-a=")),
      members.join(),
    );
    if (members.length > 0) {
      assert.equal(members.length, 1);
      assert.equal(decoded(members[0]!.slice("appver-a=".length)), value);
      assert.ok(
        line.length <= MOST_BYTES && line.split(",").length <= MOST_MEMBERS,
        "more than baggage may hold",
      );
      const sentOn = passes(sidecar, outbound, lines(["baggage", line]));
      if (valuesOf(sentOn, "appver-a").length > 0) assert.deepEqual(valuesOf(sentOn, "appver-a"), [value]);
    }

    const tagged = passes(gateway, tagging, [...sent, ["x-user-id", Buffer.from("0005")]]);
    assert.deepEqual(valuesOf(tagged, "appver-a"), ["v2"]);
    const own = ownMembers(tagged);
    assert.ok(own.length === 0 || own.join() === "appver-a=v2", own.join());
  },
});
