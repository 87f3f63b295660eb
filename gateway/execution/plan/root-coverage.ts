/** The planner leaves out in silence what no subgraph can answer; a root field that nobody is asked for must not look like a null. */
import { type FieldNode, GraphQLError, Kind, type SelectionNode } from "graphql";
import type { Call } from "./call.ts";
import type { DataKeys } from "./travelling-operation.ts";

/** The keys of the root fields that some call asks for. */
export function askedRootKeys(calls: readonly Call[]): ReadonlySet<string> {
  return new Set(calls.flatMap(rootKeys));
}

export function requireRootFields(fields: Iterable<FieldNode>, dataKeys: DataKeys, asked: ReadonlySet<string>): void {
  for (const field of fields) {
    const name = field.name.value;
    if (name.startsWith("__") || asked.has(dataKeys.get(field) ?? keyOf(field))) continue;
    const extensions = { code: "OPERATION_NOT_PLANNABLE" };
    throw new GraphQLError(`No subgraph can answer what the operation asks of ${name}`, { extensions });
  }
}

function rootKeys(call: Call): string[] {
  if (call.kind !== "root" || call.target.path.length > 0) return [];
  return call.operation.document.definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? each.selectionSet.selections.flatMap(fieldKeys) : [],
  );
}

/** Plans are asked for without named fragments. */
function fieldKeys(node: SelectionNode): string[] {
  if (node.kind === Kind.FIELD) return [keyOf(node)];
  return node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet.selections.flatMap(fieldKeys) : [];
}

function keyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}
