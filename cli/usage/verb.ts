import { type Flags, parseFlags } from "./flags.js";
import { type Described, helpOfVerb } from "./help.js";
import { type Streams, write } from "../files/streams.js";

/** What the command line can be told to do. */
export interface Verb extends Described {
  run(args: string[], streams: Streams): Promise<void>;
}

const HELP = { help: { type: "boolean", short: "h", help: "this text" } } as const satisfies Flags;

type Declaration<T extends Flags> = Omit<Verb, "options" | "run"> & {
  readonly options: T;
  run(given: ReturnType<typeof parseFlags<T & typeof HELP>>, streams: Streams): Promise<void>;
};

/** The verb as it is declared, with an option more that says what it can do. */
export function verb<const T extends Flags>(declared: Declaration<T>): Verb {
  const options: T & typeof HELP = { ...declared.options, ...HELP };
  const it: Verb = {
    ...declared,
    options,
    async run(args, streams) {
      const given = parseFlags(args, options);
      if ("help" in given.values) return write(streams.stdout, helpOfVerb(it));
      return declared.run(given, streams);
    },
  };
  return it;
}
