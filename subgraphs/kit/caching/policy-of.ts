/**
 * What `@cacheControl` in a schema says of an operation, by Apollo's rules: the shortest age of all that is asked for counts; a root field
 * or a field of objects that says nothing is not kept; a scalar that says nothing is kept as long as its object. Stricter than
 * these only where a type is abstract: what any of its objects says counts too.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  typeFromAST,
} from "graphql";
import { both, type CachePolicy, notKept } from "./cache-policy.ts";

interface Hint {
  readonly maxAge?: number;
  readonly scope?: CachePolicy["scope"];
  readonly inheritMaxAge?: boolean;
}

/** For an operation that is valid in the schema; one that changes something is never kept. */
export function cachePolicyOf(schema: GraphQLSchema, document: DocumentNode, operationName?: string): CachePolicy {
  const operation = getOperationAST(document, operationName);
  const root = schema.getQueryType();
  if (operation?.operation !== "query" || !root || !schema.getDirective("cacheControl")) return notKept;
  const reading: Reading = { schema, fragments: fragmentsOf(document), isRoot: true };
  return policyOfSelection(operation.selectionSet, root, reading) ?? notKept;
}

interface Reading {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly isRoot: boolean;
}

function fragmentsOf({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((each) => [each.name.value, each]));
}

/** Undefined where nothing in it says anything, as `__typename` does not. */
function policyOfSelection(
  { selections }: SelectionSetNode,
  type: GraphQLCompositeType,
  reading: Reading,
): CachePolicy | undefined {
  const policies = selections.map((node) => {
    if (node.kind === Kind.FIELD) return policyOfField(node.name.value, node.selectionSet, type, reading);
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? reading.fragments.get(node.name.value) : node;
    if (!fragment) return notKept;
    const on = fragment.typeCondition ? typeFromAST(reading.schema, fragment.typeCondition) : type;
    return isCompositeType(on) ? policyOfSelection(fragment.selectionSet, on, reading) : notKept;
  });
  return all(policies);
}

function policyOfField(
  name: string,
  selectionSet: SelectionSetNode | undefined,
  parent: GraphQLCompositeType,
  reading: Reading,
): CachePolicy | undefined {
  if (name === "__typename") return undefined;
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  if (!field) return notKept;
  const type = getNamedType(field.type);
  const own = name === "_entities" && reading.isRoot ? undefined : policyOfHints(field, type, reading);
  if (!selectionSet || !isCompositeType(type)) return own;
  const below = { ...reading, isRoot: false };
  return all([own, policyOfSelection(selectionSet, type, below), ...entityPolicies(name, selectionSet, reading)]);
}

/** What is asked of `_entities` is told by the types of its fragments, each of which says for itself. */
function entityPolicies(name: string, { selections }: SelectionSetNode, { schema, isRoot }: Reading): CachePolicy[] {
  if (name !== "_entities" || !isRoot) return [];
  return selections.map((node) => {
    const on = node.kind === Kind.INLINE_FRAGMENT && node.typeCondition && typeFromAST(schema, node.typeCondition);
    return on && isCompositeType(on) ? (policyFrom(hintIn(schema, on.astNode)) ?? notKept) : notKept;
  });
}

function policyOfHints(
  field: GraphQLField<unknown, unknown>,
  type: GraphQLNamedType,
  { schema, isRoot }: Reading,
): CachePolicy | undefined {
  const isObjects = isCompositeType(type);
  const hint = { ...(isObjects && hintIn(schema, type.astNode)), ...hintIn(schema, field.astNode) };
  const policy = policyFrom(hint);
  if (policy) return all([policy, ...objectPolicies(type, schema)]);
  const inherits = hint.inheritMaxAge === true || !isObjects;
  return inherits && !isRoot ? all(objectPolicies(type, schema)) : notKept;
}

/** An interface or a union may say more than one of the objects that it stands for. */
function objectPolicies(type: GraphQLNamedType, schema: GraphQLSchema): CachePolicy[] {
  if (!isAbstractType(type)) return [];
  return schema.getPossibleTypes(type).flatMap((each) => policyFrom(hintIn(schema, each.astNode)) ?? []);
}

function policyFrom({ maxAge, scope = "PUBLIC" }: Hint): CachePolicy | undefined {
  if (maxAge !== undefined) return { maxAge: Math.max(0, maxAge), scope };
  return scope === "PRIVATE" ? notKept : undefined;
}

function hintIn(schema: GraphQLSchema, node: Parameters<typeof getDirectiveValues>[1] | null | undefined): Hint {
  const directive = schema.getDirective("cacheControl");
  const values = directive && node ? getDirectiveValues(directive, node) : undefined;
  const { maxAge, scope, inheritMaxAge } = values ?? {};
  return {
    ...(typeof maxAge === "number" && { maxAge }),
    ...((scope === "PUBLIC" || scope === "PRIVATE") && { scope }),
    ...(typeof inheritMaxAge === "boolean" && { inheritMaxAge }),
  };
}

function all(policies: readonly (CachePolicy | undefined)[]): CachePolicy | undefined {
  const said = policies.filter((policy) => policy !== undefined);
  return said.length > 0 ? said.reduce(both) : undefined;
}
