/** In what a service that runs differs from the schema that is published for it: what is asked of it, and how it is put together with others. */
import { type ConstDirectiveNode, type InputValueDefinitionNode, Kind, parse, print } from "graphql";
import { readSchema } from "./read-schema.ts";
import type { TypePart } from "./type-parts.ts";

/** Each coordinate, and what stands there; the order and the wording of a schema say nothing. */
type Facts = ReadonlyMap<string, string>;

export interface ServiceDifference {
  readonly coordinate: string;
  /** Where it is: in one of the two alone, or otherwise in one than in the other. */
  readonly where: "schema" | "service" | "both";
}

/** By coordinates, in order; undefined where what runs says nothing that is a schema. */
export function serviceDifferences(proposed: string, running: string): readonly ServiceDifference[] | undefined {
  const [wanted, given] = [factsOf(proposed), factsOf(running)];
  if (!wanted || !given) return undefined;
  const coordinates = new Set([...wanted.keys(), ...given.keys()]);
  const differing = [...coordinates].filter((coordinate) => wanted.get(coordinate) !== given.get(coordinate)).sort();
  return differing.map((coordinate) => ({ coordinate, where: whereOf(wanted.has(coordinate), given.has(coordinate)) }));
}

function whereOf(isWanted: boolean, isGiven: boolean): ServiceDifference["where"] {
  if (isWanted && isGiven) return "both";
  return isWanted ? "schema" : "service";
}

function factsOf(sdl: string): Facts | undefined {
  const reading = readSchema(sdl);
  if (reading.outcome === "unreadable") return undefined;
  const types = [...reading.schema.types.values()].filter(({ name }) => !isOfFederation(name));
  return new Map(types.flatMap(factsOfType));
}

/** What libraries add by themselves, some in what they print and some not. */
function isOfFederation(name: string): boolean {
  return /^(?:_Any|_Entity|_Service|FieldSet|_FieldSet|\w+__\w+)$/.test(name);
}

function factsOfType({
  name,
  kind,
  directives,
  interfaces,
  members,
  ...parts
}: TypePart): readonly (readonly [string, string])[] {
  const isRoot = name === "Query";
  const fields = parts.fields.filter((field) => !(isRoot && /^_(?:entities|service)$/.test(field.name.value)));
  const own = [kind, ...interfaces.toSorted(), ...members.toSorted(), ...rulesOf(directives)].join(" ");
  return [
    // Root types need not be there for a library that prints none which is empty.
    ...(isRoot && fields.length === 0 ? [] : [[name, own] as const]),
    ...fields.map(
      (field) =>
        [
          `${name}.${field.name.value}`,
          [print(field.type), ...argumentsOf(field.arguments ?? []), ...rulesOf(field.directives ?? [])].join(" "),
        ] as const,
    ),
    ...parts.inputFields.map((field) => [`${name}.${field.name.value}`, inputOf(field)] as const),
    ...parts.values.map(({ name: value }) => [`${name}.${value.value}`, "value"] as const),
  ];
}

function argumentsOf(given: readonly InputValueDefinitionNode[]): readonly string[] {
  return given.map((each) => `${each.name.value}: ${inputOf(each)}`).sort();
}

function inputOf({ type, defaultValue }: InputValueDefinitionNode): string {
  return defaultValue ? `${print(type)} = ${print(defaultValue)}` : print(type);
}

/** By these a record is fetched; the others say how the hub is to treat it, which the service need not know. */
const kept = new Set(["key", "requires", "provides", "external", "interfaceObject"]);

function rulesOf(directives: readonly ConstDirectiveNode[]): readonly string[] {
  const rules = directives.filter(({ name }) => kept.has(name.value)).map(ruleOf);
  return [...new Set(rules)].sort();
}

function ruleOf({ name, arguments: given = [] }: ConstDirectiveNode): string {
  const fields = given.find((argument) => argument.name.value === "fields")?.value;
  const isUnresolvable = given.some(
    ({ name: of, value }) => of.value === "resolvable" && value.kind === Kind.BOOLEAN && !value.value,
  );
  return `@${name.value}(${fields?.kind === Kind.STRING ? selectionOf(fields.value) : ""})${isUnresolvable ? " reference" : ""}`;
}

/** `id name` and `id, name` select the same. */
function selectionOf(fields: string): string {
  try {
    return print(parse(`{ ${fields} }`, { noLocation: true })).replace(/\s+/g, " ");
  } catch {
    return fields;
  }
}
