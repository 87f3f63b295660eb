/** What a new schema takes from those who use the present one, or may surprise them with. */
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { type GraphQLSchema, getNamedType, isEnumType, isInterfaceType, isObjectType } from "graphql";
import { affectedCoordinates } from "./affected-coordinates.ts";

export interface ApiChange {
  /** Such as `FIELD_REMOVED`. */
  readonly kind: string;
  readonly level: "breaking" | "dangerous";
  readonly coordinate: string;
  readonly message: string;
  /** Whoever uses one of these is affected. */
  readonly affects: readonly string[];
  /** Departments that the type belongs to. */
  readonly owners: readonly string[];
}

/** Departments that a type of the graph belongs to. */
export type OwnersOf = (typeName: string) => readonly string[];

export async function apiChanges(
  before: GraphQLSchema,
  after: GraphQLSchema,
  ownersOf: OwnersOf = () => [],
): Promise<readonly ApiChange[]> {
  const changes = await diff(before, after);
  return changes.flatMap(({ type, criticality: { level }, path, message }) => {
    const kind = String(type);
    const coordinate = path ?? "";
    if (level === CriticalityLevel.NonBreaking || coordinate.startsWith("@")) return [];
    // Nobody is ever sent a value that is only taken.
    if (kind === "ENUM_VALUE_ADDED" && !isReturned(after, coordinate)) return [];
    const isBreaking = level === CriticalityLevel.Breaking;
    return [
      {
        kind,
        level: isBreaking ? "breaking" : "dangerous",
        coordinate,
        message,
        affects: affectedCoordinates(before, kind, coordinate),
        owners: ownersOf(coordinate.split(".")[0] ?? ""),
      } as const,
    ];
  });
}

function isReturned(schema: GraphQLSchema, coordinate: string): boolean {
  const type = schema.getType(coordinate.split(".")[0] ?? "");
  return (
    isEnumType(type) &&
    Object.values(schema.getTypeMap()).some(
      (each) =>
        (isObjectType(each) || isInterfaceType(each)) &&
        Object.values(each.getFields()).some((field) => getNamedType(field.type) === type),
    )
  );
}
