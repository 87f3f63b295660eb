/** What the rules of a document demand at each place: of a type, of a field, and of what a field gives. */
import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  type TypeNode,
} from "graphql";
import type { Demand } from "./demand.ts";
import { demandsOf, linkedRules } from "./linked-rules.ts";

export interface DirectDemands {
  /** Whether nothing is demanded anywhere. */
  readonly areNone: boolean;
  ofType(type: string): readonly Demand[];
  /** Of the field, of its type, of the scalar or enum that it gives, and of an interface's field that it stands for. */
  ofField(type: string, field: string): readonly Demand[];
}

interface TypeRules {
  readonly own: readonly Demand[];
  readonly interfaces: readonly string[];
  readonly fields: ReadonlyMap<string, { readonly own: readonly Demand[]; readonly gives: string }>;
}

export function readDirectDemands(document: DocumentNode): DirectDemands {
  const types = readTypes(document);
  const ofType = (type: string) => types.get(type)?.own ?? [];
  const ofOwnField = (type: string, field: string): readonly Demand[] => {
    const known = types.get(type)?.fields.get(field);
    return known ? [...ofType(type), ...known.own, ...leafDemands(known.gives, types)] : ofType(type);
  };
  return {
    areNone: [...types.values()].every(
      ({ own, fields }) => own.length + [...fields.values()].flatMap((each) => each.own).length === 0,
    ),
    ofType,
    ofField(type, field) {
      const interfaces = (types.get(type)?.interfaces ?? []).filter((name) => types.get(name)?.fields.has(field));
      return [...ofOwnField(type, field), ...interfaces.flatMap((name) => ofOwnField(name, field))];
    },
  };
}

/** What composite types demand is demanded where their fields are asked for. */
function leafDemands(type: string, types: ReadonlyMap<string, TypeRules>): readonly Demand[] {
  const rules = types.get(type);
  return rules?.fields.size === 0 ? rules.own : [];
}

/** A type may be written in several parts, each with its rules. */
function readTypes({ definitions }: DocumentNode): ReadonlyMap<string, TypeRules> {
  const rules = linkedRules({ kind: Kind.DOCUMENT, definitions });
  const types = new Map<string, TypeRules>();
  for (const definition of definitions) {
    if (!isNamed(definition)) continue;
    const name = definition.name.value;
    const before = types.get(name);
    const fields = fieldsOf(definition).map(
      (field) => [field.name.value, { own: demandsOf(field.directives, rules), gives: namedType(field.type) }] as const,
    );
    types.set(name, {
      own: [...(before?.own ?? []), ...demandsOf(definition.directives, rules)],
      interfaces: [...(before?.interfaces ?? []), ...interfacesOf(definition)],
      fields: new Map([...(before?.fields ?? []), ...fields]),
    });
  }
  return types;
}

const typeKinds = new Set<string>([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.UNION_TYPE_EXTENSION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_EXTENSION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_TYPE_EXTENSION,
]);

type TypeNodes = Exclude<
  TypeDefinitionNode | TypeExtensionNode,
  { readonly kind: Kind.INPUT_OBJECT_TYPE_DEFINITION | Kind.INPUT_OBJECT_TYPE_EXTENSION }
>;

function isNamed(definition: DefinitionNode): definition is TypeNodes {
  return typeKinds.has(definition.kind);
}

function fieldsOf(definition: DefinitionNode): readonly FieldDefinitionNode[] {
  return hasFields(definition) ? (definition.fields ?? []) : [];
}

function interfacesOf(definition: DefinitionNode): readonly string[] {
  return hasFields(definition) ? (definition.interfaces ?? []).map(({ name }) => name.value) : [];
}

function hasFields(definition: DefinitionNode) {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.OBJECT_TYPE_EXTENSION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_EXTENSION
  );
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
