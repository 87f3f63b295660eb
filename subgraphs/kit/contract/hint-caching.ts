/**
 * Says of everything that is read from records how long a copy of it may be shown: what the graph says of measures is the same
 * for everybody who may see it, and changes with the records alone. A type or field that says so itself is left as it is.
 */
import { type ConstDirectiveNode, type DefinitionNode, type DocumentNode, Kind, parse } from "graphql";

/** In seconds: with the second that a change takes to the catalog, a portal shows it within three. */
const recordsHold = 2;

const definition = parse(
  `"写しを示してよい時間。 How long a copy may be shown."
  directive @cacheControl(
    "秒数。0 なら写しを持たない。 In seconds; 0 for not at all."
    maxAge: Int
    "外側の項目の時間に従う。 As long as what it stands in."
    inheritMaxAge: Boolean
  ) on FIELD_DEFINITION | OBJECT | INTERFACE`,
  { noLocation: true },
);

export function hintCaching(document: DocumentNode): DocumentNode {
  const isDefined = document.definitions.some(
    (each) => each.kind === Kind.DIRECTIVE_DEFINITION && each.name.value === "cacheControl",
  );
  const definitions = document.definitions.map(withHint);
  return { ...document, definitions: isDefined ? definitions : [...definitions, ...definition.definitions] };
}

/** Root fields say it by what they return; what only other subgraphs read is never to come from a copy. */
function withHint(type: DefinitionNode): DefinitionNode {
  if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return type;
  const { name, directives = [] } = type;
  const isLeftOut = directives.some((each) => ["cacheControl", "inaccessible"].includes(each.name.value));
  if (isLeftOut || roots.has(name.value)) return type;
  return { ...type, directives: [...directives, hint] };
}

const roots = new Set(["Query", "Mutation", "Subscription"]);

const hint: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: "cacheControl" },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: "maxAge" },
      value: { kind: Kind.INT, value: String(recordsHold) },
    },
  ],
};
