import { decide } from "../../assembly/core/decide";
import { parse } from "../../assembly/core/gateway";
import { nextRead } from "../../assembly/core/next-read";
import { Plan } from "../../assembly/core/plan/plan";
import { NO_BUCKET, Reason, Request } from "../../assembly/core/plan/request";
import { fromUtf8 } from "../../assembly/core/text/bytes";
import { bytes } from "./given";

const request = new Request();

function planOf(rules: string): Plan {
  const text = bytes('{"rules": [' + rules + "]}");
  const plan = parse(text, text.length).plan;
  request.fit(plan);
  return plan;
}

/** Decides a request in which each header that is read has `value`; "-" for a request without any. */
function decideFor(plan: Plan, value: string): void {
  const given = bytes("x: " + value + " and more");
  request.begin(plan, given);
  let read = nextRead(plan, request);
  while (read !== null) {
    if (value == "-") request.miss(read.index);
    else request.put(read.index, 3, 3 + bytes(value).length);
    read = nextRead(plan, request);
  }
  decide(plan, request);
}

function tag(plan: Plan, index: i32 = 0): string {
  const tagValue = request.tagValues[index];
  return tagValue === null ? "nobody" : fromUtf8(tagValue);
}

const LANES =
  '{"header": "x-user-id", "modulo": 100, "tagHeader": "lane", "policies": [' +
  '{"range": 10, "tagValue": "s3"}, {"range": 45, "tagValue": "s2"}, {"range": 82, "tagValue": "s1"}]}';

class User {
  constructor(
    readonly id: string,
    readonly bucket: u32,
    readonly lane: string,
    readonly reason: Reason,
    readonly step: i32,
  ) {}
}

const USERS: User[] = [
  new User("0005", 6, "s3", Reason.Policy, 0),
  new User("0004", 25, "s2", Reason.Policy, 1),
  new User("0003", 44, "s2", Reason.Policy, 1),
  new User("0002", 63, "s1", Reason.Policy, 2),
  new User("0001", 82, "nobody", Reason.NoRange, -1), // a range is an exclusive bound
  new User("", NO_BUCKET, "nobody", Reason.NoBucket, -1),
  new User("-", NO_BUCKET, "nobody", Reason.NoBucket, -1),
];

describe("decide", () => {
  test("takes the first policy whose range is above the bucket, and keeps why", () => {
    const plan = planOf(LANES);
    for (let i = 0; i < USERS.length; ++i) {
      const user = USERS[i];
      decideFor(plan, user.id);
      expect(request.buckets[0]).toBe(user.bucket, user.id);
      expect(tag(plan)).toBe(user.lane, user.id);
      expect(request.reasons[0]).toBe(<u8>user.reason, user.id);
      if (user.step >= 0) expect(request.steps[0]).toBe(user.step, user.id);
    }
  });

  test("tags nobody in a gap between two policies", () => {
    const plan = planOf(
      '{"header": "x-user-id", "modulo": 100, "tagHeader": "lane", "policies": [' +
        '{"range": 6, "tagValue": "s3"}, {"from": 25, "range": 44, "tagValue": "s2"}]}',
    );
    const ids = ["0005", "0004", "0003"];
    const lanes = ["nobody", "s2", "nobody"];
    const reasons = [Reason.NoRange, Reason.Policy, Reason.NoRange];
    for (let i = 0; i < ids.length; ++i) {
      decideFor(plan, ids[i]);
      expect(tag(plan)).toBe(lanes[i], ids[i]);
      expect(request.reasons[0]).toBe(<u8>reasons[i], ids[i]);
    }
  });

  test("follows the range of a schedule, which time moves", () => {
    const schedule =
      '[{"at": "1970-01-01T00:01:40Z", "range": 6}, {"at": "1970-01-01T00:03:20Z", "range": 26}]';
    const plan = planOf(
      '{"header": "x-user-id", "modulo": 100, "tagHeader": "lane", "policies": [{"schedule": ' +
        schedule +
        ', "between": "linear", "tagValue": "v2"}, {"range": 100, "tagValue": "v1"}]}',
    );
    expect(plan.scheduled).toHaveLength(1);
    const seconds: i64[] = [-1, 99, 100, 104, 105, 199, 200, 9999];
    const fives = ["v1", "v1", "v1", "v1", "v2", "v2", "v2", "v2"];
    const fours = ["v1", "v1", "v1", "v1", "v1", "v1", "v2", "v2"];
    for (let i = 0; i < seconds.length; ++i) {
      if (seconds[i] >= 0) plan.at(seconds[i]);
      decideFor(plan, "0005");
      expect(tag(plan)).toBe(fives[i], "bucket 6 at " + seconds[i].toString());
      decideFor(plan, "0004");
      expect(tag(plan)).toBe(fours[i], "bucket 25 at " + seconds[i].toString());
    }
    plan.at(100);
    decideFor(plan, "0005");
    expect(tag(plan)).toBe("v1", "it knows no time but the one it was told");
  });

  test("moves nothing in a rule that is off", () => {
    const schedule = '[{"at": "1970-01-01T00:00:00Z", "range": 100}]';
    const plan = planOf(
      '{"enabled": false, "header": "h", "modulo": 100, "tagHeader": "t", "policies": [{"schedule": ' +
        schedule +
        ', "tagValue": "v2"}]}',
    );
    expect(plan.scheduled).toHaveLength(0);
  });

  test("gives each modulo its remainder of one hash", () => {
    const moduli: u32[] = [1, 2, 100, 1000, 4294967295];
    const rules: string[] = [];
    for (let i = 0; i < moduli.length; ++i) {
      const policies = '"policies": [{"range": 1, "tagValue": "v"}]}';
      rules.push('{"header": "h", "tagHeader": "t", "modulo": ' + moduli[i].toString() + ", " + policies);
    }
    decideFor(planOf(rules.join()), "0005");
    for (let i = 0; i < moduli.length; ++i) {
      expect(request.buckets[i]).toBe(<u32>0xb0edcaf6 % moduli[i], moduli[i].toString());
    }
  });

  test("salts the key where a rule says so", () => {
    const policies = '"policies": [{"range": 1, "tagValue": "v"}]}';
    decideFor(
      planOf('{"header": "h", "tagHeader": "t", "modulo": 100, "salt": "checkout", ' + policies),
      "0005",
    );
    expect(request.buckets[0]).toBe(94);
    decideFor(
      planOf('{"header": "h", "tagHeader": "t", "modulo": 100, "salt": "checkout", ' + policies),
      "-",
    );
    expect(request.buckets[0]).toBe(NO_BUCKET);
  });

  test("tags nobody without a key, however wide the range", () => {
    const policies = '"policies": [{"range": 4294967295, "tagValue": "all"}]}';
    const plan = planOf('{"header": "h", "tagHeader": "t", "modulo": 4294967295, ' + policies);
    decideFor(plan, "anybody");
    expect(tag(plan)).toBe("all");
    decideFor(plan, "");
    expect(tag(plan)).toBe("nobody");
  });

  test("asks the rules of one tag header in order, until one yields", () => {
    const first =
      '{"header": "h", "tagHeader": "t", "modulo": 100, "policies": [{"range": 10, "tagValue": "a"}]}';
    const second =
      '{"header": "h", "tagHeader": "t", "modulo": 100, "policies": [{"range": 50, "tagValue": "b"}]}';
    const plan = planOf([first, second].join());
    decideFor(plan, "0005");
    expect(tag(plan)).toBe("a");
    expect(request.reasons[1]).toBe(<u8>Reason.NotAsked);
    decideFor(plan, "0003");
    expect(tag(plan)).toBe("b");
    expect(request.reasons[0]).toBe(<u8>Reason.NoRange);
    decideFor(plan, "0001");
    expect(tag(plan)).toBe("nobody");
  });

  test("has a value for who is in no range, and for a request without a key, where a rule says so", () => {
    const both = '"defaultTagValue": "v1", "anonymousTagValue": "guest", "policies": [{"range": ';
    const plan = planOf(
      '{"header": "h", "tagHeader": "t", "modulo": 100, ' + both + '10, "tagValue": "v2"}]}',
    );
    const ids = ["0005", "0001", "-", ""];
    const tags = ["v2", "v1", "guest", "guest"];
    const reasons = [Reason.Policy, Reason.Default, Reason.Anonymous, Reason.Anonymous];
    for (let i = 0; i < ids.length; ++i) {
      decideFor(plan, ids[i]);
      expect(tag(plan)).toBe(tags[i], ids[i]);
      expect(request.reasons[0]).toBe(<u8>reasons[i], ids[i]);
    }
    const none = planOf(
      '{"header": "h", "tagHeader": "t", "modulo": 100, ' + both + '0, "tagValue": "v2"}]}',
    );
    decideFor(none, "0005");
    expect(tag(none)).toBe("v1");
  });

  test("ends the search for a tag header at a default", () => {
    const rule =
      '{"header": "h", "tagHeader": "t", "modulo": 100, "policies": [{"range": 1, "tagValue": "v2"}]';
    const plan = planOf(rule + ', "defaultTagValue": "v1"}, ' + rule + ', "anonymousTagValue": "guest"}');
    decideFor(plan, "0001");
    expect(tag(plan)).toBe("v1");
    expect(request.reasons[1]).toBe(<u8>Reason.NotAsked);
    decideFor(plan, "-");
    expect(tag(plan)).toBe("guest");
    expect(request.reasons[0]).toBe(<u8>Reason.NoBucket);
  });

  test("leaves the tag header of a rule that is not enabled to the next", () => {
    const policies = '"modulo": 1, "policies": [{"range": 1, "tagValue": "v"}]}';
    const plan = planOf(
      '{"enabled": false, "header": "a", "tagHeader": "t", ' +
        policies +
        ', {"header": "b", "tagHeader": "t", ' +
        policies,
    );
    decideFor(plan, "0005");
    expect(request.reasons[0]).toBe(<u8>Reason.Off);
    expect(request.reasons[1]).toBe(<u8>Reason.Policy);
    expect(tag(plan)).toBe("v");
  });

  test("asks the pins before the bucket", () => {
    const pins = '"pins": [{"ids": ["0001"], "tagValue": "v3"}, {"ids": ["0005"], "tagValue": null}], ';
    const plan = planOf(
      '{"header": "h", "tagHeader": "t", "modulo": 100, ' +
        pins +
        '"policies": [{"range": 10, "tagValue": "v2"}]}',
    );
    decideFor(plan, "0001");
    expect(tag(plan)).toBe("v3");
    expect(request.reasons[0]).toBe(<u8>Reason.Pin);
    decideFor(plan, "0005");
    expect(tag(plan)).toBe("nobody");
    expect(request.steps[0]).toBe(1);
    decideFor(plan, "0002");
    expect(request.reasons[0]).toBe(<u8>Reason.NoRange);
  });

  test("has no bucket for a rule that is off", () => {
    const plan = planOf(
      '{"header": "h", "tagHeader": "t", "modulo": 1, "policies": [{"range": 0, "tagValue": "v"}]}',
    );
    expect(plan.reads).toHaveLength(0);
    decideFor(plan, "-");
    expect(tag(plan)).toBe("nobody");
    expect(request.reasons[0]).toBe(<u8>Reason.Off);
  });
});
