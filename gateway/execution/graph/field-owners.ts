/** Which subgraphs have a field of a type: read when the first error must say so. */
import { parse } from "graphql";
import {
  argumentFlag,
  argumentText,
  compositeDefinitions,
  directivesNamed,
  fieldJoins,
  graphsOf,
  readSubgraphNames,
} from "./join-directives.ts";

export type FieldOwners = (typeName: string, fieldName: string) => readonly string[];

export function createFieldOwners(supergraphSdl: string): FieldOwners {
  let known: FieldOwners | undefined;
  return (typeName, fieldName) => {
    known ??= readFieldOwners(supergraphSdl);
    return known(typeName, fieldName);
  };
}

function readFieldOwners(supergraphSdl: string): FieldOwners {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = readSubgraphNames(document);
  const types = new Map(compositeDefinitions(document).map((each) => [each.name.value, each]));
  const ownersOf: FieldOwners = (typeName, fieldName) => {
    const type = types.get(typeName);
    const field = type?.fields?.find(({ name }) => name.value === fieldName);
    if (!type || !field) return [];
    const joins = fieldJoins(field).filter((each) => !argumentFlag(each, "external"));
    const isEverywhere = directivesNamed(field, "join__field").length === 0;
    const graphs = isEverywhere ? graphsOf(type) : joins.map((each) => argumentText(each, "graph") ?? "");
    if (graphs.length === 0) return (type.interfaces ?? []).flatMap(({ name }) => ownersOf(name.value, fieldName));
    return [...new Set(graphs)].flatMap((graph) => names.get(graph)?.name ?? []);
  };
  return ownersOf;
}
