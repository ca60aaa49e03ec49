const ODD: readonly (string | null)[] = [
  ...[
    null,
    "",
    " ",
    "0",
    "0005",
    "é",
    "e\u0301",
    "😀",
    "\u{10ffff}",
    "user\u001f1",
    "\t",
    "\n",
    "\r\n",
    "\u0001",
    "\ufeff",
  ],
  ...[
    "'",
    '"',
    "\\",
    "\\'",
    "''",
    "$$",
    "${x}",
    "--",
    "; DROP TABLE ids; --",
    "%",
    "_",
    "NULL",
    "\\N",
    "0x41",
    "`",
    "{{x}}",
  ],
  ...["anonymous", "null", "staff-1", "x@qa.example", "x@QA.example", "K", "\u212a", "pin'1", "pin\\2"],
  ...[
    "a".repeat(300),
    "é".repeat(150),
    "☃".repeat(100),
    ...Array.from({ length: 70 }, (_, i) => "x".repeat(i + 1)),
  ],
];

/** So many ids: of every kind that a warehouse may have, a quarter of them beyond ASCII. The same ones each time. */
export function* idsOf(count: number): Generator<string | null> {
  for (let i = 0; i < count; ++i) yield ODD[i] ?? (i < ODD.length ? null : idAt(i));
}

function idAt(i: number): string {
  const mixed = Math.imul(i, 0x9e3779b1) >>> 0;
  const digits = mixed.toString(16).padStart(8, "0");
  switch (i % 8) {
    case 0:
      return `usér-${i}`;
    case 1:
      return `${digits}-${digits.slice(0, 4)}-4${digits.slice(1, 4)}-a${digits.slice(2, 5)}-${digits}${digits.slice(4)}`;
    case 2:
      return `user${i}@example.com`;
    case 3:
      return `用户${mixed}`;
    case 4:
      return String(i).padStart(1 + (i % 13), "0");
    case 5:
      return `staff-${i}`;
    case 6:
      return i % 1000 === 6 ? `it's ${digits}${"long ".repeat(57)}` : `it's "${digits}\\`;
    default:
      return `user-${i}`;
  }
}
