/** What the departments say their fields cost: `@cost` and `@listSize`, read from the composed supergraph. */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type TypeDefinitionNode,
  valueFromASTUntyped,
} from "graphql";

export interface CostRules {
  /** By name of a type. */
  readonly types: ReadonlyMap<string, number>;
  /** By `Type.field`. */
  readonly fields: ReadonlyMap<string, FieldRule>;
  /** By `Input.field`. */
  readonly inputFields: ReadonlyMap<string, number>;
  /** Whether a cost can depend on more of a variable than its size. */
  readonly readsInputs: boolean;
}

export interface FieldRule {
  readonly weight?: number | undefined;
  readonly listSize?: ListSize | undefined;
  /** By name of an argument. */
  readonly argumentWeights: ReadonlyMap<string, number>;
}

export interface ListSize {
  readonly assumedSize: number | undefined;
  readonly slicingArguments: readonly string[];
  readonly sizedFields: readonly string[];
  /** Whether exactly one of the slicing arguments must be given, which is so unless the department says otherwise. */
  readonly requiresOne: boolean;
}

export function readCostRules(document: DocumentNode): CostRules {
  const names = directiveNames(document);
  const definitions = document.definitions.filter(isTypeDefinition);
  const types = weightsOf(
    definitions.map((definition) => [definition.name.value, definition]),
    names,
  );
  const members = definitions.flatMap(membersOf);
  const fields = new Map<string, FieldRule>();
  for (const [coordinate, field] of members) {
    const rule = field.kind === Kind.FIELD_DEFINITION ? ruleOf(field, names) : undefined;
    if (rule) fields.set(coordinate, rule);
  }
  const inputFields = weightsOf(
    members.filter(([, { kind }]) => kind === Kind.INPUT_VALUE_DEFINITION),
    names,
  );
  const readsInputs = inputFields.size + types.size > 0 || [...fields.values()].some(hasPath);
  return { types, fields, inputFields, readsInputs };
}

type Member = FieldDefinitionNode | InputValueDefinitionNode;

function membersOf(definition: TypeDefinitionNode): readonly (readonly [string, Member])[] {
  const members: readonly Member[] = "fields" in definition ? (definition.fields ?? []) : [];
  return members.map((member) => [`${definition.name.value}.${member.name.value}`, member]);
}

function weightsOf(all: readonly (readonly [string, Annotated])[], names: Names): ReadonlyMap<string, number> {
  return new Map(
    all.flatMap(([coordinate, annotated]) => {
      const weight = weightOf(annotated, names);
      return weight === undefined ? [] : [[coordinate, weight]];
    }),
  );
}

/** Whether a list is sized by a part of an argument. */
function hasPath({ listSize }: FieldRule): boolean {
  return listSize?.slicingArguments.some((name) => name.includes(".")) ?? false;
}

interface Names {
  readonly cost: string;
  readonly listSize: string;
}

const costSpecification = "https://specs.apollo.dev/cost/";

/** A supergraph may import the two under other names. */
function directiveNames({ definitions }: DocumentNode): Names {
  const directives = definitions.flatMap((each) =>
    each.kind === Kind.SCHEMA_DEFINITION ? (each.directives ?? []) : [],
  );
  const links = directives.filter(({ name }) => name.value === "link").map(argumentsOf);
  const link = links.find(({ url }) => String(url).startsWith(costSpecification));
  const prefix = typeof link?.["as"] === "string" ? link["as"] : "cost";
  const imports = Array.isArray(link?.["import"]) ? link["import"].map(importOf) : [];
  const imported = new Map(imports);
  return { cost: imported.get("@cost") ?? prefix, listSize: imported.get("@listSize") ?? `${prefix}__listSize` };
}

function importOf(each: unknown): readonly [string, string] {
  const { name, as } =
    typeof each === "object" && each !== null ? { name: "", as: undefined, ...each } : { name: each, as: undefined };
  return [String(name), String(as ?? name).replace(/^@/, "")];
}

function isTypeDefinition(definition: { readonly kind: Kind }): definition is TypeDefinitionNode {
  return definition.kind.endsWith("TypeDefinition");
}

function ruleOf(field: FieldDefinitionNode, names: Names): FieldRule | undefined {
  const weight = weightOf(field, names);
  const listSize = find(field, names.listSize);
  const argumentWeights = new Map<string, number>();
  for (const argument of field.arguments ?? []) {
    const own = weightOf(argument, names);
    if (own !== undefined) argumentWeights.set(argument.name.value, own);
  }
  if (weight === undefined && !listSize && argumentWeights.size === 0) return undefined;
  return { weight, listSize: listSize && listSizeOf(listSize), argumentWeights };
}

interface Annotated {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

function weightOf(annotated: Annotated, { cost }: Names): number | undefined {
  const directive = find(annotated, cost);
  return directive && numberIn(argumentsOf(directive)["weight"]);
}

function find({ directives = [] }: Annotated, wanted: string): ConstDirectiveNode | undefined {
  return directives.find(({ name }) => name.value === wanted);
}

function listSizeOf(directive: ConstDirectiveNode): ListSize {
  const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument } = argumentsOf(directive);
  return {
    assumedSize: numberIn(assumedSize),
    slicingArguments: textsIn(slicingArguments),
    sizedFields: textsIn(sizedFields),
    requiresOne: textsIn(slicingArguments).length > 0 && requireOneSlicingArgument !== false,
  };
}

function argumentsOf({ arguments: all = [] }: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(all.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

function numberIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
