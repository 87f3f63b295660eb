/**
 * What a subgraph has the gateway fetch for it (`@requires`, `@fromContext`, keys), and what it gives in passing (`@provides`), read from the
 * composed graph, where no name hides it. What others answer, a department is told, or answers in their place, with their approval.
 */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  parse,
  type SelectionSetNode,
  type TypeDefinitionNode,
  type TypeNode,
} from "graphql";
import { type ContextSelections, readContextSelections } from "#kit/identity/context-selections.ts";
import { readFieldOwners } from "../../../access/field-owners.ts";
import { contractTypeNames } from "../contract-types.ts";
import { argumentOf, stringOf } from "../federation-names.ts";
import { defineFinding, type Finding } from "../finding.ts";
import type { World } from "../world.ts";

export function reachedFieldFindings(world: World, presentSdl: string, proposedSdl: string): readonly Finding[] {
  const known = new Set(reachesIn(presentSdl, world.name).map(identityOf));
  const added = reachesIn(proposedSdl, world.name).filter((reach) => !known.has(identityOf(reach)));
  return added.flatMap(({ coordinate, by, reached, owners }) => {
    const part = world.proposed.types.get(coordinate.split(".")[0] ?? "");
    const field = part?.fields.find(({ name }) => coordinate === `${part.name}.${name.value}`);
    return owners.map((awaits) =>
      by === "provides"
        ? fieldProvided({ coordinate, node: field ?? part?.node, awaits }, reached, awaits)
        : fieldRead({ coordinate, node: field ?? part?.node, awaits }, reached, awaits),
    );
  });
}

type By = "requires" | "provides" | "key" | "fromContext";

interface Reach {
  /** Where it is said. */
  readonly coordinate: string;
  readonly by: By;
  /** The coordinate that is read or given. */
  readonly reached: string;
  readonly owners: readonly string[];
}

function identityOf({ coordinate, by, reached, owners }: Reach): string {
  return JSON.stringify([coordinate, by, reached, owners]);
}

interface Graph {
  readonly types: ReadonlyMap<string, TypeDefinitionNode>;
  readonly contextOf: ContextSelections;
  /** The other subgraphs that alone answer a field. */
  ownersOf(type: string, field: string): readonly string[];
}

function reachesIn(sdl: string, subgraph: string): readonly Reach[] {
  const document = parse(sdl, { noLocation: true });
  const graph = readGraph(document, subgraph);
  const enumName = enumNameOf(document, subgraph);
  const reaches = [...graph.types.values()].flatMap((type) => [
    ...saidBy(type.directives, "join__type", "key", enumName).flatMap((text) =>
      within(text, type.name.value, graph).map((each) => ({
        ...each,
        coordinate: type.name.value,
        by: "key" as const,
      })),
    ),
    ...fieldsOf(type).flatMap((field) => reachesOf(type, field, graph, enumName)),
  ]);
  return [...new Map(reaches.map((reach) => [identityOf(reach), reach])).values()];
}

function reachesOf(
  type: TypeDefinitionNode,
  field: FieldDefinitionNode,
  graph: Graph,
  enumName: string,
): readonly Reach[] {
  const coordinate = `${type.name.value}.${field.name.value}`;
  const said = (by: By) => saidBy(field.directives, "join__field", by, enumName);
  const given = namedType(field.type).name.value;
  const told = graph.contextOf(field).filter((each) => each.graph === enumName);
  return [
    ...told.flatMap(({ selectionSet, type: around }) =>
      reachedIn(selectionSet, around, graph).map((each) => ({ ...each, coordinate, by: "fromContext" as const })),
    ),
    ...said("requires").flatMap((text) =>
      within(text, type.name.value, graph).map((each) => ({ ...each, coordinate, by: "requires" as const })),
    ),
    ...said("provides").flatMap((text) =>
      within(text, given, graph).map((each) => ({ ...each, coordinate, by: "provides" as const })),
    ),
  ];
}

type Reached = Pick<Reach, "reached" | "owners">;

/** The fields of others in a selection. Of a contract type nothing is anybody's but the field that led there. */
function within(text: string, type: string, graph: Graph): readonly Reached[] {
  const [operation] = parse(`{${text}}`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? reachedIn(operation.selectionSet, type, graph) : [];
}

function reachedIn({ selections }: SelectionSetNode, type: string, graph: Graph): readonly Reached[] {
  return selections.flatMap((selection): readonly Reached[] => {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return reachedIn(selection.selectionSet, selection.typeCondition?.name.value ?? type, graph);
    if (selection.kind !== Kind.FIELD || selection.name.value.startsWith("__")) return [];
    const name = selection.name.value;
    const field = fieldsOf(graph.types.get(type)).find((each) => each.name.value === name);
    const owners = graph.ownersOf(type, name);
    const here = owners.length > 0 ? [{ reached: `${type}.${name}`, owners }] : [];
    const inner =
      selection.selectionSet && field ? reachedIn(selection.selectionSet, namedType(field.type).name.value, graph) : [];
    return [...here, ...inner];
  });
}

function readGraph(document: DocumentNode, subgraph: string): Graph {
  const types = new Map(document.definitions.filter(isTypeDefinitionNode).map((type) => [type.name.value, type]));
  const owners = readFieldOwners(document);
  return {
    types,
    contextOf: readContextSelections(document),
    ownersOf(type, field) {
      const definition = types.get(type);
      const isValue = contractTypeNames.has(type) && definition?.kind === Kind.OBJECT_TYPE_DEFINITION;
      const answering = answerersOf(definition, field, owners);
      return isValue || answering.includes(subgraph) ? [] : answering;
    },
  };
}

/** What is added to an interface stands at the types behind it without a name. */
function answerersOf(
  type: TypeDefinitionNode | undefined,
  field: string,
  owners: ReturnType<typeof readFieldOwners>,
): readonly string[] {
  if (type === undefined) return [];
  const definition = fieldsOf(type).find(({ name }) => name.value === field);
  const isDerived = (definition?.directives ?? []).some(
    (use) => use.name.value === "join__field" && argumentOf(use, "graph") === undefined,
  );
  if (!isDerived) return [...(owners.get(`${type.name.value}.${field}`) ?? [])].sort();
  const interfaces: readonly NamedTypeNode[] = "interfaces" in type ? (type.interfaces ?? []) : [];
  return [...new Set(interfaces.flatMap(({ name }) => [...(owners.get(`${name.value}.${field}`) ?? [])]))].sort();
}

function saidBy(
  uses: readonly ConstDirectiveNode[] | undefined,
  directive: string,
  argument: string,
  enumName: string,
): readonly string[] {
  return (uses ?? [])
    .filter((use) => use.name.value === directive)
    .filter((use) => {
      const graph = argumentOf(use, "graph");
      return graph?.kind === Kind.ENUM && graph.value === enumName;
    })
    .flatMap((use) => stringOf(argumentOf(use, argument)) ?? []);
}

function enumNameOf({ definitions }: DocumentNode, subgraph: string): string {
  const graphs = definitions.find(
    (each) => each.kind === Kind.ENUM_TYPE_DEFINITION && each.name.value === "join__Graph",
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  const found = values.find(({ directives = [] }) =>
    directives.some((use) => stringOf(argumentOf(use, "name")) === subgraph),
  );
  return found?.name.value ?? "";
}

function fieldsOf(type: TypeDefinitionNode | undefined): readonly FieldDefinitionNode[] {
  return type?.kind === Kind.OBJECT_TYPE_DEFINITION || type?.kind === Kind.INTERFACE_TYPE_DEFINITION
    ? (type.fields ?? [])
    : [];
}

function namedType(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedType(type.type);
}

const fieldRead = defineFinding("FOREIGN_FIELD_READ", "error", (reached: string, owner: string) => ({
  message: {
    ja: `${owner} の ${reached} を読み、自分のサブグラフに送らせます。`,
    en: `This has ${reached} of ${owner} read and sent to your subgraph.`,
  },
  remedy: { ja: `${owner} の承認を得るか、使わないでください。`, en: `Have ${owner} approve it, or do without it.` },
}));

const fieldProvided = defineFinding("FOREIGN_FIELD_PROVIDED", "error", (reached: string, owner: string) => ({
  message: {
    ja: `${owner} に代わって ${reached} に答えます（@provides）。`,
    en: `This answers ${reached} in place of ${owner} (@provides).`,
  },
  remedy: {
    ja: `${owner} の承認を得るか、@provides を除いてください。`,
    en: `Have ${owner} approve it, or take @provides out.`,
  },
}));
