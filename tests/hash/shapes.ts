import { Random } from "./random.ts";

const FAMILY =
  "李 王 張 陳 Иванов Кузнецов García Núñez Müller Groß Łukasiewicz Þórðarson Παπαδόπουλος 佐藤 鈴木 الحسن".split(
    " ",
  );
const GIVEN = "小龍 伟 Дмитрий Ольга José Zoë Jürgen Żaneta Ægir Ελένη さくら 蓮 مريم นภา Søren Çağla".split(
  " ",
);
const MAIL = ["example.com", "mail.example.org", "shop.example", "uni.example.edu"];

/** The digits of a number, each taken as often as `weights` say in turn, added up. */
function weighed(digits: string, weights: number[]): number {
  return [...digits].reduce((sum, digit, i) => sum + Number(digit) * weights[i % weights.length]!, 0);
}

/** With the check digit that makes such a sum end in 0. */
function checked(digits: string, weights: number[]): string {
  return `${digits}${(10 - (weighed(digits, weights) % 10)) % 10}`;
}

/** Turkey's number for persons: two check digits, the second of all before it. */
function tckn(nine: string): string {
  const tenth = (((weighed(nine, [7, -1]) % 10) + 10) % 10).toString();
  return `${nine}${tenth}${weighed(nine + tenth, [1]) % 10}`;
}

/** Ids of several schemes whose check digit fixes the parity of all digits' sum. */
export function checkDigitIds(count: number): Record<string, string[]> {
  const from = (make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i));
  return {
    "EAN-13": from((i) => checked(String(400_638_100_000 + i * 11), [1, 3])),
    "UPC-A": from((i) => checked(String(36_000_200_000 + i * 7), [3, 1])),
    PESEL: from((i) => checked(String(4_405_140_000 + i * 3).padStart(10, "0"), [1, 3, 7, 9])),
    TCKN: from((i) => tckn(String(100_000_000 + i * 13))),
  };
}

/** Ids as gateways see them, each from its number and from what is random. No two of a shape are the same. */
const SHAPES: Record<string, (i: number, random: Random) => string> = {
  sequential: (i) => String(i + 1),
  uuid: (_, random) => {
    const hex = Array.from({ length: 4 }, () => random.u32().toString(16).padStart(8, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  },
  email: (i) => `user.${(i * 7) % 1_000_003}@${MAIL[i % MAIL.length]}`,
  "EAN-13": (i) => checked(String(400_638_100_000 + i * 11), [1, 3]),
  IPv4: (i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
  hex: (i, random) => `66f1${random.u32().toString(16).padStart(8, "0")}${i.toString(16).padStart(12, "0")}`,
  "zero-padded": (i) => String(i).padStart(10, "0"),
  base64: (_, random) =>
    Buffer.from(Uint32Array.of(random.u32(), random.u32(), random.u32()).buffer).toString("base64"),
  "non-ASCII": (i) => `${FAMILY[i % 16]} ${GIVEN[(i >> 4) % 16]} ${i >> 8}`,
  long: (i) => `urn:example:tenant:${"0123456789abcdef".repeat(16)}:user:${i}`,
};

export type Shape = string;
export const SHAPE_NAMES: Shape[] = Object.keys(SHAPES);

/** The first `count` ids of a shape, in every run the same. */
export function ids(shape: Shape, count: number): string[] {
  const random = new Random(1);
  return Array.from({ length: count }, (_, i) => SHAPES[shape]!(i, random));
}
