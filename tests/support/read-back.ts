/** Reads a record through GraphQL in full and turns what is shown back into the form that was written. */
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from "graphql";

/** Deep enough for the deepest tree of conditions that the tests write. */
const deepest = 6;

/** A selection of everything that an object type has. */
export function everythingOf(type: GraphQLObjectType, depth = 0): string {
  const fields = Object.values(type.getFields()).filter(
    (field) => depth < deepest || !isObjectType(getNamedType(field.type)),
  );
  return `{ ${fields.map((field) => `${field.name} ${selectionOf(field.type, depth)}`).join(" ")} }`;
}

function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  return isObjectType(named) ? everythingOf(named, depth + 1) : "";
}

type Fields = Readonly<Record<string, unknown>>;

/** Closed lists are written as codes and shown as objects. */
const codeFields: Readonly<Record<string, string>> = {
  FiscalYearNumber: "year",
  AreaCode: "code",
  IndustryCode: "code",
  TargetGroupCode: "code",
};

/** What is shown, with the fields and values of the input type. */
export function asWritten(shown: unknown, type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (shown === null || shown === undefined) return null;
  if (isListType(nullable) && Array.isArray(shown)) return shown.map((item) => asWritten(item, nullable.ofType));
  if (isInputObjectType(nullable)) return fieldsAsWritten(shown as Fields, nullable);
  const code = codeFields[getNamedType(nullable).name];
  return code !== undefined && typeof shown === "object" ? (shown as Fields)[code] : shown;
}

function fieldsAsWritten(shown: Fields, type: GraphQLInputObjectType): Fields {
  return Object.fromEntries(
    Object.values(type.getFields())
      .filter(({ name }) => name in shown)
      .map((field) => [field.name, asWritten(shown[field.name], field.type)]),
  );
}
