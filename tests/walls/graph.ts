/**
 * Prints how the files of each part import each other: `node --import tsx tests/walls/graph.ts [CHECKOUT]`, by default
 * this one. Floors are the steps of the longest way down.
 */
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const PARTS = ["assembly", "lib", "cli", "lab", "release", "bench"];

type Graph = Map<string, Set<string>>;

/** The files of a part and which of its own they import. */
async function filesOf(checkout: string, part: string): Promise<Graph> {
  const options = {
    baseDir: checkout,
    tsPreCompilationDeps: true,
    exclude: "(^|/)(node_modules|build|peers)/",
  };
  const { output } = await cruise([part], options);
  const graph: Graph = new Map();
  for (const { source, dependencies } of (output as ICruiseResult).modules) {
    if (!source.startsWith(`${part}/`)) continue;
    const imported = dependencies
      .map(({ resolved }) => resolved)
      .filter((file) => file.startsWith(`${part}/`));
    graph.set(source, new Set(imported));
  }
  return graph;
}

function foldersOf(files: Graph): Graph {
  const folders: Graph = new Map();
  for (const [file, imported] of files) {
    const folder = folders.get(dirname(file)) ?? new Set();
    for (const other of imported) if (dirname(other) !== dirname(file)) folder.add(dirname(other));
    folders.set(dirname(file), folder);
  }
  return folders;
}

/** Tarjan's strongly connected components, those of several nodes: each is a circle. */
function circlesOf(graph: Graph): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const circle = open.splice(open.indexOf(node));
    if (circle.length > 1) found.push(circle);
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
}

/** How many nodes the longest way down leads through; a circle counts as one. */
function floorsOf(graph: Graph, circles: string[][]): number {
  const one = (node: string) => circles.find((circle) => circle.includes(node))?.[0] ?? node;
  const below = new Map<string, number>();
  const depth = (node: string): number => {
    const known = below.get(node);
    if (known !== undefined) return known;
    const members = circles.find((circle) => circle.includes(node)) ?? [node];
    const next = members
      .flatMap((member) => [...(graph.get(member) ?? [])].map(one))
      .filter((other) => other !== node);
    const floors = 1 + Math.max(0, ...next.map(depth));
    below.set(node, floors);
    return floors;
  };
  return Math.max(0, ...[...graph.keys()].map((node) => depth(one(node))));
}

const arrows = (graph: Graph): number =>
  [...graph.values()].reduce((sum, imported) => sum + imported.size, 0);

const checkout = process.argv[2] ?? join(import.meta.dirname, "../..");
console.log("part       files  arrows  circles  floors  folders  arrows  circles  floors");
for (const part of PARTS.filter((name) => existsSync(join(checkout, name)))) {
  const files = await filesOf(checkout, part);
  const folders = foldersOf(files);
  const circles = circlesOf(folders);
  const row = [files, folders].flatMap((graph) => {
    const found = circlesOf(graph);
    return [graph.size, arrows(graph), found.length, floorsOf(graph, found)];
  });
  const widths = [5, 8, 9, 8, 9, 8, 9, 8];
  console.log(part.padEnd(11) + row.map((cell, i) => String(cell).padStart(widths[i]!)).join(""));
  for (const circle of circles) console.log(`           circle: ${circle.join(" → ")}`);
}
