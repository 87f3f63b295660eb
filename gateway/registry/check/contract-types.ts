/** The names of the types that every department publishes alike: the contract's, and those that the kit adds. */
import { type DocumentNode, parse } from "graphql";
import { departmentNames, departmentRootSdl } from "#kit/contract/department-sdl.ts";
import { contractDocument } from "#kit/contract/documents.ts";

/** A name that no type begins with by chance. */
const example = departmentNames("any-department", "");

const roots = ["Query", "Mutation"];

const kitNames = namesIn(parse(departmentRootSdl(example))).filter(
  (name) => !name.includes(example.prefix) && !roots.includes(name),
);

export const contractTypeNames: ReadonlySet<string> = new Set([...namesIn(contractDocument), ...kitNames]);

function namesIn({ definitions }: DocumentNode): readonly string[] {
  return definitions.flatMap((definition) => ("name" in definition && definition.name ? [definition.name.value] : []));
}
