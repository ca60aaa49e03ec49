import { type Diagnostic, said } from "./diagnostic.js";

const COMMANDS = { error: "error", warning: "warning", advice: "notice" } as const;

/** Workflow commands of GitHub Actions, which shows each at its line of a pull request. */
export function asGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map((diagnostic) => {
      const { file, line, column, severity, id } = diagnostic;
      const place = Object.entries({ file, line, col: column, title: id });
      const properties = place.map(([name, value]) => `${name}=${property(String(value))}`).join(",");
      return `::${COMMANDS[severity]} ${properties}::${data(said(diagnostic))}\n`;
    })
    .join("");
}

function data(text: string): string {
  return text.replace(/[%\r\n]/g, encodeURIComponent);
}

function property(text: string): string {
  return text.replace(/[%\r\n:,]/g, encodeURIComponent);
}
