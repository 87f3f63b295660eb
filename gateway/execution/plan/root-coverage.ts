/** The planner leaves out in silence what no subgraph can answer; a root field that nobody was asked for must not look like a null. */
import { type DocumentNode, type FieldNode, GraphQLError, Kind, type SelectionNode } from "graphql";
import type { Call } from "./call.ts";

export function requireRootFields(travelling: DocumentNode | undefined, calls: readonly Call[]): void {
  if (!travelling) return;
  const asked = new Set(calls.flatMap(rootKeys));
  const operation = travelling.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  for (const field of rootFields(operation, travelling)) {
    if (asked.has(keyOf(field)) || field.name.value === "__typename") continue;
    throw new GraphQLError(`No subgraph can answer what the operation asks of ${field.name.value}`, {
      extensions: { code: "OPERATION_NOT_PLANNABLE" },
    });
  }
}

function rootKeys(call: Call): string[] {
  if (call.kind !== "root" || call.target.path.length > 0) return [];
  return rootFields(call.operation.document.definitions[0], call.operation.document).map(keyOf);
}

function keyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

/** Without what is never included: the planner knows that as well. */
function rootFields(
  node: DocumentNode["definitions"][number] | SelectionNode | undefined,
  document: DocumentNode,
): FieldNode[] {
  if (!node || !("directives" in node) || isNeverIncluded(node.directives)) return [];
  if (node.kind === Kind.FIELD) return [node];
  if (node.kind === Kind.FRAGMENT_SPREAD) return rootFields(fragmentNamed(node.name.value, document), document);
  if (!("selectionSet" in node)) return [];
  return node.selectionSet?.selections.flatMap((each) => rootFields(each, document)) ?? [];
}

function fragmentNamed(name: string, { definitions }: DocumentNode) {
  return definitions.find((each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name);
}

function isNeverIncluded(directives: SelectionNode["directives"]): boolean {
  return (directives ?? []).some(({ name, arguments: args }) => {
    const value = args?.find((each) => each.name.value === "if")?.value;
    if (value?.kind !== Kind.BOOLEAN) return false;
    return value.value === (name.value === "skip");
  });
}
