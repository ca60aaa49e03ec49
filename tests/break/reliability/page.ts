// RELIABILITY.md: what must come of each fault, which the code says, with how often it was seen, which is measured.
import { share, type Fault, type Measured, type Share } from "./fault.ts";

const COLUMNS = [
  "fault",
  "requests lost",
  "to the stable version",
  "mis-tagged",
  "forged tags that pass",
  "with the guard",
  "recovery",
  "what the operator sees",
];

const HEAD = `# Reliability

What becomes of requests while something fails, on the real Envoy and, where it says so, under the real istiod and
pilot-agent. \`make reliability\` plays each fault under load and writes this page; it ends with an error where one comes
to another outcome than its code says (\`tests/break/reliability/\`). Half of all users have a tag, and three of five
requests carry a forged one.

- **To the stable version**: users with a tag whose requests went without it.
- **Mis-tagged**: requests with a tag that is not their user's.
- **The guard**: Envoy itself removes tag headers before any filter, by \`early_header_mutation_extensions\`.
- **Recovery**: seconds from the mend until all requests are right again.
`;

const OUTCOMES = ["lost", "untagged", "mistagged", "forged", "guarded"] as const;

interface Count {
  count: number;
  of: number;
}

/** How many of how many, by outcome. */
function counts({ before, tally, guarded }: Measured): Record<(typeof OUTCOMES)[number], Count> {
  const isAllLost = tally.lost === tally.sent;
  const all =
    isAllLost || before === undefined
      ? tally
      : { sent: tally.sent + before.sent, lost: tally.lost + before.lost };
  return {
    lost: { count: all.lost, of: all.sent },
    untagged: { count: tally.untagged, of: tally.taggable },
    mistagged: { count: tally.mistagged, of: tally.sent },
    forged: { count: tally.forged, of: tally.forgeries },
    guarded: { count: guarded?.forged ?? 0, of: guarded?.forgeries ?? 0 },
  };
}

/** Where a fault came to another outcome than it must. */
export function surprises(fault: Fault, measured: Measured): string[] {
  const seen = counts(measured);
  const wrong = OUTCOMES.filter(
    (name) => share(seen[name].count, seen[name].of) !== (fault[name] ?? "none"),
  ).map(
    (name) =>
      `${fault.fault}: ${name} is ${seen[name].count} of ${seen[name].of}, not ${fault[name] ?? "none"}`,
  );
  return fault.sign.test(measured.seen)
    ? wrong
    : [...wrong, `${fault.fault}: nothing like ${fault.sign} to be seen`];
}

/** The page, with a line on where it was measured. */
export function page(rows: [Fault, Measured][], where: string): string {
  const lines = rows.map(([fault, measured]) => {
    const seen = counts(measured);
    const outcomes = OUTCOMES.map((name) => {
      const expected = fault[name];
      return expected === undefined ? NOT_PLAYED : figure(expected, seen[name]);
    });
    const recovery = `${fault.recovery}: ${measured.seconds.toFixed(1)} s`;
    return [fault.fault, ...outcomes, recovery, fault.operator];
  });
  const table = [COLUMNS, COLUMNS.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
  return `${HEAD}\n${table.join("\n")}\n\n${where}\n`;
}

const NOT_PLAYED = "–";
const figure = (expected: Share, { count, of }: Count) =>
  expected === "some" ? `some: ${number(count)} of ${number(of)}` : `${expected} of ${number(of)}`;
const number = (value: number) => value.toLocaleString("en");

/** What the page has in place of these rows' words; nothing where it has what `page` writes, whatever the figures. */
export function differences(text: string, faults: Fault[]): string[] {
  const [head, ...rows] = text.match(/^\|.*\|$/gm) ?? [];
  const cellsOf = (row: string) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const expected = faults.map((fault) => [
    fault.fault,
    ...OUTCOMES.map((name) => fault[name] ?? NOT_PLAYED),
    fault.recovery,
    fault.operator,
  ]);
  const seen = rows
    .slice(1)
    .map((row) => cellsOf(row).map((cell) => cell.replace(/(:| of) [\d,.]+( of [\d,]+| s)?$/, "")));
  const wrong = JSON.stringify(cellsOf(head ?? "")) === JSON.stringify(COLUMNS) ? [] : ["the columns"];
  for (let i = 0; i < Math.max(expected.length, seen.length); i++) {
    if (JSON.stringify(expected[i]) === JSON.stringify(seen[i])) continue;
    wrong.push(`${seen[i]?.join(" | ") ?? "no row"}, not ${expected[i]?.join(" | ") ?? "any"}`);
  }
  return wrong;
}
