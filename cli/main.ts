#!/usr/bin/env node
import { run } from "./run.js";

// A write that fails is reported by run, which awaits each one; a listener only keeps Node from dying first.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

process.exitCode = await run(process.argv.slice(2), process);
