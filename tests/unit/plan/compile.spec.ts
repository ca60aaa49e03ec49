import { compile as compileAll } from "../../../assembly/core/plan/compile";
import { Reserve } from "../../../assembly/core/config/reserve";
import { Rule, WrittenPolicy } from "../../../assembly/core/config/rule";
import { decimal } from "../../../assembly/core/text/text";
import { RuleSet } from "../../../assembly/core/plan/plan";
import { bytes } from "../given";

function compile(rules: Rule[]): RuleSet {
  return compileAll(rules, new Reserve());
}

function rule(header: string, modulo: i64, tagHeader: string, range: i64, tagValue: string): Rule {
  const rule = new Rule("rules[0]");
  rule.header = header;
  rule.modulo = modulo;
  rule.tagHeader = tagHeader;
  rule.policies.push(new WrittenPolicy(range, tagValue));
  return rule;
}

describe("compile", () => {
  test("nothing from nothing", () => {
    const rules = compile([]);
    expect(rules.size).toBe(0);
    expect(rules.headers).toHaveLength(0);
    expect(rules.tagHeaders).toHaveLength(0);
  });

  test("rules of one header share it, and its bucket where the modulo is the same", () => {
    const rules = compile([
      rule("x-user-id", 100, "appver-a", 10, "v2"),
      rule("x-user-id", 100, "appver-b", 20, "v2"),
      rule("x-user-id", 1000, "appver-c", 30, "v3"),
      rule("x-tenant", 100, "appver-d", 40, "v4"),
      rule("x-tenant", 100, "appver-e", 50, "v5"),
    ]);
    expect(rules.size).toBe(5);
    expect(rules.headers).toHaveLength(2);
    expect(rules.headers[0].buckets).toHaveLength(2);
    expect(rules.headers[1].buckets).toHaveLength(1);
    expect(rules.headers[0].buckets[1].modulo).toBe(1000);
    expect(rules.tagHeaders).toHaveLength(5);
    expect(rules.tagHeaders[0].policies[0].bucket == rules.tagHeaders[1].policies[0].bucket).toBe(true);
    expect(rules.tagHeaders[0].policies[0].bucket == rules.tagHeaders[3].policies[0].bucket).toBe(false);
    expect(rules.tagHeaders[3].policies[0].bucket == rules.tagHeaders[4].policies[0].bucket).toBe(true);
  });

  test("rules of one tagHeader are one search, in the order of the file", () => {
    const rules = compile([
      rule("x-user-id", 100, "appver-a", 10, "v2"),
      rule("x-user-id", 100, "appver-b", 20, "v2"),
      rule("x-tenant", 50, "appver-a", 30, "v3"),
    ]);
    expect(rules.tagHeaders).toHaveLength(2);
    const policies = rules.tagHeaders[0].policies;
    expect(policies).toHaveLength(2);
    expect(policies[0].range).toBe(10);
    expect(policies[1].range).toBe(30);
    expect(policies[1].bucket.modulo).toBe(50);
  });

  test("names and values are encoded", () => {
    const rules = compile([rule("x-user-id", 100, "appver-a", 10, "版本二")]);
    expect(String.UTF8.decode(rules.headers[0].name)).toBe("x-user-id");
    expect(String.UTF8.decode(rules.tagHeaders[0].name)).toBe("appver-a");
    expect(rules.tagHeaders[0].policies[0].tagValue.byteLength).toBe(9);
    expect(String.UTF8.decode(rules.tagHeaders[0].policies[0].tagValue)).toBe("版本二");
  });

  test("a rule that is off owns its tagHeader but hashes nothing", () => {
    const rules = compile([rule("x-user-id", 100, "appver-a", 0, "v2")]);
    expect(rules.size).toBe(1);
    expect(rules.headers).toHaveLength(0);
    expect(rules.tagHeaders).toHaveLength(1);
    expect(rules.tagHeaders[0].policies).toHaveLength(0);
  });

  test("the largest numbers keep their value", () => {
    const rules = compile([rule("x", 4294967295, "t", 4294967295, "v")]);
    expect(rules.tagHeaders[0].policies[0].range).toBe(u32.MAX_VALUE);
    expect(rules.tagHeaders[0].policies[0].bucket.modulo).toBe(u32.MAX_VALUE);
  });

  test("a table of all headers where there are many", () => {
    const rules: Rule[] = [];
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
    const rules: Rule[] = [];
    for (let i = 0; i < 8; ++i) rules.push(rule("host", 100, "t" + decimal(i), 10, "v2"));
    const compiled = compile(rules);
    expect(compiled.headers).toHaveLength(1);
    expect(String.UTF8.decode(compiled.headers[0].name)).toBe(":authority");
    expect(compiled.table!.find(bytes(":authority"), 0, 10) === null).toBe(false);
    expect(compiled.table!.find(bytes("host"), 0, 4) === null).toBe(true);
  });

  test("a reserved name is a tag header that nothing sets, once", () => {
    const reserve = new Reserve();
    reserve.names.push("appver-b");
    reserve.names.push("appver-a");
    const compiled = compileAll([rule("x-user-id", 100, "appver-a", 10, "v2")], reserve);
    expect(compiled.tagHeaders).toHaveLength(2);
    expect(compiled.tagHeaders[0].policies).toHaveLength(1);
    expect(String.UTF8.decode(compiled.tagHeaders[1].name)).toBe("appver-b");
    expect(compiled.tagHeaders[1].policies).toHaveLength(0);
    expect(compiled.table === null).toBe(true);
    expect(compiled.reserved === null).toBe(true);
    expect(compiled.removes(bytes("appver-b"), 0, 8)).toBe(false, "it is a tag header");
  });

  test("a reserved prefix needs every line, and takes in all but the tag headers", () => {
    const reserve = new Reserve();
    reserve.prefixes.push("appver-");
    const compiled = compileAll([rule("x-user-id", 100, "appver-a", 10, "v2")], reserve);
    expect(compiled.tagHeaders).toHaveLength(1);
    const names = ["appver-a", "appver-", "appver-aa", "appver", "x-appver-b", "x-user-id"];
    const removed = [false, true, true, false, false, false];
    for (let i = 0; i < names.length; ++i) {
      const given = bytes("?" + names[i] + "?");
      expect(compiled.removes(given, 1, given.length - 1)).toBe(removed[i], names[i]);
    }
  });
});
