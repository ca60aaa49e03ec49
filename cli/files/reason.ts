/** Why the system refused, in its own words without its jargon: "no such file or directory". */
export function reason(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error && "syscall" in error)) throw error;
  if (error.code === "EISDIR") return "it is a directory";
  return error.message.replace(/^[A-Z0-9_]+: /, "").replace(/, \w+(?: '.*)?$/s, "");
}
