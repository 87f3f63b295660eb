/** Has a subgraph's own resolvers refuse what their caller may not see, whoever let the question through. */
import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  parse,
} from "graphql";
import { errors } from "../errors.ts";
import { callerOf } from "./caller-of.ts";
import { readDefaultDemands } from "./default-demands.ts";
import { type Demand, meetsAll } from "./demand.ts";
import { readDirectDemands } from "./direct-demands.ts";
import type { Policies, Policy } from "./policy.ts";

/** The same schema: its resolvers are replaced in place. Guarding it twice changes nothing. */
export function guardSchema({ name, schema, sdl }: Guarded, { defaults, policies }: Policy): GraphQLSchema {
  if (guarded.has(schema)) return schema;
  guarded.add(schema);
  const document = parse(sdl, { noLocation: true });
  const byRule = readDirectDemands(document);
  const byDefault = readDefaultDemands(document, name, defaults);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    guardReference(
      type,
      createGuard(type.name, [...byRule.ofType(type.name), ...byDefault.ofReference(type.name)], policies),
    );
    if (isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const demands = [...byRule.ofField(type.name, field.name), ...byDefault.ofField(type.name, field.name)];
      guardField(field, createGuard(`${type.name}.${field.name}`, demands, policies));
    }
  }
  return schema;
}

interface Guarded {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

const guarded = new WeakSet<GraphQLSchema>();

/** @throws HubError FORBIDDEN_FIELD */
type Guard = (context: unknown) => void;

function createGuard(coordinate: string, demands: readonly Demand[], policies: Policies): Guard | undefined {
  if (demands.length === 0) return undefined;
  return (context) => {
    if (!meetsAll(callerOf(context), demands, policies)) throw errors.fieldForbidden([coordinate]);
  };
}

function guardField(field: GraphQLField<unknown, unknown>, guard: Guard | undefined): void {
  if (!guard) return;
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    guard(context);
    return resolve(source, args, context, info);
  };
}

type ReferenceResolver = (reference: unknown, context: unknown, info: unknown) => unknown;

interface SubgraphExtensions {
  readonly apollo?: { readonly subgraph?: { resolveReference?: ReferenceResolver } };
}

/** Where @apollo/subgraph keeps a type's `__resolveReference`. */
function guardReference(type: GraphQLObjectType | GraphQLInterfaceType, guard: Guard | undefined): void {
  const { apollo } = type.extensions as SubgraphExtensions;
  const resolve = apollo?.subgraph?.resolveReference;
  if (!guard || !apollo?.subgraph || !resolve) return;
  // A promise that is rejected leaves the other references of a call their answers.
  apollo.subgraph.resolveReference = async (reference, context, info) => {
    guard(context);
    return resolve(reference, context, info);
  };
}
