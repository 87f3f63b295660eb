/** Which subgraphs answer each field, as the composed supergraph's own directives say. */
import { type ConstDirectiveNode, type DefinitionNode, type DocumentNode, Kind } from "graphql";

/** Names of subgraphs by coordinate, such as `Mutation.createWelfareMeasure`. */
export type FieldOwners = ReadonlyMap<string, ReadonlySet<string>>;

export function readFieldOwners(supergraph: DocumentNode): FieldOwners {
  const names = subgraphNames(supergraph);
  const owners = new Map<string, ReadonlySet<string>>();
  for (const definition of supergraph.definitions) {
    if (!isComposite(definition)) continue;
    const ofType = graphsOf(definition.directives, "join__type");
    for (const { name, directives } of definition.fields ?? []) {
      const ofField = graphsOf(directives, "join__field");
      // Where all the subgraphs of a type answer a field, composition leaves out who does.
      const graphs = ofField.length > 0 ? ofField : ofType;
      owners.set(`${definition.name.value}.${name.value}`, new Set(graphs.map((graph) => names.get(graph) ?? graph)));
    }
  }
  return owners;
}

function isComposite(definition: DefinitionNode) {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

/** External fields are only spoken of by a subgraph, never answered. */
function graphsOf(directives: readonly ConstDirectiveNode[] | undefined, name: string): readonly string[] {
  return (directives ?? [])
    .filter((each) => each.name.value === name && argumentOf(each, "external") !== true)
    .map((each) => argumentOf(each, "graph"))
    .filter((graph) => typeof graph === "string");
}

function argumentOf(directive: ConstDirectiveNode, name: string): string | boolean | undefined {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  if (value?.kind === Kind.BOOLEAN || value?.kind === Kind.ENUM || value?.kind === Kind.STRING) return value.value;
  return undefined;
}

function subgraphNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const graphs = supergraph.definitions.find(
    (each) => each.kind === Kind.ENUM_TYPE_DEFINITION && each.name.value === "join__Graph",
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  return new Map(
    values.map(({ name, directives }) => {
      const described = directives?.find((each) => each.name.value === "join__graph");
      return [name.value, String((described && argumentOf(described, "name")) ?? name.value)];
    }),
  );
}
