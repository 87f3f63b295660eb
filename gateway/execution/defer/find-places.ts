/** Finds the objects that a deferred fragment stands on: those that the client has been told of, and whose type the fragments on the way apply to. */
import { type FieldNode, type GraphQLSchema, getNamedType, isObjectType, Kind } from "graphql";
import { applies, isIncluded, type Selections, type WrittenType } from "../answer/collect-fields.ts";
import type { ResponsePath } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { DataKeys } from "../plan/travelling-operation.ts";
import type { Step } from "./shape.ts";

export type Place = {
  readonly type: WrittenType;
  readonly path: ResponsePath;
  /** In the joined data. */
  readonly record: JsonObject;
  /** In what the client has put together so far. */
  readonly told: JsonObject;
};

export type Search = Selections & { readonly dataKeys: DataKeys };

export function findPlaces(steps: readonly Step[], root: Place, search: Search): readonly Place[] {
  return steps.reduce<readonly Place[]>(
    (places, step) => places.flatMap((place) => follow(step, place, search)),
    [root],
  );
}

function follow(step: Step, place: Place, search: Search): readonly Place[] {
  if (!isIncluded(step, search)) return [];
  if (step.kind === Kind.FIELD) return below(step, place, search);
  return applies(step.typeCondition?.name.value, place.type, search) ? [place] : [];
}

function below(node: FieldNode, place: Place, search: Search): readonly Place[] {
  const responseKey = node.alias?.value ?? node.name.value;
  const value = place.record[search.dataKeys.get(node) ?? responseKey];
  const declared = place.type.getFields()[node.name.value]?.type;
  if (!declared) return [];
  const named = getNamedType(declared).name;
  const told = Object.hasOwn(place.told, responseKey) ? place.told[responseKey] : undefined;
  return objectsIn(value, told, [...place.path, responseKey], named, search.schema);
}

function objectsIn(
  value: unknown,
  told: unknown,
  path: ResponsePath,
  declared: string,
  schema: GraphQLSchema,
): readonly Place[] {
  if (Array.isArray(value) && Array.isArray(told))
    return value.flatMap((each, index) => objectsIn(each, told[index], [...path, index], declared, schema));
  if (!isJsonObject(value) || !isJsonObject(told)) return [];
  const type = [schema.getType(declared), schema.getType(String(value["__typename"]))].find(isObjectType);
  return type ? [{ type, path, record: value, told }] : [];
}
