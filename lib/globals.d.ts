// What this folder uses of what Node and every browser have beyond the language.

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(encoding: "utf-8", options: { fatal: boolean });
  decode(bytes: Uint8Array<ArrayBuffer>): string;
}

declare class URL {
  static canParse(url: string): boolean;
  constructor(url: string);
  readonly pathname: string;
}
