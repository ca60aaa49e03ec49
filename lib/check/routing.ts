import type { Way } from "./routes.js";
import type { Tag } from "./tags.js";

/** The ways to the routes of one object. */
type Router = readonly Way[];

const asks = (way: Way, header: string): boolean =>
  [...way.tests, ...way.without].some((test) => test.header === header);
const takes = ({ tests, without }: Way, { header, value }: Tag): boolean =>
  tests.every((test) => test.header !== header || test.takes(value)) &&
  !without.some((test) => test.header === header && test.takes(value));

/** What is said of a tag that no route is for, and where; undefined where one is. */
export function unrouted(
  tag: Tag,
  routers: readonly Router[],
): { path: string; message: string } | undefined {
  const { header, value, path, rule, isOfTheRest } = tag;
  const asking = routers.filter((router) => router.some((way) => asks(way, header)));
  if (asking.length === 0) {
    const fault = `no route here asks for ${JSON.stringify(header)}; add one, or check the routes with the rules`;
    return { path: `${rule}.tagHeader`, message: fault };
  }
  const open = asking.flat().filter((way) => takes(way, tag));
  const isServed = open.some(
    (way) =>
      way.tests.some((test) => test.header === header) ||
      isOfTheRest ||
      way.names.some((name) => isFor(name, value)),
  );
  if (isServed) return undefined;
  const fault = `no route here matches ${JSON.stringify(value)} in ${JSON.stringify(header)}`;
  return { path, message: `${fault}, so that its users go where those without it do; add one` };
}

/** Whether a route or what it leads to is called so: v1, app-v1 or app-v1.default.svc.cluster.local for the value v1. */
function isFor(name: string, value: string): boolean {
  const [first = ""] = name.split(".");
  return name === value || first === value || first.endsWith(`-${value}`);
}

/** The paths of what the ways ask of a header that rules have, and none of its tags can be. */
export function idle(ways: Router, tags: readonly Tag[]): string[] {
  return ways.flatMap(({ tests }) =>
    tests.flatMap(({ header, path, takes }) => {
      const given = tags.filter((tag) => tag.header === header);
      return given.length === 0 || given.some(({ value }) => takes(value)) ? [] : [path];
    }),
  );
}
