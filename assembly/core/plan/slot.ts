import { Values } from "./values";

/** A place for one value of a request, at `index` in the Values. */
export class Slot {
  constructor(readonly index: i32) {}
}

/** A slot whose value can be looked for. */
export abstract class Sought extends Slot {
  /** Looks for the value as far as the others are known; returns the read that it still needs, or null when it is known. */
  @inline
  seek(values: Values): Read | null {
    return values.isKnown(this.index) ? null : this.seekUnknown(values);
  }

  /** The same for a value that is not known yet. */
  protected abstract seekUnknown(values: Values): Read | null;
}

/** What a read asks the host for. */
export enum Asked {
  /** A request header, by its name. */
  Header,
  /** A property by its path, whose parts have a NUL between them. */
  Property,
  /** An id that is made for the request; it has no name. */
  MintedId,
}

/** A value that the host is asked for. */
export class Read extends Sought {
  /** True when only keys want it of which the request has no source before it. */
  isFallback: bool = false;

  constructor(
    index: i32,
    readonly name: StaticArray<u8>,
    readonly asked: Asked = Asked.Header,
  ) {
    super(index);
  }

  protected seekUnknown(_values: Values): Read | null {
    return this;
  }
}
