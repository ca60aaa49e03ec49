import { test } from "node:test";
import { cli } from "../command-line.ts";
import { carried, example, IMAGE, PROPAGATION, refused, scratch } from "./command.ts";

const M = ["manifest", example, "--url", IMAGE];
const mistakes: [string[], string | RegExp][] = [
  [[], "no command; hash-tagging --help lists them"],
  [["mainfest"], 'unknown command "mainfest"; did you mean manifest?'],
  [["x\u001b[31m\n"], 'unknown command "x\\u001b[31m\\n"; hash-tagging --help lists them'],
  [["completion"], "name one shell: bash, zsh, fish"],
  [["completion", "bash", "zsh"], "name one shell: bash, zsh, fish"],
  [["completion", "bsh"], 'completion: "bsh" is none of bash, zsh, fish; did you mean bash?'],
  [["help", "chekc"], 'unknown command "chekc"; did you mean check?'],
  [["help", "check", "manifest"], "manifest: a second command; give one"],
  [["--hepl"], "unknown option --hepl; did you mean --help?"],
  [["manifest"], "RULES.yaml is missing: name a file, or - for standard input"],
  [["manifest", example], /^--url is missing: /],
  [[...M, "other.yaml"], "other.yaml: a second rules file; give one"],
  [[...M, "--urll", "x"], "unknown option --urll; did you mean --url?"],
  [[...M, "-x"], /^unknown option -x/],
  [[...M, "--zzzzzzzzzz"], "unknown option --zzzzzzzzzz; --help lists them"],
  [[...M, "--url", IMAGE], "--url is given twice; keep one"],
  [[...M, "--name"], "--name needs a value"],
  [[...M, "--name="], "--name needs a value"],
  [[...M, "--name", "--phase"], "--name needs a value; for --phase, write --name=--phase"],
  [[...M, "--priority", "-5"], "--priority needs a value; for -5, write --priority=-5"],
  [[...M, "--help=yes"], "--help takes no value"],
  [
    [...M, "--format", "envoi"],
    '--format: "envoi" is none of wasmplugin, trafficextension, envoy-gateway, envoy; did you mean envoy?',
  ],
  [[...M, "--phase", "authn"], '--phase: "authn" is none of AUTHZ, AUTHN, STATS; did you mean AUTHN?'],
  [[...M, "--phase", "UNSPECIFIED_PHASE"], '--phase: "UNSPECIFIED_PHASE" is none of AUTHZ, AUTHN, STATS'],
  [[...M, "--priority", "1.5"], '--priority: "1.5" is no whole number from -2147483648 to 2147483647'],
  [[...M, "--priority", "2147483648"], /^--priority: "2147483648" is no whole number/],
  [
    [...M, "--image-pull-policy", "ifnotpresent"],
    /"ifnotpresent" is none of IfNotPresent, Always; did you mean IfNotPresent\?$/,
  ],
  [
    [...M, "--fail-strategy", "FAIL_CLOSED"],
    /"FAIL_CLOSED" is none of FAIL_OPEN, FAIL_CLOSE, FAIL_RELOAD; did you mean FAIL_CLOSE\?$/,
  ],
  [[...M, "--name", "Hash_Tagging"], /^--name: "Hash_Tagging" is no name; /],
  [[...M, "--name", "a".repeat(254)], /^--name: /],
  [[...M, "--namespace", "istio.system"], /^--namespace: "istio\.system" is no namespace; /],
  [[...M, "--image-pull-secret", "-".repeat(3)], /^--image-pull-secret needs a value; /],
  [[...M, "--image-pull-secret", "a/b"], /^--image-pull-secret: "a\/b" is no name; /],
  [[...M, "--selector", "istio"], '--selector: "istio" is not a label; write key=value'],
  [[...M, "--selector", "a=b,"], '--selector: "" is not a label; write key=value'],
  [[...M, "--selector", "a=b=c"], /is not a label; write key=value$/],
  [[...M, "--selector", "=b"], /"" cannot be a label's key$/],
  [[...M, "--selector", "a/b/c=d"], /"a\/b\/c" cannot be a label's key$/],
  [[...M, "--selector", "__proto__=d"], /"__proto__" cannot be a label's key$/],
  [[...M, "--selector", "a=b c"], /"b c" cannot be a label's value$/],
  [[...M, "--selector", "a=b", "--selector", "a=c"], '--selector: "a=c" is not a label; a is given twice'],
  [[...M, "--sha256", "abc"], '--sha256: "abc" is neither 64 hexadecimal digits nor auto'],
  [[...M, "--sha256", `sha256:${"a".repeat(64)}`], /is neither 64 hexadecimal digits nor auto$/],
  [[...M, "--cluster", "c"], "--cluster: Istio fetches the module itself, through no cluster; leave it out"],
  [[...M, "--native"], "--native: only --format envoy and envoy-gateway write it; leave it out"],
  [
    [...M, "--format", "envoy", "--native", "--fail-strategy", "FAIL_OPEN"],
    "--fail-strategy: an Envoy has none for a native module; leave it out",
  ],
  [
    [...M, "--format", "envoy", "--native", "--sha256", "auto"],
    /^--sha256: auto is the digest of the wasm module/,
  ],
  ...(
    [
      [
        ["--fail-strategy", "FAIL_OPEN"],
        /^--fail-strategy: Envoy Gateway has none for a native module; leave/,
      ],
      [
        ["--image-pull-policy", "Always"],
        /^--image-pull-policy: a native module is in no image; leave it out/,
      ],
      [[], /^--url: Envoy Gateway takes a native module from no image; write file:\/\/ or https:\/\/$/],
    ] as const
  ).map(
    ([args, complaint]) =>
      [[...M, "--format", "envoy-gateway", "--target-ref", "Gateway/eg", "--native", ...args], complaint] as [
        string[],
        RegExp,
      ],
  ),
  [
    [
      ...["manifest", example, "--format", "envoy-gateway", "--target-ref", "Gateway/eg", "--native"],
      ...["--url", "https://modules.example.com/libhash_tagging.so"],
    ],
    "--sha256 is missing: Envoy runs a module from the web only with its digest",
  ],
  [[...M, "--format", "envoy"], /^--url: an Envoy without Istio pulls no images; /],
  [["manifest", "missing.yaml", "--url", IMAGE], "missing.yaml: no such file or directory"],
  [["manifest", `${example}/x`, "--url", IMAGE], /rules\.yaml\/x: not a directory$/],
  [["manifest", scratch, "--url", IMAGE], `${scratch}: it is a directory`],
  [["manifest", "a\nb", "--url", IMAGE], "a\\u000ab: no such file or directory"],
  [
    ["manifest", "\u00a0a\u3000b c\u200b\ufeff\u202e\u2028\u{e0001}\u00e9", "--url", IMAGE],
    "\\u00a0a\\u3000b c\\u200b\\ufeff\\u202e\\u2028\\udb40\\udc01\u00e9: no such file or directory",
  ],
  [[...M, "-o", scratch], `${scratch}: it is a directory`],
  [[...M, "-o", `${scratch}/no/such`], `${scratch}/no/such: no such file or directory`],
  [[...M, "-o", example], /rules\.yaml: holds the rules; write to another file$/],
  [[...M, "--propagation", carried], /rules\.yaml: a rules file; give it without --propagation$/],
  [["manifest", "--propagation", carried], /^--url is missing: .* oci:\/\/REGISTRY\/header-propagation:TAG$/],
  [["manifest", "--propagation", "x.yaml", "--url", PROPAGATION], "x.yaml: no such file or directory"],
  [
    ["manifest", "--propagation", carried, "--url", PROPAGATION, "-o", carried],
    `${carried}: holds the propagation; write to another file`,
  ],
  [
    ["manifest", "--propagation", carried, "--url", PROPAGATION, "--name", "a".repeat(245)],
    /^--name: "a+-inbound" is no name; /,
  ],
];
for (const [args, line] of mistakes) {
  const shown = args.map((arg) => (arg === example ? "RULES" : arg.slice(0, 30))).join(" ");
  test(`refuses: ${JSON.stringify(shown)}`, () => refused(cli(args), line));
}
