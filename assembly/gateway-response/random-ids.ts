import { Request } from "../core/plan/request";
import { Read } from "../core/plan/slot";
import { writeHex } from "../core/text/hex";
import { requestFaults } from "../host/counter";
import { fillRandom } from "../host/random";
import { Minter } from "../gateway/minter";

const BYTES = 16;

/** Ids of 128 random bits, in hexadecimal: nobody guesses another's, and no two are the same. */
export class RandomIds extends Minter {
  private readonly bytes: StaticArray<u8> = new StaticArray<u8>(BYTES);

  mint(read: Read, request: Request): void {
    const hasRoom = request.free + 2 * BYTES <= request.bytes.length;
    if (!hasRoom || !fillRandom(this.bytes)) {
      requestFaults.add();
      request.miss(read.index);
      return;
    }
    writeHex(this.bytes, BYTES, request.bytes, request.free);
    request.take(read.index, 2 * BYTES);
  }
}
