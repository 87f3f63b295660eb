/**
 * The reference executor: answers an operation from the merged data, by the specification, without any plan and without any of the engine's
 * code. What it says is right.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { Operation } from "../queries.ts";
import { rootIds } from "./graph-subgraphs.ts";
import { type GraphModel, objectOf } from "./model.ts";
import { type Truth, truthOf } from "./truth.ts";

type Answer = { [key: string]: unknown };

/** A null where the type allows none: it moves up until it may stand. */
const lost = Symbol("a null that may not stand here");

export function createOracle(model: GraphModel, schema: GraphQLSchema): (operation: Operation) => unknown {
  return ({ query, variables }) => new Execution(model, schema, parse(query), variables).data();
}

class Execution {
  readonly #model: GraphModel;
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Record<string, unknown>;

  constructor(
    model: GraphModel,
    schema: GraphQLSchema,
    { definitions }: DocumentNode,
    variables: Record<string, unknown>,
  ) {
    const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    if (!operation) throw new Error("No operation");
    this.#model = model;
    this.#schema = schema;
    this.#operation = operation;
    const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((each) => [each.name.value, each]));
    this.#variables = { ...defaultsOf(operation), ...variables };
  }

  data(): unknown {
    const root = this.#schema.getQueryType();
    if (!root) throw new Error("No queries");
    const data = this.#object(root.name, [this.#operation.selectionSet], (name) => this.#root(name));
    return data === lost ? null : data;
  }

  #root(name: string): Truth {
    const ids = this.#model.subgraphs.map((subgraph) => rootIds(this.#model, subgraph, name)).find(Boolean);
    return ids ? ids.map((id) => ({ id })) : null;
  }

  #object(
    typeName: string,
    sets: readonly SelectionSetNode[],
    valueAt: (field: string) => Truth,
  ): Answer | typeof lost {
    const fields = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) for (const node of set.selections) this.#collect(node, typeName, fields, visited);
    const answer: Answer = {};
    for (const [key, nodes] of fields) {
      const value = this.#field(typeName, nodes, valueAt);
      if (value === lost) return lost;
      // A client may call a field `__proto__`.
      Object.defineProperty(answer, key, { value, enumerable: true });
    }
    return answer;
  }

  #field(typeName: string, nodes: readonly FieldNode[], valueAt: (field: string) => Truth): unknown {
    const name = nodes[0]?.name.value ?? "";
    if (name === "__typename") return typeName;
    const type = this.#schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) throw new Error(`No field ${typeName}.${name}`);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return this.#complete(field.type, sets, valueAt(name));
  }

  #complete(type: GraphQLOutputType, sets: readonly SelectionSetNode[], value: Truth): unknown {
    const completed = this.#nullable(getNullableType(type), sets, value);
    if (!isNonNullType(type)) return completed === lost ? null : completed;
    return completed === null ? lost : completed;
  }

  /** `lost` says that there is nothing but a null, which may stand where this stands or not. */
  #nullable(type: GraphQLOutputType, sets: readonly SelectionSetNode[], value: Truth): unknown {
    if (value === null) return null;
    if (isListType(type)) {
      const elements = Array.isArray(value) ? value.map((each) => this.#complete(type.ofType, sets, each)) : [];
      return elements.includes(lost) ? null : elements;
    }
    if (Array.isArray(value) || typeof value !== "object") return value;
    const typeName = "id" in value ? objectOf(this.#model, value.id).name : "Value";
    const object = this.#object(typeName, sets, (name) => this.#below(value, name));
    return object === lost ? null : object;
  }

  #below(value: { readonly id: string } | { readonly x: string | null; readonly y: string }, name: string): Truth {
    if (!("id" in value)) return name === "x" ? value.x : value.y;
    return name === "id" ? value.id : truthOf(this.#model, value.id, name);
  }

  #collect(node: SelectionNode, typeName: string, into: Map<string, FieldNode[]>, visited: Set<string>): void {
    if (!(node.directives ?? []).every((each) => this.#isMet(each))) return;
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value;
      into.set(key, [...(into.get(key) ?? []), node]);
      return;
    }
    if (node.kind === Kind.FRAGMENT_SPREAD && visited.has(node.name.value)) return;
    if (node.kind === Kind.FRAGMENT_SPREAD) visited.add(node.name.value);
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(node.name.value) : node;
    if (!fragment || !this.#applies(fragment.typeCondition?.name.value, typeName)) return;
    for (const each of fragment.selectionSet.selections) this.#collect(each, typeName, into, visited);
  }

  #applies(condition: string | undefined, typeName: string): boolean {
    if (condition === undefined || condition === typeName) return true;
    const abstract: GraphQLNamedType | undefined = this.#schema.getType(condition);
    return isAbstractType(abstract) && this.#schema.getPossibleTypes(abstract).some(({ name }) => name === typeName);
  }

  #isMet({ name, arguments: args }: DirectiveNode): boolean {
    const value = args?.find((each) => each.name.value === "if")?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? this.#variables[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return name.value === "skip" ? !isTrue : isTrue;
  }
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.BOOLEAN ? [[variable.name.value, defaultValue.value]] : [],
    ),
  );
}
