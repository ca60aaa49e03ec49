import { existsSync } from "node:fs";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Mistake } from "../../lib/mistake.js";
import { whole } from "../../lib/whole.js";
import { readText } from "../files/config-file.js";
import { pagePath } from "../files/package.js";
import { pageServer } from "../files/page-server.js";
import { reason } from "../files/reason.js";
import { write } from "../files/streams.js";
import { verb } from "../usage/verb.js";

/** Serves the page on which rules are seen at work. */
export const page = verb({
  name: "page",
  summary: "serve a page that shows what rules do, while you write them",
  usage: ["[RULES]"],
  about:
    "Serves a page on this machine, for this machine alone, until it is interrupted. With RULES, a file, the page shows these rules, " +
    "and shows them anew when the file changes; it never writes to the file. Nothing is uploaded.",
  options: {
    port: { type: "string", value: "PORT", help: "the port (default: one that is free)" },
  },
  async run({ values, positionals: [file, ...more] }, { stdin, stdout }) {
    if (more.length > 0) throw new Mistake(`${more[0]}: a second rules file; give one`);
    if (file === "-") throw new Mistake("-: the page reads its rules again and again; name a file");
    const port = whole("--port", values.port ?? "0", 0, 65_535);
    if (file !== undefined) await readText(file, stdin);
    const folder = pagePath();
    if (!existsSync(folder)) throw new Mistake("the page is not built: run make page");
    const server = pageServer(folder, file, () => readText(file!, stdin));
    server.listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch (error) {
      throw new Mistake(`--port: ${reason(error)}`);
    }
    await write(stdout, `http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
    await once(server, "close");
  },
});
