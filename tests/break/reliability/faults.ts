import { CHANGE_FAULTS } from "./changes.ts";
import { MESH_FAULTS } from "./mesh.ts";
import { MODULE_FAULTS } from "./module.ts";

/** The rows of RELIABILITY.md. */
export const FAULTS = [...CHANGE_FAULTS, ...MODULE_FAULTS, ...MESH_FAULTS];
