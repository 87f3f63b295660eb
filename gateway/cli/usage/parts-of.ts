/** The parts of a graph that operations name: fields, their arguments, fields of inputs, values of enums. */
import {
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from "graphql";

export interface Part {
  /** Its coordinate, and those of the interfaces by which it may be asked for as well. */
  readonly names: readonly [string, ...string[]];
  /** Why it is to go. */
  readonly deprecation: string | undefined;
  /** Whether a question must name it to use it: a value of an enum is also given in answers, where nobody counts it. */
  readonly isAsked: boolean;
}

/** In the order of the alphabet. */
export function partsOf(schema: GraphQLSchema): readonly Part[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  const answered = new Set(types.flatMap((type) => (hasFields(type) ? answeredBy(type) : [])));
  const parts = types.flatMap((type) => {
    if (hasFields(type)) return fieldsOf(type);
    if (isInputObjectType(type)) return inputFieldsOf(type);
    return isEnumType(type) ? valuesOf(type, !answered.has(type.name)) : [];
  });
  return parts.sort((a, b) => (a.names[0] < b.names[0] ? -1 : 1));
}

type WithFields = GraphQLObjectType | GraphQLInterfaceType;

function hasFields(type: unknown): type is WithFields {
  return isObjectType(type) || isInterfaceType(type);
}

function answeredBy(type: WithFields): readonly string[] {
  return Object.values(type.getFields()).map((field) => getNamedType(field.type).name);
}

function fieldsOf(type: WithFields): readonly Part[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const owners = type.getInterfaces().filter((each) => field.name in each.getFields());
    const names = [`${type.name}.${field.name}`, ...owners.map(({ name }) => `${name}.${field.name}`)] as const;
    const arguments_ = field.args.map(({ name, deprecationReason }) => {
      const [own, ...others] = names;
      return asked([`${own}.${name}`, ...others.map((each) => `${each}.${name}`)], deprecationReason);
    });
    return [asked(names, field.deprecationReason), ...arguments_];
  });
}

function inputFieldsOf(type: GraphQLInputObjectType): readonly Part[] {
  return Object.values(type.getFields()).map((field) => asked([`${type.name}.${field.name}`], field.deprecationReason));
}

function valuesOf(type: GraphQLEnumType, isAsked: boolean): readonly Part[] {
  return type
    .getValues()
    .map((value) => ({ ...asked([`${type.name}.${value.name}`], value.deprecationReason), isAsked }));
}

function asked(names: Part["names"], deprecation: string | null | undefined): Part {
  return { names, deprecation: deprecation ?? undefined, isAsked: true };
}
