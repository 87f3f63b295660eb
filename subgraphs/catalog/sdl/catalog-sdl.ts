/** The SDL that the catalog publishes: the contract with entity interfaces, a stub for each type that a department publishes, and the root fields. */
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type StringValueNode,
} from "graphql";
import { completeSdl, contractInterface, implementationsOf } from "#kit/contract/complete-sdl.ts";
import type { RecordInterface } from "#kit/records/record.ts";

export const recordInterfaces: readonly RecordInterface[] = ["Measure", "TalentResource"];

/** SDL by subgraph name, as published. */
export type PublishedSdls = ReadonlyMap<string, string>;

const rootSdl = readFileSync(path.resolve(import.meta.dirname, "../catalog.graphql"), "utf8");

/** Says nothing of any one department: a type that is published tomorrow gets its stub by being published. */
export function createCatalogSdl(publishedSdls: PublishedSdls): string {
  const stubs = [...typeInterfaces(publishedSdls)].map(([name, { contract }]) => stubOf(name, contract));
  const completed = parse(completeSdl(print({ kind: Kind.DOCUMENT, definitions: stubs }), rootSdl));
  const definitions = completed.definitions.filter(isNeeded).map(withKey);
  return print({ kind: Kind.DOCUMENT, definitions });
}

export interface PublishedType {
  readonly contract: RecordInterface;
  /** Name of the subgraph that publishes it. */
  readonly publishedBy: string;
}

/** The object types that departments publish, each with the contract interface it implements, in the order of their names. */
export function typeInterfaces(publishedSdls: PublishedSdls): ReadonlyMap<string, PublishedType> {
  const found = [...publishedSdls].flatMap(([publishedBy, sdl]) => typesIn(parse(sdl), publishedBy));
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function typesIn(document: DocumentNode, publishedBy: string): [string, PublishedType][] {
  return recordInterfaces.flatMap((contract) =>
    implementationsOf(document, contract).map((type): [string, PublishedType] => [
      type.name.value,
      { contract, publishedBy },
    ]),
  );
}

function stubOf(name: string, contract: RecordInterface): ObjectTypeDefinitionNode {
  const { description } = contractInterface(contract);
  return {
    kind: Kind.OBJECT_TYPE_DEFINITION,
    name: { kind: Kind.NAME, value: name },
    interfaces: [{ kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: contract } }],
    ...(description ? { description: blockText(description) } : {}),
  };
}

function blockText({ value }: StringValueNode): StringValueNode {
  return { kind: Kind.STRING, value, block: true };
}

// Inputs of mutations are the departments' business; an input that the catalog never takes would only weigh on composition.
function isNeeded(definition: DefinitionNode): boolean {
  if (definition.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) return true;
  return ownInputs.has(definition.name.value);
}

const ownInputs = new Set(
  parse(rootSdl).definitions.flatMap((definition) =>
    definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? [definition.name.value] : [],
  ),
);

/** With its key, an interface becomes an entity: other subgraphs may then add fields to every measure at once. */
function withKey(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return definition;
  if (!recordInterfaces.some((name) => name === definition.name.value)) return definition;
  return { ...definition, directives: [...(definition.directives ?? []), ...keyById] };
}

const keyById = parse('interface Keyed @key(fields: "id") { id: ID! }').definitions.flatMap((definition) =>
  definition.kind === Kind.INTERFACE_TYPE_DEFINITION ? (definition.directives ?? []) : [],
);
