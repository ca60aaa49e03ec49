import { AUTHORITY } from "../http/header";
import { isSameSource, SourceKind, WrittenKey, WrittenSource } from "../rule/written-key";
import { utf8 } from "../text/bytes";
import { Draft } from "./draft";
import { Address } from "./slices/address";
import { Captured } from "./slices/captured";
import { Claim } from "./slices/claim";
import { Cookie } from "./slices/cookie";
import { Host } from "./slices/host";
import { Joined } from "./slices/joined";
import { Named } from "./slices/named";
import { Path } from "./slices/path";
import { QueryParam } from "./slices/query-param";
import { Asked, Read, Sought } from "./slot";

/** Where Envoy's JWT filter leaves the claims of a token that it has verified, under the key that Istio gives it. */
const CLAIMS = "metadata\0filter_metadata\0envoy.filters.http.jwt_authn\0payload\0";
/** The client's address as Envoy trusts it. */
export const CLIENT = "source\0address";

/** The path of the property that is a claim; both have NUL between their parts. */
export function claimPath(claim: string): string {
  return CLAIMS + claim;
}

/** Makes the slots of a plan: one for each value, however many ask for it. */
export class Slots {
  private readonly sources: WrittenSource[] = [];
  /** Those of `sources`. */
  private readonly slots: Sought[] = [];
  /** Of draft.reads. */
  private readonly names: string[] = [];
  /** True while sources are made behind the first of a key. */
  private isFallback: bool = false;

  constructor(private readonly draft: Draft) {}

  /** The slots of a key's sources. */
  ofKey(key: WrittenKey): StaticArray<Sought> {
    const placeholders = key.placeholders.map<StaticArray<u8>>((placeholder) => utf8(placeholder));
    const slots = new StaticArray<Sought>(key.sources.length);
    for (let i = 0; i < key.sources.length; ++i) {
      this.isFallback = i > 0;
      slots[i] = this.somebody(key.sources[i], placeholders);
    }
    this.isFallback = false;
    return slots;
  }

  of(source: WrittenSource): Sought {
    for (let i = 0; i < this.sources.length; ++i) {
      if (isSameSource(this.sources[i], source)) return this.slots[i];
    }
    const slot = this.captured(source, this.whole(source));
    this.sources.push(source);
    this.slots.push(slot);
    return slot;
  }

  /** The slot of a request header. */
  header(name: string): Read {
    return this.read(name == "host" ? AUTHORITY : name, Asked.Header);
  }

  /** The slot of the id that is made for a request. */
  minted(): Read {
    return this.read("", Asked.MintedId);
  }

  private somebody(source: WrittenSource, placeholders: StaticArray<u8>[]): Sought {
    if (source.kind == SourceKind.All) {
      const parts: Sought[] = [];
      for (let i = 0; i < source.parts.length; ++i) parts.push(this.somebody(source.parts[i], placeholders));
      return this.captured(source, new Joined(this.draft.slots++, parts));
    }
    const slot = this.of(source);
    return placeholders.length == 0 ? slot : new Named(this.draft.slots++, slot, placeholders);
  }

  private captured(source: WrittenSource, whole: Sought): Sought {
    const capture = source.capture;
    return capture === null ? whole : new Captured(this.draft.slots++, whole, capture);
  }

  private whole(source: WrittenSource): Sought {
    const name = source.name;
    switch (source.kind) {
      case SourceKind.Cookie:
        return new Cookie(this.draft.slots++, this.header("cookie"), utf8(name));
      case SourceKind.QueryParam:
        return new QueryParam(this.draft.slots++, this.header(":path"), utf8(name));
      case SourceKind.Claim:
        return new Claim(this.draft.slots++, this.read(claimPath(name), Asked.Property));
      case SourceKind.Property:
        return this.read(name, Asked.Property);
      case SourceKind.Minted:
        return this.minted();
      case SourceKind.Address:
        return new Address(this.draft.slots++, this.read(CLIENT, Asked.Property));
      case SourceKind.Host:
        return new Host(this.draft.slots++, this.header(AUTHORITY));
      case SourceKind.Path:
        return new Path(this.draft.slots++, this.header(":path"));
      default:
        return this.header(name);
    }
  }

  private read(name: string, asked: Asked): Read {
    for (let i = 0; i < this.names.length; ++i) {
      const read = this.draft.reads[i];
      if (this.names[i] != name || read.asked != asked) continue;
      if (!this.isFallback) read.isFallback = false;
      return read;
    }
    const read = new Read(this.draft.slots++, utf8(name), asked);
    read.isFallback = this.isFallback;
    this.names.push(name);
    this.draft.reads.push(read);
    return read;
  }
}
