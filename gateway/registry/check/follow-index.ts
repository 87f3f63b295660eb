/**
 * The catalog answers for the types of all departments by stubs that it makes of what they publish. What is checked is the
 * graph as it will be once it has followed: with stubs of the proposed types, and without those of types that go.
 */
import { type DefinitionNode, type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse, print } from "graphql";
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

/** As the contract is here; the index's own stubs, where it has one, say what it is there. */
function stubOf(type: ObjectTypeDefinitionNode, contract: string): ObjectTypeDefinitionNode {
  const shared = new Set((contractInterface(contract).fields ?? []).map(({ name }) => name.value));
  return { ...type, fields: (type.fields ?? []).filter(({ name }) => shared.has(name.value)) };
}

type Stubs = readonly ObjectTypeDefinitionNode[];

/** To the letter what the index will publish, which is how gateways know that it need not be composed again. */
function followed(published: Published, stubs: Stubs, stubsBefore: Stubs): Published {
  const document = parse(published.sdl);
  if (!isIndex(document)) return published;
  const present = interfaces.flatMap((name) => implementationsOf(document, name));
  const kept = present.filter(({ name }) => ![...stubsBefore, ...stubs].some((stub) => stub.name.value === name.value));
  const inOrder = [...kept, ...stubs.map((stub) => likeThose(present, stub))].sort(byName);
  const isStub = (each: DefinitionNode) => present.some((stub) => stub === each);
  const first = document.definitions.findIndex(isStub);
  const others = document.definitions.filter((each) => !isStub(each));
  const definitions = others.toSpliced(first < 0 ? others.length : first, 0, ...inOrder);
  return { ...published, sdl: print({ ...document, definitions }) };
}

function likeThose(present: Stubs, stub: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const names = namesOf(stub);
  const model = present.find((each) => namesOf(each).some((name) => names.includes(name)));
  return model ? { ...model, name: stub.name } : stub;
}

function namesOf({ interfaces: implemented = [] }: ObjectTypeDefinitionNode): readonly string[] {
  return implemented.map(({ name }) => name.value).filter((name) => interfaces.some((each) => each === name));
}

function byName(a: ObjectTypeDefinitionNode, b: ObjectTypeDefinitionNode): number {
  return a.name.value < b.name.value ? -1 : 1;
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
