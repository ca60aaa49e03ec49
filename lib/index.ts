// What the package gives to programs, in Node and in a browser, with no other package behind it.
export {
  bucket,
  type Decision,
  type Explanation,
  type Finding,
  type Findings,
  propagationFindings,
  Rules,
  type Values,
} from "./core.js";
export { explain, type Explained } from "./explain/explain.js";
export { type Described, NoRequest, requestOf } from "./request/request.js";
