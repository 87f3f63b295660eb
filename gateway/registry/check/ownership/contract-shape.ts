/** What a contract type says, as the kit publishes it: every department's own text is held against it. */
import { completeSdl } from "#kit/contract/complete-sdl.ts";
import { departmentNames, departmentRootSdl } from "#kit/contract/department-sdl.ts";
import { contractTypeNames } from "../contract-types.ts";
import { readSchema } from "../read-schema.ts";
import type { TypePart, TypeParts } from "../type-parts.ts";

const example = departmentNames("any-department", "");
const reading = readSchema(completeSdl("scalar Own", departmentRootSdl(example)));
const published: TypeParts = reading.outcome === "read" ? reading.schema.types : new Map();

export const contractShape: TypeParts = new Map([...published].filter(([name]) => contractTypeNames.has(name)));

/** The interfaces that stand for records of all departments. */
export const contractInterfaces: ReadonlySet<string> = new Set(
  [...contractShape.values()].filter(({ kind }) => kind === "Interface").map(({ name }) => name),
);

/** Names of root fields that every department answers about itself, such as `changes`. */
export const commonRootFields: TypePart["fields"] = (published.get("Query")?.fields ?? []).filter(
  ({ name }) => !name.value.startsWith(example.field),
);
