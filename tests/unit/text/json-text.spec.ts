import { JsonText } from "../../../assembly/core/text/json-text";
import { bytes, textOf } from "../given";

const json = new JsonText(64);

function written(): string {
  return textOf(json.bytes.data, 0, json.bytes.length);
}

function octets(text: StaticArray<u8>): string {
  json.bytes.clear();
  json.octets(text, 0, text.length);
  return written();
}

function bytesLike(octets: u8[]): StaticArray<u8> {
  return StaticArray.fromArray<u8>(octets);
}

describe("a JSON text", () => {
  test("has brackets, numbers and escaped texts", () => {
    json.bytes.clear();
    json.raw("[");
    json.number(0);
    json.raw(",");
    json.number(u32.MAX_VALUE);
    json.raw(",");
    json.text('a"\\\u0001\u007fé😀');
    json.raw("]");
    expect(written()).toBe('[0,4294967295,"a\\u0022\\u005c\\u0001\\u007f\\u00e9\\ud83d\\ude00"]');
    json.bytes.clear();
    json.hex(0xc3);
    expect(written()).toBe("c3");
  });

  test("keeps bytes that are UTF-8, and shows U+FFFD for each that is not", () => {
    expect(octets(bytes("é€😀"))).toBe('"é€😀"');
    expect(octets(bytes('"\\\n'))).toBe('"\\u0022\\u005c\\u000a"');
    expect(octets(bytesLike([0xff, 0x61, 0xc3]))).toBe('"\\ufffda\\ufffd"');
    expect(octets(bytesLike([0xe2, 0x82, 0x61]))).toBe('"\\ufffd\\ufffda"');
    expect(octets(bytesLike([0xed, 0xa0, 0x80]))).toBe('"\\ufffd\\ufffd\\ufffd"');
    expect(octets(bytesLike([0xc0, 0xaf]))).toBe('"\\ufffd\\ufffd"');
    expect(octets(bytesLike([]))).toBe('""');
  });

  test("says when it had no room", () => {
    json.bytes.clear();
    for (let i = 0; i < 64; ++i) json.raw("a");
    expect(json.bytes.isOver).toBe(false);
    json.raw("a");
    expect(json.bytes.isOver).toBe(true);
    expect(json.bytes.length).toBe(64);
  });
});
