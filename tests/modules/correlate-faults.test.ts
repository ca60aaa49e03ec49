import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BAD_ARGUMENT, CAS_MISMATCH, Host } from "../emulated/host.ts";
import { lines, MODULE, Sidecar, valueOf } from "../emulated/sidecar.ts";
import { BY_ID, id, tag } from "../emulated/correlated.ts";

const CRITICAL = 5;

describe("when the host fails", () => {
  test("a slot that others write all the time: the tags are lost, and counted", () => {
    const sidecar = new Sidecar(BY_ID);
    sidecar.hosts[0].fail.set("proxy_set_shared_data", CAS_MISMATCH);
    sidecar.hosts[0].crossings.clear();
    sidecar.inbound(id(1), ["appver-a", "v2"]);
    assert.equal(sidecar.hosts[0].crossings.get("proxy_set_shared_data"), 4);
    assert.equal(sidecar.count("correlate_lost"), 1);
    assert.equal(sidecar.count("request_faults"), 0);
  });

  test("a slot that another thread writes in between loses nothing", () => {
    const config = { ...BY_ID, maxEntries: 8 };
    const sidecar = new Sidecar(config);
    const other = new Host(MODULE, sidecar.shared);
    const plugin = other.configure(JSON.stringify({ ...config, direction: "inbound" }));
    const get = sidecar.shared.get.bind(sidecar.shared);
    sidecar.shared.get = (key) => {
      const seen = get(key);
      sidecar.shared.get = get;
      other.request(plugin, lines(id(2), ["appver-a", "v3"]));
      return seen;
    };
    sidecar.inbound(id(1), ["appver-a", "v2"]);
    assert.equal(
      sidecar.hosts[0].crossings.get("proxy_set_shared_data"),
      4,
      "the configuration, the secret, one try, and another",
    );
    assert.equal(tag(sidecar.outbound(id(1))), "v2");
    assert.equal(tag(sidecar.outbound(id(2))), "v3");
  });

  test("bytes of somebody else's under our keys are taken for nothing", () => {
    const sidecar = new Sidecar({ ...BY_ID, maxEntries: 8 });
    sidecar.inbound(id(1), ["appver-a", "v2"]);
    const slot = [...sidecar.shared.values.keys()].find((key) => key.includes("/slot/"))!;
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(3), Buffer.alloc(5000, 0xff), Buffer.alloc(5000, 1)]) {
      sidecar.shared.set(slot, bytes, 0);
      assert.equal(tag(sidecar.outbound(id(1))), undefined);
      sidecar.inbound(id(1), ["appver-a", "v2"]);
      assert.equal(tag(sidecar.outbound(id(1))), "v2");
    }
  });

  test("no random bytes, or no shared data: said at critical, and baggage goes on", () => {
    for (const call of ["random_get", "proxy_set_shared_data", "proxy_get_shared_data"]) {
      const host = new Host(MODULE);
      host.fail.set(call, BAD_ARGUMENT);
      const plugin = host.configure(JSON.stringify({ ...BY_ID, direction: "inbound" }));
      assert.match(
        host.logs[0]!.text,
        /the host shares no data, or no random bytes: nothing is remembered under ids$/,
      );
      assert.equal(host.logs[0]!.level, CRITICAL);
      assert.equal(valueOf(host.request(plugin, lines(id(1), ["appver-a", "v2"])), "baggage"), "appver-a=v2");
    }
  });

  test("every host call of a request, one at a time: counted, and the request goes on", () => {
    const calls = [
      "proxy_get_header_map_pairs",
      "proxy_replace_header_map_value",
      "proxy_remove_header_map_value",
      "proxy_get_shared_data",
      "proxy_set_shared_data",
      "proxy_get_current_time_nanoseconds",
    ];
    for (const call of calls) {
      const sidecar = new Sidecar(BY_ID);
      for (const host of sidecar.hosts) host.fail.set(call, BAD_ARGUMENT);
      sidecar.inbound(id(1), ["appver-a", "v2"]);
      sidecar.inbound(id(2), ["baggage", "appver-a=v1"]);
      sidecar.outbound(id(1));
      assert.ok(sidecar.count("request_faults") > 0, call);
    }
  });
});
