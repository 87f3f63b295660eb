/**
 * The catalog answers for the types of all departments by stubs that it makes of what they publish. What is checked is the
 * graph as it will be once it has followed: with stubs of the proposed types, and without those of types that go.
 */
import { type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse, print } from "graphql";
import { contractInterface, implementationsOf } from "#kit/contract/complete-sdl.ts";
import type { Proposal, Published } from "./proposal.ts";
import { hasDirective } from "./type-parts.ts";

const interfaces = ["Measure", "TalentResource"] as const;

export function followIndex(proposal: Proposal, published: readonly Published[]): readonly Published[] {
  return followedBy(proposal.name, stubsOf(parse(proposal.sdl)), published);
}

/** The graph as it will be when a subgraph is gone. */
export function withoutSubgraph(name: string, published: readonly Published[]): readonly Published[] {
  return followedBy(name, [], published);
}

function followedBy(changed: string, stubs: Stubs, published: readonly Published[]): readonly Published[] {
  const before = published.find(({ name }) => name === changed);
  const stubsBefore = before ? stubsOf(parse(before.sdl)) : [];
  return published.filter(({ name }) => name !== changed).map((each) => followed(each, stubs, stubsBefore));
}

function stubsOf(document: DocumentNode): readonly ObjectTypeDefinitionNode[] {
  return interfaces.flatMap((name) => implementationsOf(document, name).map((type) => stubOf(type, name)));
}

function stubOf(type: ObjectTypeDefinitionNode, contract: string): ObjectTypeDefinitionNode {
  const shared = new Set((contractInterface(contract).fields ?? []).map(({ name }) => name.value));
  return { ...type, fields: (type.fields ?? []).filter(({ name }) => shared.has(name.value)) };
}

type Stubs = readonly ObjectTypeDefinitionNode[];

function followed(published: Published, stubs: Stubs, stubsBefore: Stubs): Published {
  const document = parse(published.sdl);
  if (!isIndex(document)) return published;
  const has = (names: Stubs, name: string) => names.some((stub) => stub.name.value === name);
  const kept = document.definitions.filter(
    (each) => each.kind !== Kind.OBJECT_TYPE_DEFINITION || !has([...stubsBefore, ...stubs], each.name.value),
  );
  return { ...published, sdl: print({ ...document, definitions: [...kept, ...stubs] }) };
}

/** Only the index can be asked for any record by the interface alone. */
function isIndex({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (each) =>
      each.kind === Kind.INTERFACE_TYPE_DEFINITION &&
      interfaces.some((name) => name === each.name.value) &&
      hasDirective(each, "key"),
  );
}
