/** Turns what a department writes (its own fields) into the SDL it publishes: contract, keys, connections and root fields added. */
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  parse,
  print,
} from "graphql";
import { errors } from "../errors.ts";
import { defineOneOf } from "../graphql/define-one-of.ts";
import { contractDocument } from "./documents.ts";
import { hintCaching } from "./hint-caching.ts";

const federationLink = parse(`
  extend schema @link(
    url: "https://specs.apollo.dev/federation/v2.9",
    import: ["@key", "@shareable", "@inaccessible", "@interfaceObject", "@tag", "@external", "@requires", "@provides", "@override",
      "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize"]
  )
`);

/**
 * Completes an SDL that names only its own fields: every object type that implements a contract interface gets that
 * interface's fields (shareable, because the catalog answers them too) and its key; value types become shareable. What is
 * read from records says how long it may be kept.
 * @throws HubError OWN_FIELD_TAKEN if an own field has the name of a field of the contract
 */
export function completeSdl(ownSdl: string, rootSdl: string): string {
  const own = parse(ownSdl).definitions.map(implementContract);
  const definitions = [
    ...federationLink.definitions,
    ...contractDocument.definitions.map(shareValueType),
    ...own,
    ...parse(rootSdl).definitions,
  ];
  return print(hintCaching(defineOneOf({ kind: Kind.DOCUMENT, definitions })));
}

/** The object types of a document that implement the named contract interface. */
export function implementationsOf(document: DocumentNode, interfaceName: string): readonly ObjectTypeDefinitionNode[] {
  return document.definitions
    .filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter((type) => (type.interfaces ?? []).some((name) => name.name.value === interfaceName));
}

/** @throws TypeError if the contract has no such interface: a fault of the program, not of its input */
export function contractInterface(name: string): InterfaceTypeDefinitionNode {
  for (const definition of contractDocument.definitions) {
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION && definition.name.value === name) return definition;
  }
  throw new TypeError(`schema/contract has no interface ${name}`);
}

function shareValueType(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  return withDirective(definition, "shareable");
}

function implementContract(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  const contractName = ["Measure", "TalentResource"].find((name) => declares(definition, name));
  if (contractName === undefined) return definition;
  const contract = contractInterface(contractName);
  refuseRepeats(definition, contract);
  return {
    ...definition,
    interfaces: [named("Node"), named(contractName)],
    directives: [...(definition.directives ?? []), key("id")],
    fields: [...(contract.fields ?? []).map(shared), ...(definition.fields ?? [])],
  };
}

// The contract's field would win or lose by accident, and composition would only say that the types differ.
function refuseRepeats(own: ObjectTypeDefinitionNode, contract: InterfaceTypeDefinitionNode): void {
  const taken = new Set((contract.fields ?? []).map(({ name }) => name.value));
  const repeated = (own.fields ?? []).find(({ name }) => taken.has(name.value));
  if (repeated) throw errors.ownFieldTaken(own.name.value, repeated.name.value, contract.name.value);
}

function declares(type: ObjectTypeDefinitionNode, interfaceName: string): boolean {
  return (type.interfaces ?? []).some((node) => node.name.value === interfaceName);
}

function shared(field: FieldDefinitionNode): FieldDefinitionNode {
  // A key field is shared by being a key; saying it twice would only make the SDL longer.
  return field.name.value === "id" ? field : withDirective(field, "shareable");
}

/** Beside those that it has, such as what it costs. */
function withDirective<Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
  node: Node,
  name: string,
): Node {
  return { ...node, directives: [directive(name), ...(node.directives ?? [])] };
}

function directive(name: string): ConstDirectiveNode {
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: name } };
}

function key(fields: string): ConstDirectiveNode {
  return {
    ...directive("key"),
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: "fields" },
        value: { kind: Kind.STRING, value: fields },
      },
    ],
  };
}

function named(name: string): NamedTypeNode {
  return { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } };
}
