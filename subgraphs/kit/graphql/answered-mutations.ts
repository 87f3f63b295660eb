/** Has every mutation of a schema answer with what it made or with what is wrong: an answer of nothing would be taken for success. */
import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from "graphql";
import { errors } from "../errors.ts";

/** The same schema: its resolvers are replaced in place. What takes a record away has none to show. */
export function requireMutationAnswers(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}))
    if (!field.name.startsWith("withdraw")) requireAnswer(field);
  return schema;
}

function requireAnswer(field: GraphQLField<unknown, unknown>): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  const payload = getNamedType(field.type);
  field.resolve = async (...asked) => {
    const answer: unknown = await resolve(...asked);
    if (saysNothing(answer, payload)) throw errors.changeUnconfirmed();
    return answer;
  };
}

/** Lists are what is wrong; everything else is what was made. */
function saysNothing(answer: unknown, payload: ReturnType<typeof getNamedType>): boolean {
  if (answer === null || answer === undefined) return true;
  if (typeof answer !== "object" || !isObjectType(payload)) return false;
  const values = new Map<string, unknown>(Object.entries(answer));
  return fieldNames(payload).every((name) => isNothing(values.get(name)));
}

function fieldNames(type: GraphQLObjectType): readonly string[] {
  return Object.keys(type.getFields());
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
