/** A supergraph as a table: what is said at each coordinate, facet by facet, whatever directives and names its parts used to say it. */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  isTypeDefinitionNode,
  Kind,
  print,
  type TypeDefinitionNode,
} from "graphql";
import { argumentOf, stringOf } from "../federation-names.ts";
import { bareText, type Member } from "../ownership/plain-text.ts";

export type Facet = "description" | "directives" | "form" | "members" | "answers" | "keys";

export interface Coordinate {
  readonly type: string;
  /** Whether the type stands for others. */
  readonly isInterface: boolean;
  readonly field: string | undefined;
  readonly facets: ReadonlyMap<Facet, readonly string[]>;
  /** Names of the subgraphs that answer it. */
  readonly answeredBy: readonly string[];
}

export type Coordinates = ReadonlyMap<string, Coordinate>;

export function readCoordinates(supergraph: DocumentNode): Coordinates {
  const names = graphNames(supergraph);
  const types = supergraph.definitions
    .filter(isTypeDefinitionNode)
    .filter(({ name }) => !isOfSpecification(name.value));
  const found = types.flatMap((type) => [typeCoordinate(type, names), ...memberCoordinates(type, names)]);
  return new Map(found.map((each) => [each.field === undefined ? each.type : `${each.type}.${each.field}`, each]));
}

function isOfSpecification(name: string): boolean {
  return name.startsWith("join__") || name.startsWith("link__");
}

type GraphNames = ReadonlyMap<string, string>;

function graphNames({ definitions }: DocumentNode): GraphNames {
  const graphs = definitions.find(
    (each) => each.kind === Kind.ENUM_TYPE_DEFINITION && each.name.value === "join__Graph",
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return new Map(
    values.flatMap(({ name, directives = [] }) =>
      directives.map((use) => [name.value, stringOf(argumentOf(use, "name")) ?? name.value] as const),
    ),
  );
}

function typeCoordinate(type: TypeDefinitionNode, names: GraphNames): Coordinate {
  const uses = type.directives ?? [];
  const interfaces = "interfaces" in type ? (type.interfaces ?? []) : [];
  const members = "types" in type ? (type.types ?? []) : [];
  // That a subgraph has the type says nothing of others; that it can be asked for its records does.
  const entries = joined(uses, "join__type", names).filter(({ text }) => text !== "");
  return {
    type: type.name.value,
    isInterface: type.kind === Kind.INTERFACE_TYPE_DEFINITION,
    field: undefined,
    answeredBy: [],
    facets: new Map<Facet, readonly string[]>([
      ["description", [type.description?.value ?? ""]],
      ["directives", ownDirectives(uses)],
      ["form", [type.kind]],
      ["members", sorted([...interfaces, ...members].map(({ name }) => name.value))],
      ["keys", sorted(entries.map(({ graph, text }) => `${graph} ${text}`))],
    ]),
  };
}

function memberCoordinates(type: TypeDefinitionNode, names: GraphNames): readonly Coordinate[] {
  const members: readonly Member[] = [
    ...("fields" in type ? (type.fields ?? []) : []),
    ...("values" in type ? (type.values ?? []) : []),
  ];
  const ofType = [...new Set(joined(type.directives ?? [], "join__type", names).map(({ graph }) => graph))];
  return members
    .filter((member) => !isDerived(member))
    .map((member) => memberCoordinate(type, member, { names, ofType }));
}

/** What a subgraph that stands for an interface adds is repeated at each type behind it. */
function isDerived({ directives = [] }: Member): boolean {
  return directives.some((use) => use.name.value === "join__field" && argumentOf(use, "graph") === undefined);
}

interface Around {
  readonly names: GraphNames;
  /** Subgraphs that have the type. */
  readonly ofType: readonly string[];
}

function memberCoordinate(type: TypeDefinitionNode, member: Member, { names, ofType }: Around): Coordinate {
  const uses = member.directives ?? [];
  const args = member.kind === Kind.FIELD_DEFINITION ? (member.arguments ?? []) : [];
  const entries = joined(uses, "join__field", names);
  // Where all the subgraphs of a type answer a field, composition leaves out who does.
  const answers = entries.length > 0 ? entries : ofType.map((graph) => ({ graph, text: "", isExternal: false }));
  const given = answers.filter(({ isExternal }) => !isExternal);
  return {
    type: type.name.value,
    isInterface: type.kind === Kind.INTERFACE_TYPE_DEFINITION,
    field: member.name.value,
    answeredBy: given.map(({ graph }) => graph),
    facets: new Map<Facet, readonly string[]>([
      ["description", [member.description?.value ?? ""]],
      [
        "directives",
        [
          ...ownDirectives(uses),
          ...args.flatMap((arg) => ownDirectives(arg.directives).map((use) => `${arg.name.value}: ${use}`)),
        ],
      ],
      ["form", member.kind === Kind.ENUM_VALUE_DEFINITION ? [] : [bareText(member)]],
      ["answers", sorted(given.map(({ graph, text }) => `${graph} ${text}`.trim()))],
    ]),
  };
}

interface Joined {
  readonly graph: string;
  /** What it says beside the subgraph; empty where it says nothing. */
  readonly text: string;
  readonly isExternal: boolean;
}

/** The type that one subgraph gives a field is merged into the field's own. */
const unspoken = ["graph", "type", "external"];

function joined(uses: readonly ConstDirectiveNode[], name: string, names: GraphNames): readonly Joined[] {
  return uses
    .filter((use) => use.name.value === name)
    .map((use) => {
      const graph = argumentOf(use, "graph");
      const external = argumentOf(use, "external");
      const rest = (use.arguments ?? []).filter((each) => !unspoken.includes(each.name.value)).map(print);
      return {
        graph: graph?.kind === Kind.ENUM ? (names.get(graph.value) ?? graph.value) : "",
        text: sorted(rest).join(", "),
        isExternal: external?.kind === Kind.BOOLEAN && external.value,
      };
    });
}

function ownDirectives(uses: readonly ConstDirectiveNode[] = []): readonly string[] {
  return sorted(uses.filter(({ name }) => !name.value.startsWith("join__")).map(print));
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort();
}
