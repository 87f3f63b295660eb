/**
 * Where a subgraph has an entity interface and stubs of what implements it, a field of the interface whose value has parts could also be
 * fetched from the other subgraph of each implementation. The planner weighs all of these choices together: with n implementations, 2 to the
 * power of n plans, of which the first is the best. It has no choice where the stub's field is not shareable, so it is told so
 * of every value that is whole where the interface is.
 */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from "graphql";
import {
  argumentFlag,
  argumentText,
  type CompositeDefinition,
  constArgument,
  directivesNamed,
  fieldJoins,
  graphsOf,
  hasArgument,
  isComposite,
  joinField,
  namedTypeOf,
} from "./join-directives.ts";

export function withoutIdleChoices(supergraph: DocumentNode): DocumentNode {
  const types = new Map(supergraph.definitions.filter(isComposite).map((each) => [each.name.value, each]));
  const definitions = supergraph.definitions.map((each) =>
    each.kind === Kind.OBJECT_TYPE_DEFINITION ? withoutChoices(each, types) : each,
  );
  return { ...supergraph, definitions };
}

type Types = ReadonlyMap<string, CompositeDefinition>;

function withoutChoices(type: ObjectTypeDefinitionNode, types: Types): ObjectTypeDefinitionNode {
  const graphs = graphsWithEntityInterface(type, types);
  if (graphs.length === 0) return type;
  const fields = (type.fields ?? []).map((field) => {
    const below = types.get(namedTypeOf(field.type));
    const idle = graphs.filter((graph) => below && isIn(field, graph) && isWhole(below, graph, types, new Set()));
    return idle.length === 0 ? field : { ...field, directives: joinsWithoutChoice(field, type, idle) };
  });
  return { ...type, fields };
}

function graphsWithEntityInterface(type: CompositeDefinition, types: Types): string[] {
  return directivesNamed(type, "join__implements").flatMap((directive) => {
    const graph = argumentText(directive, "graph") ?? "";
    const implemented = types.get(argumentText(directive, "interface") ?? "");
    const joins = implemented ? directivesNamed(implemented, "join__type") : [];
    const hasKey = joins.some(
      (join) => argumentText(join, "graph") === graph && argumentText(join, "key") !== undefined,
    );
    return hasKey ? [graph] : [];
  });
}

/** Whether the subgraph has everything of the type that any has, down to the leaves. */
function isWhole(type: CompositeDefinition, graph: string, types: Types, seen: Set<string>): boolean {
  if (seen.has(type.name.value)) return true;
  seen.add(type.name.value);
  // Behind an interface there may be other implementations elsewhere.
  if (type.kind !== Kind.OBJECT_TYPE_DEFINITION || !graphsOf(type).includes(graph)) return false;
  return (type.fields ?? []).every((field) => {
    const below = types.get(namedTypeOf(field.type));
    return isIn(field, graph) && (!below || isWhole(below, graph, types, seen));
  });
}

function isIn(field: FieldDefinitionNode, graph: string): boolean {
  // One whose joins name no graph comes from an @interfaceObject, and no subgraph has it of this type.
  if (directivesNamed(field, "join__field").length === 0) return true;
  return fieldJoins(field).some(
    (join) =>
      argumentText(join, "graph") === graph &&
      !argumentFlag(join, "external") &&
      !argumentFlag(join, "usedOverridden") &&
      argumentText(join, "requires") === undefined &&
      !hasArgument(join, "contextArguments"),
  );
}

/** A field that is overridden under a label is neither external nor shareable, and nobody has this label. */
function joinsWithoutChoice(
  field: FieldDefinitionNode,
  type: CompositeDefinition,
  graphs: readonly string[],
): ConstDirectiveNode[] {
  const joins = fieldJoins(field);
  const all = joins.length > 0 ? joins : [...new Set(graphsOf(type))].map(joinField);
  const others = (field.directives ?? []).filter((each) => !joins.includes(each));
  const marked = all.map((join) => (graphs.includes(argumentText(join, "graph") ?? "") ? overridden(join) : join));
  return [...others, ...marked];
}

function overridden(join: ConstDirectiveNode): ConstDirectiveNode {
  const mark = [constArgument("usedOverridden", "true"), constArgument("overrideLabel", '"never"')];
  return { ...join, arguments: [...(join.arguments ?? []), ...mark] };
}
