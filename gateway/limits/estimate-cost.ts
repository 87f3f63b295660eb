/**
 * Estimates what an operation asks of the departments before anybody is asked: one for each object that the answer may hold, lists within
 * lists as they multiply. Where it depends on the type of a record, each possibility counts.
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from "graphql";
import type { CostRules, FieldRule } from "./cost-rules.ts";
import { inputCost } from "./input-cost.ts";
import { isIntrospection } from "./introspection-cost.ts";
import { type ReadValue, type SizedField, sizesOf } from "./list-size.ts";

export interface Asked {
  readonly schema: GraphQLSchema;
  readonly rules: CostRules;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Estimate {
  readonly cost: number;
  /** The largest page that is asked for. */
  readonly page: number;
  /** A list whose department demands that it be sliced by one argument, and that is not. */
  readonly unsliced?: string | undefined;
}

/** What changing something costs beside what it answers. */
const mutation = 10;

export function estimateCost(asked: Asked): Estimate {
  const { schema, operation } = asked;
  const root = schema.getRootType(operation.operation);
  const estimate = estimateSelections(operation.selectionSet, { parent: root ?? undefined, sizes: noSizes }, asked);
  const changes = operation.operation === "mutation" ? operation.selectionSet.selections.length * mutation : 0;
  return { ...estimate, cost: estimate.cost + changes };
}

interface Place {
  readonly parent: GraphQLNamedType | undefined;
  /** What the field above says of the sizes of those here. */
  readonly sizes: ReadonlyMap<string, number>;
}

const noSizes: ReadonlyMap<string, number> = new Map();
const nothing: Estimate = { cost: 0, page: 0 };

function estimateSelections({ selections }: SelectionSetNode, place: Place, asked: Asked): Estimate {
  return selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return add(sum, estimateField(selection, place, asked));
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : asked.fragments.get(selection.name.value);
    if (!fragment) return sum;
    const parent = fragment.typeCondition ? asked.schema.getType(fragment.typeCondition.name.value) : place.parent;
    return add(sum, estimateSelections(fragment.selectionSet, { ...place, parent }, asked));
  }, nothing);
}

function add(one: Estimate, other: Estimate): Estimate {
  return {
    cost: one.cost + other.cost,
    page: Math.max(one.page, other.page),
    unsliced: one.unsliced ?? other.unsliced,
  };
}

function estimateField(field: FieldNode, { parent, sizes }: Place, asked: Asked): Estimate {
  const definition = parent && definitionOf(parent, field.name.value);
  if (!definition || isIntrospection(field)) return nothing;
  const rules = rulesOf(parent, field.name.value, asked);
  const { own, within, page, isUnsliced } = sizesOf(field, definition, listSizeIn(rules), valuesOf(asked));
  const type = getNamedType(definition.type);
  const inner = field.selectionSet
    ? estimateSelections(field.selectionSet, { parent: type, sizes: within }, asked)
    : nothing;
  const each = weightOf(type, rules, asked) + inner.cost;
  const size = own === undefined ? 1 : (sizes.get(field.name.value) ?? own);
  return {
    cost: size * each + argumentCosts(field, { definition, rules }, asked),
    page: Math.max(page, inner.page),
    unsliced: isUnsliced ? `${parent.name}.${field.name.value}` : inner.unsliced,
  };
}

function definitionOf(parent: GraphQLNamedType, name: string): SizedField | undefined {
  const fields: Readonly<Record<string, GraphQLField<unknown, unknown>>> =
    isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Of the field, and of every one that may stand behind it. */
function rulesOf(parent: GraphQLNamedType, name: string, { schema, rules }: Asked): readonly FieldRule[] {
  const types = isAbstractType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
  return types.map((type) => rules.fields.get(`${type.name}.${name}`)).filter((rule) => rule !== undefined);
}

function listSizeIn(rules: readonly FieldRule[]) {
  const sizes = rules.map(({ listSize }) => listSize).filter((size) => size !== undefined);
  return sizes.toSorted((a, b) => (b.assumedSize ?? 0) - (a.assumedSize ?? 0))[0];
}

function weightOf(type: GraphQLNamedType, rules: readonly FieldRule[], { rules: { types } }: Asked): number {
  const own = rules.map(({ weight }) => weight).filter((weight) => weight !== undefined);
  if (own.length > 0) return Math.max(...own);
  return types.get(type.name) ?? (isCompositeType(type) ? 1 : 0);
}

interface Ruled {
  readonly definition: SizedField;
  readonly rules: readonly FieldRule[];
}

function argumentCosts({ arguments: given = [] }: FieldNode, { definition, rules }: Ruled, asked: Asked): number {
  const read = valuesOf(asked);
  const costs = given.map(({ name, value }) => {
    const type = definition.args.find((each) => each.name === name.value)?.type;
    const own = rules.map((rule) => rule.argumentWeights.get(name.value)).filter((weight) => weight !== undefined);
    return type ? inputCost(read(value), type, asked.rules, own.length > 0 ? Math.max(...own) : undefined) : 0;
  });
  return costs.reduce((sum, cost) => sum + Math.max(0, cost), 0);
}

function valuesOf({ operation, variables }: Asked): ReadValue {
  return (value) => {
    if (value.kind !== Kind.VARIABLE) return valueFromASTUntyped(value, variables);
    const name = value.name.value;
    if (Object.hasOwn(variables, name)) return variables[name];
    const standard = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
    return standard && valueFromASTUntyped(standard);
  };
}
