import { CAS_MISMATCH, OK } from "./status.ts";

interface Value {
  bytes: Buffer;
  cas: number;
}

/** Values that the VMs of one proxy share, as Envoy keeps them: each with a number that changes when it is set. */
export class SharedData {
  readonly values = new Map<string, Value>();
  private nextCas = 1;

  get(key: string): Value | undefined {
    return this.values.get(key);
  }

  set(key: string, bytes: Buffer, cas: number): number {
    const known = this.values.get(key);
    if (known !== undefined && cas !== 0 && cas !== known.cas) return CAS_MISMATCH;
    this.values.set(key, { bytes, cas: this.nextCas++ });
    return OK;
  }

  /** The values whose keys begin like this. */
  under(prefix: string): Value[] {
    return [...this.values].flatMap(([key, value]) => (key.startsWith(prefix) ? [value] : []));
  }
}
