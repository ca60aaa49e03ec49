// What who installs the package gets: every verb, and a library with types for Node and for browsers.
import assert from "node:assert/strict";
import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { command, files, folder, root } from "./installed.ts";

const example = readFileSync(join(root, "examples/mixed-canary/rules.yaml"), "utf8");
const RULES = {
  rules: [
    { header: "x-user-id", modulo: 100, tagHeader: "appver-a", policies: [{ range: 10, tagValue: "v2" }] },
  ],
};
/** For the page and for Node alike: what they say must be the same. */
const PROGRAM = `
import { bucket, explain, requestOf, Rules } from "hash-tagging";
const rules: Rules = Rules.parse(${JSON.stringify(JSON.stringify(RULES))});
const request = requestOf({ headers: [["x-user-id", "0005"]] }, rules);
const tags: Record<string, string> = rules.tags(request);
const why: string = rules.explain(request).tagHeaders[0]!.rules[0]!.reason;
const sentence: string = explain(rules, request).tagHeaders[0]!.rules[0]!.why;
const said: string = JSON.stringify([tags, bucket("0005", 100), why, sentence]);
`;
const SAID = ["v2", 6];

test("the package has the modules, the core, the command and the library, and nothing of the checkout", () => {
  for (const file of ["hash-tagging", "hash-tagging-response", "header-propagation", "core"]) {
    assert.ok(files.includes(`build/${file}.wasm`), file);
  }
  assert.deepEqual(
    files.filter(
      (path) =>
        !/^(build\/(lib|cli|page)\/.*|build\/[a-z-]+\.(wasm|js|d\.ts)|schema\/[a-z]+\.json|[A-Z]+(\.md)?|package\.json)$/.test(
          path,
        ),
    ),
    [],
  );
});

test("each verb runs from an empty folder, without a compiler", () => {
  const verbs = [...command(["--help"]).matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!);
  assert.ok(verbs.length > 3);
  for (const verb of verbs) assert.match(command([verb, "--help"]), /^Usage: hash-tagging /, verb);
  const url = "oci://registry.example/hash-tagging:1.0.0";
  assert.match(command(["manifest", "-", "--url", url], example), /^kind: WasmPlugin$/m);
  assert.match(command(["check", "-"], example), /coarse-modulo/);
  assert.match(command(["completion", "bash"]), /^complete /m);
  assert.match(command(["explain", "-", "0005"], example), /^appver-a: v2$/m);
  assert.match(command(["simulate", "-", "--users", "10"], example), /^10 users: uuid, seed 1$/m);
  assert.match(command(["sql", "-", "--dialect", "duckdb"], example), /^SELECT/im);
  assert.match(command(["help", "schema"]), /^Usage: hash-tagging schema /);
  assert.equal(JSON.parse(command(["schema"])).$schema, "https://json-schema.org/draft/2020-12/schema");
  writeFileSync(join(folder, "rules.yaml"), example);
  writeFileSync(join(folder, "release.yaml"), readFileSync(join(root, "examples/mixed-canary/release.yaml")));
  assert.match(command(["diff", "rules.yaml", "rules.yaml"]), /nobody moves/i);
  assert.match(command(["release", "release.yaml"]), /^2-canary-a-b /m);
  writeFileSync(join(folder, "tests.yaml"), "tests: [{ id: '0005', tags: { appver-a: v2 } }]\n");
  assert.match(command(["test", "rules.yaml", "tests.yaml", "--output", "json"]), /"passed": true/);
  const page = readFileSync(join(root, "docs/status/edge-1.txt"), "utf8");
  assert.match(command(["status", "--metrics", "-"], page), / shop +d8077301 /);
});

test("the page is in the package, with all that it loads", async () => {
  const bin = join(folder, "node_modules/.bin/hash-tagging");
  const page = spawn(bin, ["page", "rules.yaml"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = (await once(page.stdout, "data")) as [Buffer];
    const url = line.toString().trim();
    const html = await (await fetch(url)).text();
    const loaded = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, path]) => path!);
    assert.ok(loaded.length > 1, html);
    for (const path of loaded) assert.equal((await fetch(new URL(path, url))).status, 200, path);
  } finally {
    page.kill();
  }
});

test("without Apache ECharts, simulate says what to install for a plot, and writes none", () => {
  for (const plot of ["--svg", "--html"]) {
    assert.throws(
      () => command(["simulate", "-", "--users", "10", plot, "shares"], example),
      (error: { status?: unknown; stderr?: unknown }) => {
        const sentence = "Apache ECharts draws the plots and is not installed: npm install echarts\n";
        assert.deepEqual([error.status, error.stderr], [2, sentence]);
        return true;
      },
    );
    assert.ok(!existsSync(join(folder, "shares")));
  }
});

test("the library has types, for nodenext and for bundlers", () => {
  writeFileSync(join(folder, "program.mts"), `${PROGRAM}export { said };\n`);
  for (const [module, resolution] of [
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ] as const) {
    const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022"];
    const how = ["--module", module, "--moduleResolution", resolution];
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [compiler, ...options, ...how, "program.mts"], {
      cwd: folder,
      stdio: "inherit",
    });
  }
});

/** The program without its types. */
function javascript(): string {
  return PROGRAM.replace(/^(const \w+): [^=]+ =/gm, "$1 =").replaceAll("]!", "]");
}

test("the library runs in Node", () => {
  writeFileSync(join(folder, "program.mjs"), `${javascript()}console.log(said);\n`);
  const said = JSON.parse(execFileSync(process.execPath, ["program.mjs"], { cwd: folder, encoding: "utf8" }));
  assert.deepEqual([said[0]["appver-a"], said[1]], SAID);
  assert.deepEqual(said.slice(2), ["policy", "header x-user-id is 0005, bucket 6 of 100 is below 10: v2"]);
});

const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".html": "text/html",
};

test("the library runs in a browser, as it is, and says what it says in Node", async () => {
  const map = { imports: { "hash-tagging": "/node_modules/hash-tagging/build/lib/index.js" } };
  const page = [
    `<!doctype html><title>-</title><script type="importmap">${JSON.stringify(map)}</script>`,
    `<script type="module">${javascript()}document.body.textContent = said;</script><body></body>`,
  ];
  writeFileSync(join(folder, "index.html"), page.join("\n"));
  const server = createServer((request, response) => {
    const path = request.url === "/" ? "/index.html" : request.url!;
    try {
      const bytes = readFileSync(join(folder, path));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--virtual-time-budget=20000",
      "--dump-dom",
    ];
    const { stdout } = await promisify(execFile)("chromium", [...flags, `http://127.0.0.1:${port}/`], {
      timeout: 120_000,
    });
    const node = execFileSync(process.execPath, ["program.mjs"], { cwd: folder, encoding: "utf8" }).trim();
    assert.ok(stdout.includes(`<body>${node}</body>`), stdout);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
