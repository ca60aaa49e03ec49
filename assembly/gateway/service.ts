import { Plan } from "../core/plan/plan";
import { Tallies } from "./tallies";

/** What a plugin serves: a plan, and what is kept of the requests under it. */
export class Service {
  /** Null where nothing is counted. */
  tallies: Tallies | null = null;

  constructor(readonly plan: Plan) {}
}
