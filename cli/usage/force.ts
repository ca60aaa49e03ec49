import type { Flags } from "./flags.js";

/** Of a command that writes a file. */
export const FORCE = {
  force: { type: "boolean", help: "replace the file if it is there already" },
} as const satisfies Flags;
