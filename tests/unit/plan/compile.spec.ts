import { compile as compileAll } from "../../../assembly/core/plan/compile";
import { Reserve } from "../../../assembly/core/rule/reserve";
import { WrittenPolicy, WrittenRule } from "../../../assembly/core/rule/written";
import { Engine, WrittenHash } from "../../../assembly/core/rule/written-hash";
import { headerKey } from "../../../assembly/core/rule/written-key";
import { decimal } from "../../../assembly/core/text/text";
import { Plan } from "../../../assembly/core/plan/plan";
import { fromUtf8 } from "../../../assembly/core/text/bytes";
import { bytes } from "../given";

function compile(rules: WrittenRule[]): Plan {
  return compileAll(rules, new Reserve(), false);
}

function rule(header: string, modulo: i64, tagHeader: string, range: i64, tagValue: string): WrittenRule {
  const rule = new WrittenRule("rules[0]");
  rule.key = headerKey(header);
  rule.modulo = modulo;
  rule.tagHeader = tagHeader;
  rule.policies.push(new WrittenPolicy("rules[0].policies[0]", 0, range, tagValue));
  return rule;
}

describe("compile", () => {
  test("nothing from nothing", () => {
    const plan = compile([]);
    expect(plan.rules).toHaveLength(0);
    expect(plan.reads).toHaveLength(0);
    expect(plan.tagHeaders).toHaveLength(0);
    expect(plan.slots).toBe(0);
  });

  test("rules of one header share it, and its bucket where the modulo is the same", () => {
    const plan = compile([
      rule("x-user-id", 100, "appver-a", 10, "v2"),
      rule("x-user-id", 100, "appver-b", 20, "v2"),
      rule("x-user-id", 1000, "appver-c", 30, "v3"),
      rule("x-tenant", 100, "appver-d", 40, "v4"),
      rule("x-tenant", 100, "appver-e", 50, "v5"),
    ]);
    expect(plan.rules).toHaveLength(5);
    expect(plan.reads).toHaveLength(2);
    expect(plan.keys[0].buckets).toHaveLength(2);
    expect(plan.keys[1].buckets).toHaveLength(1);
    expect(plan.keys[0].buckets[1].modulo).toBe(1000);
    expect(plan.buckets).toBe(3);
    expect(plan.tagHeaders).toHaveLength(5);
    expect(plan.rules[0].bucket == plan.rules[1].bucket).toBe(true);
    expect(plan.rules[0].bucket == plan.rules[3].bucket).toBe(false);
    expect(plan.rules[3].bucket == plan.rules[4].bucket).toBe(true);
  });

  test("a salt makes a bucket of its own, which rules of the same salt and modulo share", () => {
    const rules = [
      rule("x-user-id", 100, "appver-a", 10, "v2"),
      rule("x-user-id", 100, "appver-b", 10, "v2"),
      rule("x-user-id", 100, "appver-c", 10, "v2"),
      rule("x-user-id", 1000, "appver-d", 10, "v2"),
    ];
    for (let i = 1; i < rules.length; ++i) rules[i].hash = new WrittenHash(Engine.Salted, "winter");
    const plan = compile(rules);
    expect(plan.buckets).toBe(3);
    expect(plan.rules[0].bucket!.hash === null).toBe(true);
    expect(plan.rules[1].bucket!.hash !== null).toBe(true);
    expect(plan.rules[1].bucket == plan.rules[2].bucket).toBe(true);
    expect(plan.rules[3].bucket!.hash!.modulo).toBe(1000);
  });

  test("rules of the same engine share a bucket, those of another seed do not", () => {
    const rules = [
      rule("x-user-id", 100, "appver-a", 10, "v2"),
      rule("x-user-id", 100, "appver-b", 10, "v2"),
      rule("x-user-id", 100, "appver-c", 10, "v2"),
    ];
    for (let i = 0; i < rules.length; ++i) rules[i].hash = new WrittenHash(Engine.Split, "", i / 2);
    const plan = compile(rules);
    expect(plan.buckets).toBe(2);
    expect(plan.rules[0].bucket == plan.rules[1].bucket).toBe(true);
    expect(plan.rules[1].bucket == plan.rules[2].bucket).toBe(false);
  });

  test("rules of one tagHeader are asked in the order of the file", () => {
    const plan = compile([
      rule("x-user-id", 100, "appver-a", 10, "v2"),
      rule("x-user-id", 100, "appver-b", 20, "v2"),
      rule("x-tenant", 50, "appver-a", 30, "v3"),
    ]);
    expect(plan.tagHeaders).toHaveLength(2);
    const rules = plan.tagHeaders[0].rules;
    expect(rules).toHaveLength(2);
    expect(rules[0] == plan.rules[0]).toBe(true);
    expect(rules[1] == plan.rules[2]).toBe(true);
    expect(rules[1].bucket!.modulo).toBe(50);
  });

  test("every slot has its own place in a request", () => {
    const plan = compile([
      rule("x-user-id", 100, "appver-a", 10, "v2"),
      rule("x-tenant", 100, "appver-b", 20, "v2"),
    ]);
    expect(plan.slots).toBe(4);
    expect(plan.reads[1].index).toBe(2);
    expect(plan.tagHeaders[0].slot.index).toBe(1);
    expect(plan.tagHeaders[1].slot.index).toBe(3);
  });

  test("names and values are encoded", () => {
    const plan = compile([rule("x-user-id", 100, "appver-a", 10, "版本二")]);
    expect(fromUtf8(plan.reads[0].name)).toBe("x-user-id");
    expect(fromUtf8(plan.tagHeaders[0].name)).toBe("appver-a");
    expect(plan.rules[0].policies[0].tagValue).toHaveLength(9);
    expect(fromUtf8(plan.rules[0].policies[0].tagValue)).toBe("版本二");
  });

  test("a rule that is off owns its tagHeader but hashes nothing", () => {
    const plan = compile([rule("x-user-id", 100, "appver-a", 0, "v2")]);
    expect(plan.rules).toHaveLength(1);
    expect(plan.reads).toHaveLength(0);
    expect(plan.tagHeaders).toHaveLength(1);
    expect(plan.rules[0].bucket === null).toBe(true);
    expect(plan.tagHeaders[0].canYield).toBe(false);
  });

  test("so does a rule that is not enabled", () => {
    const rules = [rule("x-user-id", 100, "appver-a", 10, "v2"), rule("x-tenant", 100, "appver-b", 10, "v2")];
    rules[0].isEnabled = false;
    const plan = compile(rules);
    expect(plan.reads).toHaveLength(1);
    expect(fromUtf8(plan.reads[0].name)).toBe("x-tenant");
    expect(plan.rules[0].bucket === null).toBe(true);
    expect(plan.tagHeaders).toHaveLength(2);
  });

  test("the largest numbers keep their value", () => {
    const plan = compile([rule("x", 4294967295, "t", 4294967295, "v")]);
    expect(plan.rules[0].policies[0].range).toBe(u32.MAX_VALUE);
    expect(plan.rules[0].bucket!.modulo).toBe(u32.MAX_VALUE);
    expect(plan.tagHeaders[0].canYield).toBe(true);
  });

  test("tags that are carried are members of baggage, with what is reserved", () => {
    const reserve = new Reserve();
    reserve.prefixes.push("appver-");
    const carried = compileAll([rule("x-user-id", 100, "lane", 10, "v2")], reserve, true).carried!;
    expect(carried.takes(bytes("lane"), 0, 4)).toBe(true);
    expect(carried.takes(bytes("appver-a"), 0, 8)).toBe(true);
    expect(carried.takes(bytes("x-user-id"), 0, 9)).toBe(false);
    expect(compile([]).carried === null).toBe(true);
  });

  test("a table of all headers where there are many", () => {
    const rules: WrittenRule[] = [];
    for (let i = 1; i <= 7; ++i) rules.push(rule("x-user-id", 100, "t" + decimal(i), 10, "v2"));
    expect(compile(rules).table === null).toBe(true, "x-user-id and 7 tag headers");
    rules.push(rule("x-user-id", 100, "one-more", 10, "v2"));
    const compiled = compile(rules);
    const names = ["x-user-id", "t1", "one-more", "another"];
    for (let i = 0; i < names.length; ++i) {
      const found = compiled.table!.find(bytes(names[i]), 0, names[i].length);
      expect(found !== null).toBe(names[i] != "another", names[i]);
    }
  });

  test("which hashed headers bring about sooner", () => {
    const two = [
      rule("h1", 100, "t1", 10, "v2"),
      rule("h2", 100, "t2", 10, "v2"),
      rule("h2", 100, "t3", 10, "v2"),
    ];
    expect(compile(two).table === null).toBe(true, "2 and 3 tag headers");
    expect(compile(two.concat([rule("h2", 100, "t4", 10, "v2")])).table !== null).toBe(true, "2 and 4");
    expect(compile(two.concat([rule("h3", 100, "t1", 10, "v2")])).table !== null).toBe(true, "3 and 3");
  });

  test("host is asked for, and found, as Envoy lists it", () => {
    const rules: WrittenRule[] = [];
    for (let i = 0; i < 8; ++i) rules.push(rule("host", 100, "t" + decimal(i), 10, "v2"));
    const compiled = compile(rules);
    expect(compiled.reads).toHaveLength(1);
    expect(fromUtf8(compiled.reads[0].name)).toBe(":authority");
    expect(compiled.table!.find(bytes(":authority"), 0, 10) === null).toBe(false);
    expect(compiled.table!.find(bytes("host"), 0, 4) === null).toBe(true);
  });

  test("a reserved name is a tag header that nothing sets, once", () => {
    const reserve = new Reserve();
    reserve.names.push("appver-b");
    reserve.names.push("appver-a");
    const compiled = compileAll([rule("x-user-id", 100, "appver-a", 10, "v2")], reserve, false);
    expect(compiled.tagHeaders).toHaveLength(2);
    expect(compiled.tagHeaders[0].rules).toHaveLength(1);
    expect(fromUtf8(compiled.tagHeaders[1].name)).toBe("appver-b");
    expect(compiled.tagHeaders[1].rules).toHaveLength(0);
    expect(compiled.table === null).toBe(true);
    expect(compiled.reserved === null).toBe(true);
    expect(compiled.removes(bytes("appver-b"), 0, 8)).toBe(false, "it is a tag header");
  });

  test("a reserved prefix needs every line, and takes in all but the tag headers", () => {
    const reserve = new Reserve();
    reserve.prefixes.push("appver-");
    const compiled = compileAll([rule("x-user-id", 100, "appver-a", 10, "v2")], reserve, false);
    expect(compiled.tagHeaders).toHaveLength(1);
    const names = ["appver-a", "appver-", "appver-aa", "appver", "x-appver-b", "x-user-id"];
    const removed = [false, true, true, false, false, false];
    for (let i = 0; i < names.length; ++i) {
      const given = bytes("?" + names[i] + "?");
      expect(compiled.removes(given, 1, given.length - 1)).toBe(removed[i], names[i]);
    }
  });
});
