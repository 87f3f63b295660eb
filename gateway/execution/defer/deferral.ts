/** Which parts of an operation are to be delivered later: settled once for each document and each value of the conditions. */
import { type DirectiveNode, type DocumentNode, Kind, type OperationDefinitionNode, visit } from "graphql";
import type { JsonObject } from "../json.ts";

/** Undefined where nothing is deferred; `inline` where the whole answer is given at once all the same. */
export type Deferral = undefined | "inline" | { readonly conditions: JsonObject };

const known = new WeakMap<DocumentNode, readonly string[] | undefined>();

export function deferralOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: JsonObject,
  takesParts: boolean,
): Deferral {
  if (!known.has(document)) known.set(document, conditionNames(document));
  const names = known.get(document);
  if (!names) return undefined;
  if (!takesParts || operation.operation !== "query") return "inline";
  return { conditions: Object.fromEntries(names.map((name) => [name, settled(name, operation, variables)])) };
}

/** Of the variables in `@defer(if:)`; undefined where the document has no @defer. */
function conditionNames(document: DocumentNode): readonly string[] | undefined {
  const found = new Set<string>();
  let hasDefer = false;
  visit(document, {
    Directive: (node) => {
      if (node.name.value !== "defer") return;
      hasDefer = true;
      const value = argumentOf(node, "if");
      if (value?.kind === Kind.VARIABLE) found.add(value.name.value);
    },
  });
  return hasDefer ? [...found].sort() : undefined;
}

function settled(name: string, { variableDefinitions }: OperationDefinitionNode, variables: JsonObject): boolean {
  if (Object.hasOwn(variables, name)) return variables[name] !== false;
  const definition = variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return definition?.defaultValue?.kind !== Kind.BOOLEAN || definition.defaultValue.value;
}

export function argumentOf({ arguments: args }: DirectiveNode, name: string) {
  return args?.find((each) => each.name.value === name)?.value;
}
