// A slice of `make differential`.
import { it } from "node:test";
import { differential } from "./differential.ts";
import { BUILT, compileHost } from "./player.ts";

const REQUESTS = 10_000;

it(`${REQUESTS} requests get from the native module what they get from the wasm module`, () => {
  differential(Date.now() % 0xffff_ffff, REQUESTS, compileHost("play"), BUILT);
});
