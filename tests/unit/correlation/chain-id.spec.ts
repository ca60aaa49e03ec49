import { Bytes } from "../../../assembly/core/text/bytes";
import { ChainId, readChainId } from "../../../assembly/core/correlation/chain-id";
import { bytes, textOf } from "../given";

/** The id in a header's value, "none" where there is none. */
function idOf(kind: ChainId, value: string): string {
  const given = bytes("<" + value + ">");
  const to = new Bytes(1 << 17);
  to.push(0x23);
  const isThere = readChainId(kind, given, 1, given.length - 1, to);
  expect(isThere).toBe(to.length > 1);
  return isThere ? textOf(to.data, 1, to.length) : "none";
}

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const REST = "-b7ad6b7169203331-01";

describe("readChainId", () => {
  test("takes a request id of 16 to 128 bytes whole", () => {
    expect(idOf(ChainId.RequestId, "0123456789abcdef")).toBe("0123456789abcdef");
    expect(idOf(ChainId.RequestId, "x".repeat(128))).toBe("x".repeat(128));
    expect(idOf(ChainId.RequestId, "x".repeat(129))).toBe("none");
    expect(idOf(ChainId.RequestId, "0123456789abcde")).toBe("none");
    expect(idOf(ChainId.RequestId, "")).toBe("none");
  });

  test("passes over the digit of a UUID in which Envoy notes what it traces", () => {
    const uuid = "12345678-1234-4234-8234-123456789012";
    expect(idOf(ChainId.RequestId, uuid)).toBe(uuid);
    expect(idOf(ChainId.RequestId, "12345678-1234-9234-8234-123456789012")).toBe(uuid);
    expect(idOf(ChainId.RequestId, "12345678-1234-a234-8234-123456789012")).toBe(uuid);
    const others = [
      "12345678x1234-9234-8234-123456789012",
      "12345678-1234x9234-8234-123456789012",
      "12345678-1234-9234x8234-123456789012",
      "12345678-1234-9234-8234x123456789012",
      "12345678-1234-9234-8234-1234567890123",
    ];
    for (let i = 0; i < others.length; ++i) expect(idOf(ChainId.RequestId, others[i])).toBe(others[i]);
  });

  test("takes the trace-id of a traceparent, which every hop keeps", () => {
    expect(idOf(ChainId.TraceId, "00-" + TRACE + REST)).toBe(TRACE);
    expect(idOf(ChainId.TraceId, "00-" + TRACE + "-ffffffffffffffff-00")).toBe(TRACE);
    expect(idOf(ChainId.TraceId, "cc-" + TRACE + REST + "-more")).toBe(TRACE);
  });

  test("takes none from what is no traceparent", () => {
    const wrong = [
      "",
      "00-" + TRACE + "-b7ad6b7169203331-0",
      "ff-" + TRACE + REST,
      "00-" + "0".repeat(32) + REST,
      "00-" + TRACE.toUpperCase() + REST,
      "00-" + TRACE.replace("a", "g") + REST,
      "00-" + TRACE.replace("a", "/") + REST,
      "00x" + TRACE + REST,
      "00-" + TRACE + "xb7ad6b7169203331-01",
      "00-" + TRACE + "-b7ad6b7169203331x01",
    ];
    for (let i = 0; i < wrong.length; ++i) expect(idOf(ChainId.TraceId, wrong[i])).toBe("none", wrong[i]);
    expect(idOf(ChainId.TraceId, "f0-" + TRACE + REST)).toBe(TRACE);
  });
});
