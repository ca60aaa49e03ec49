import { Request } from "../core/plan/request";
import { Read } from "../core/plan/slot";

/** Makes ids for requests that have none. */
export abstract class Minter {
  /** Puts a new id into the slot of `read`; there is none after a fault, which is counted. Allocates nothing. */
  abstract mint(read: Read, request: Request): void;
}
