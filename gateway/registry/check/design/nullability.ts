/** What a department adds to the types of others, or to the root, may be null: when it is down, the rest must still be answered. */
import { Kind } from "graphql";
import { defineFinding, type Finding } from "../finding.ts";
import { hasDirective, type TypePart } from "../type-parts.ts";
import type { World } from "../world.ts";

export function nullabilityFindings(type: TypePart, { others }: World): readonly Finding[] {
  if (type.kind !== "Object" && type.kind !== "Interface") return [];
  const isRoot = type.name === "Query";
  const elsewhere = [...others.values()].flatMap((types) => types.get(type.name) ?? []);
  const isShared = elsewhere.length > 0 || hasDirective(type, "interfaceObject");
  if (!isRoot && !isShared) return [];
  const known = new Set(elsewhere.flatMap(({ fields }) => fields.map(({ name }) => name.value)));
  return type.fields
    .filter((field) => field.type.kind === Kind.NON_NULL_TYPE)
    .filter((field) => !known.has(field.name.value) && !isInternal(field))
    .filter((field) => isRoot || !isKeyField(type, field.name.value))
    .map((node) => notNullable({ coordinate: `${type.name}.${node.name.value}`, node }));
}

function isInternal(field: TypePart["fields"][number]): boolean {
  return hasDirective(field, "external") || hasDirective(field, "inaccessible");
}

function isKeyField({ directives }: TypePart, name: string): boolean {
  const keys = directives.filter((directive) => directive.name.value === "key");
  const texts = keys.flatMap(({ arguments: given = [] }) => given.map(({ value }) => value));
  return texts.some((value) => value.kind === Kind.STRING && value.value.split(/[\s{}]+/).includes(name));
}

const notNullable = defineFinding("CONTRIBUTED_NOT_NULLABLE", "error", () => ({
  message: {
    ja: "ほかの部局の型や Query に加える項目なのに、null を許していません。",
    en: "A field that is added to a type of others, or to Query, does not allow null.",
  },
  remedy: {
    ja: "型の末尾の ! を除いてください。この部局が止まっても、ほかの回答が失われないようにするためです。",
    en: "Take the last ! of its type away, so that the answers of others survive when this department is down.",
  },
}));
