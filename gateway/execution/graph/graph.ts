/** One composed supergraph, read once: what clients see, what is planned with, and what each subgraph can be asked. */
import { createHash } from "node:crypto";
import { Supergraph } from "@apollo/federation-internals";
import { type GraphQLSchema, isInterfaceType, parse, print } from "graphql";
import { readOverrideLabels, readSubgraphNames } from "./join-directives.ts";
import { choosePrivateNames, type PrivateNames } from "./private-names.ts";
import { type RequiredFields, separateRequiredFields } from "./required-with-arguments.ts";
import { resolvableKeysFirst } from "./resolvable-keys-first.ts";
import { readSubgraphKeys, type SubgraphKeys } from "./subgraph-keys.ts";
import { withoutIdleChoices } from "./without-idle-choices.ts";

export type Graph = {
  readonly digest: string;
  readonly supergraphSdl: string;
  /** The supergraph as the planner should see it: with stand-ins for required fields with arguments, and working keys first. */
  readonly planningSdl: string;
  readonly apiSchema: GraphQLSchema;
  /** With everything that is inaccessible to clients, since plans reach that as well. */
  readonly fullSchema: GraphQLSchema;
  readonly interfaceNames: ReadonlySet<string>;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** The name of each subgraph in the supergraph's own directives. */
  readonly enumNames: ReadonlyMap<string, string>;
  readonly keys: SubgraphKeys;
  readonly required: RequiredFields;
  readonly overrideLabels: ReadonlySet<string>;
  readonly names: PrivateNames;
};

export function readGraph(supergraphSdl: string): Graph {
  const document = parse(supergraphSdl, { noLocation: true });
  const supergraph = Supergraph.build(supergraphSdl);
  const names = choosePrivateNames(supergraphSdl);
  const subgraphs = readSubgraphNames(document);
  const separated = separateRequiredFields(document, names);
  const fullSchema = supergraph.schema.toGraphQLJSSchema();
  return {
    digest: createHash("sha256").update(supergraphSdl).digest("hex"),
    supergraphSdl,
    planningSdl: print(withoutIdleChoices(resolvableKeysFirst(separated.document))),
    apiSchema: supergraph.apiSchema().toGraphQLJSSchema(),
    fullSchema,
    interfaceNames: new Set(
      Object.values(fullSchema.getTypeMap())
        .filter(isInterfaceType)
        .map(({ name }) => name),
    ),
    subgraphs: [...subgraphs.values()],
    enumNames: new Map([...subgraphs].map(([enumName, { name }]) => [name, enumName])),
    keys: readSubgraphKeys(document, (enumName) => subgraphs.get(enumName)?.name ?? ""),
    required: separated.required,
    overrideLabels: readOverrideLabels(document),
    names,
  };
}
