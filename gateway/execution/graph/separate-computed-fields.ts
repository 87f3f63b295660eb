/**
 * Where a field requires one that itself requires something, the planner may ask for the second before what it requires is there: it takes
 * both steps to one subgraph together, and believes that whatever a subgraph declares as external can be had from it. So in the supergraph
 * that is planned with, the computed fields of such a subgraph belong to stand-ins of it, one for each step of a chain, and the subgraph
 * no longer declares what only they require. Calls go to the subgraph itself.
 */
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  Kind,
} from "graphql";
import { type ComputedField, findChains } from "./computed-chains.ts";
import {
  argumentFlag,
  argumentText,
  type CompositeDefinition,
  compositeDefinitions,
  constArgument,
  directivesNamed,
  fieldJoins,
  graphsOf,
  isComposite,
  joinField,
  parseFieldSet,
  readSubgraphNames,
} from "./join-directives.ts";
import type { PrivateNames } from "./private-names.ts";

export type SeparatedSteps = {
  readonly document: DocumentNode;
  /** By the name of a stand-in: the subgraph that it stands for. */
  readonly standIns: ReadonlyMap<string, string>;
};

type StandIn = {
  readonly graph: string;
  /** What the supergraph's own directives call it. */
  readonly copy: string;
  readonly name: string;
  readonly computed: readonly ComputedField[];
};

export function separateComputedFields(supergraph: DocumentNode, names: PrivateNames): SeparatedSteps {
  const chains = findChains(supergraph);
  if (chains.size === 0) return { document: supergraph, standIns: new Map() };
  const subgraphs = readSubgraphNames(supergraph);
  const nameOf = (graph: string) => subgraphs.get(graph)?.name ?? "";
  const steps = Map.groupBy(chains, ([{ graph }, step]) => `${graph}_${names.required}${step}`);
  const standIns = [...steps].map(([copy, fields]): StandIn => {
    const graph = fields[0]?.[0].graph ?? "";
    return { graph, copy, name: `${nameOf(graph)}_${copy}`, computed: fields.map(([field]) => field) };
  });
  const separation = new Separation(supergraph, standIns);
  return {
    document: { ...supergraph, definitions: supergraph.definitions.map((each) => separation.rewrite(each)) },
    standIns: new Map(standIns.map(({ name, graph }) => [name, nameOf(graph)])),
  };
}

class Separation {
  readonly #standIns: readonly StandIn[];
  readonly #types: ReadonlyMap<string, CompositeDefinition>;
  readonly #provided: ReadonlySet<string>;

  constructor(supergraph: DocumentNode, standIns: readonly StandIn[]) {
    const types = compositeDefinitions(supergraph);
    this.#standIns = standIns;
    this.#types = new Map(types.map((each) => [each.name.value, each]));
    const joins = types.flatMap((type) => (type.fields ?? []).flatMap(fieldJoins));
    this.#provided = new Set(joins.flatMap((join) => argumentText(join, "provides")?.match(/\w+/g) ?? []));
  }

  rewrite(node: DefinitionNode): DefinitionNode {
    if (isComposite(node)) return this.#composite(node);
    switch (node.kind) {
      case Kind.ENUM_TYPE_DEFINITION:
        return node.name.value === "join__Graph" ? this.#graphs(node) : this.#enum(node);
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        return {
          ...node,
          directives: this.#withCopies(node.directives),
          fields: (node.fields ?? []).map((each) => ({ ...each, directives: this.#withCopies(each.directives) })),
        };
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_DEFINITION:
        return { ...node, directives: this.#withCopies(node.directives) };
      default:
        return node;
    }
  }

  #graphs(node: EnumTypeDefinitionNode): EnumTypeDefinitionNode {
    const copies = this.#standIns.flatMap(({ graph, copy, name }) => {
      const value = node.values?.find((each) => each.name.value === graph);
      const directives = value?.directives?.map((each) => withArgument(each, "name", JSON.stringify(name))) ?? [];
      return value ? [{ ...value, name: { ...value.name, value: copy }, directives }] : [];
    });
    return { ...node, values: [...(node.values ?? []), ...copies] };
  }

  #enum(node: EnumTypeDefinitionNode): EnumTypeDefinitionNode {
    const values = (node.values ?? []).map((each) => ({ ...each, directives: this.#withCopies(each.directives) }));
    return { ...node, directives: this.#withCopies(node.directives), values };
  }

  #withCopies(directives: readonly ConstDirectiveNode[] = []): ConstDirectiveNode[] {
    const copies = this.#standIns.flatMap(({ graph, copy }) =>
      directives.filter((each) => argumentText(each, "graph") === graph).map((each) => joinedTo(each, copy)),
    );
    return [...directives, ...copies];
  }

  /** A stand-in is asked for records only: it has no part in the root types. */
  #composite(type: CompositeDefinition): CompositeDefinition {
    const isRoot = ["Query", "Mutation", "Subscription"].includes(type.name.value);
    const graphs = new Set(graphsOf(type));
    const standIns = this.#standIns.filter(({ graph }) => graphs.has(graph));
    if (isRoot || standIns.length === 0) return type;
    const fields = (type.fields ?? []).map((field) => ({
      ...field,
      directives: [
        ...(field.directives ?? []).filter((each) => !fieldJoins(field).includes(each)),
        ...this.#joins(type, field, standIns),
      ],
    }));
    const directives = this.#withCopies(type.directives).map((each) => withoutWayIn(each, type, standIns));
    return { ...type, directives, fields };
  }

  #joins(type: CompositeDefinition, field: FieldDefinitionNode, standIns: readonly StandIn[]): ConstDirectiveNode[] {
    const isEverywhere = directivesNamed(field, "join__field").length === 0;
    const joins = isEverywhere ? [...new Set(graphsOf(type))].map(joinField) : fieldJoins(field);
    const copies = standIns.flatMap((standIn) => {
      const join = joins.find((each) => argumentText(each, "graph") === standIn.graph);
      return join && this.#has(type, field, join, standIn) ? [joinedTo(join, standIn.copy)] : [];
    });
    if (isEverywhere && copies.length === standIns.length) return [];
    const separated = new Set(standIns.map(({ graph }) => graph));
    const isLeft = (join: ConstDirectiveNode) =>
      !separated.has(argumentText(join, "graph") ?? "") || this.#stays(type, field, join);
    return [...joins.filter(isLeft), ...copies];
  }

  /** Of a record no more than its keys and what the computed fields of this step are and require; of other values all. */
  #has(type: CompositeDefinition, field: FieldDefinitionNode, join: ConstDirectiveNode, standIn: StandIn): boolean {
    const name = field.name.value;
    const { graph, computed } = standIn;
    if (this.#isComputed(type, name, graph)) return this.#isAmong(computed, type, name, graph);
    const keys = keyNames(type, graph);
    const isPlain = (implemented: CompositeDefinition) => keyNames(implemented, graph).size === 0;
    if (keys.size === 0 || keys.has(name) || this.#interfacesWith(name, type, graph).some(isPlain)) return true;
    return argumentFlag(join, "external") === true && computed.some(({ needs }) => needs.has(name));
  }

  /** Whether the subgraph itself still has the field. */
  #stays(type: CompositeDefinition, field: FieldDefinitionNode, join: ConstDirectiveNode): boolean {
    const name = field.name.value;
    const graph = argumentText(join, "graph") ?? "";
    if (this.#isComputed(type, name, graph)) return false;
    if (argumentFlag(join, "external") !== true || this.#provided.has(name)) return true;
    const keys = keyNames(type, graph);
    return keys.size === 0 || keys.has(name) || this.#interfacesWith(name, type, graph).length > 0;
  }

  #isComputed(type: CompositeDefinition, name: string, graph: string): boolean {
    return this.#standIns.some((each) => each.graph === graph && this.#isAmong(each.computed, type, name, graph));
  }

  /** An interface's field is computed where that of a type of it is. */
  #isAmong(computed: readonly ComputedField[], type: CompositeDefinition, name: string, graph: string): boolean {
    const types = computed.filter(({ fieldName }) => fieldName === name).map(({ typeName }) => typeName);
    if (types.includes(type.name.value) || type.kind === Kind.OBJECT_TYPE_DEFINITION)
      return types.includes(type.name.value);
    return types.some((each) => {
      const implementing = this.#types.get(each);
      return implementing && this.#interfacesWith(name, implementing, graph).includes(type);
    });
  }

  #interfacesWith(name: string, type: CompositeDefinition, graph: string): CompositeDefinition[] {
    return directivesNamed(type, "join__implements").flatMap((directive) => {
      const implemented = this.#types.get(argumentText(directive, "interface") ?? "");
      const hasField = implemented?.fields?.some((field) => field.name.value === name);
      return argumentText(directive, "graph") === graph && implemented && hasField ? [implemented] : [];
    });
  }
}

/** Nobody finds a record of an interface through a stand-in: that fetch would come before what the computed fields require. */
function withoutWayIn(directive: ConstDirectiveNode, type: CompositeDefinition, standIns: readonly StandIn[]) {
  const isCopy = standIns.some(({ copy }) => argumentText(directive, "graph") === copy);
  if (!isCopy || type.kind !== Kind.INTERFACE_TYPE_DEFINITION || argumentText(directive, "key") === undefined)
    return directive;
  if (argumentFlag(directive, "isInterfaceObject")) return directive;
  const others = (directive.arguments ?? []).filter(({ name }) => name.value !== "resolvable");
  return { ...directive, arguments: [...others, constArgument("resolvable", "false")] };
}

function keyNames(type: CompositeDefinition, graph: string): ReadonlySet<string> {
  const joins = directivesNamed(type, "join__type").filter((each) => argumentText(each, "graph") === graph);
  const trees = joins.map((each) => argumentText(each, "key")).filter((text) => text !== undefined);
  const names = trees.flatMap((text) => parseFieldSet(text).selections);
  return new Set(names.flatMap((node) => (node.kind === Kind.FIELD ? [node.name.value] : [])));
}

function joinedTo(directive: ConstDirectiveNode, graph: string): ConstDirectiveNode {
  return withArgument(directive, "graph", graph);
}

function withArgument(directive: ConstDirectiveNode, name: string, value: string): ConstDirectiveNode {
  const replaced = (directive.arguments ?? []).map((each) =>
    each.name.value === name ? constArgument(name, value) : each,
  );
  return { ...directive, arguments: replaced };
}
