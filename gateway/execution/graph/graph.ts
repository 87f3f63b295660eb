/**
 * One composed supergraph, read once: what clients see, what is planned with, and what each subgraph can be asked. Reading takes a good part
 * of a second for many departments, so it can be done on another thread: what it finds can be passed on, but for the schema, which is made
 * of its text here.
 */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { Supergraph } from "@apollo/federation-internals";
import { buildASTSchema, type GraphQLSchema, isInterfaceType, parse, print, printSchema } from "graphql";
import { createFieldOwners, type FieldOwners } from "./field-owners.ts";
import { readOverrideLabels, readSubgraphNames } from "./join-directives.ts";
import { choosePrivateNames, type PrivateNames } from "./private-names.ts";
import { type RequiredFields, separateRequiredFields } from "./required-with-arguments.ts";
import { type Requirements, readRequirements } from "./requirements.ts";
import { resolvableKeysFirst } from "./resolvable-keys-first.ts";
import { separateComputedFields } from "./separate-computed-fields.ts";
import { servedFeatures } from "./served-features.ts";
import { type EntityKeys, readEntityKeys, readSubgraphKeys, type SubgraphKeys } from "./subgraph-keys.ts";
import { membersOf, type TypeMembers } from "./type-members.ts";
import { withoutIdleChoices } from "./without-idle-choices.ts";

export type Graph = GraphFacts & { readonly apiSchema: GraphQLSchema; readonly subgraphsWith: FieldOwners };

export type GraphFacts = {
  readonly digest: string;
  readonly supergraphSdl: string;
  /** The supergraph as the planner should see it: with stand-ins for required fields with arguments, and working keys first. */
  readonly planningSdl: string;
  /** What clients see. */
  readonly apiSdl: string;
  /** Of all types, with what is inaccessible to clients, since plans reach that as well. */
  readonly members: TypeMembers;
  readonly interfaceNames: ReadonlySet<string>;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** The name of each subgraph in the supergraph's own directives. */
  readonly enumNames: ReadonlyMap<string, string>;
  readonly keys: SubgraphKeys;
  readonly entityKeys: EntityKeys;
  readonly required: RequiredFields;
  readonly requirements: Requirements;
  /** Subgraphs that only the planner knows, by name: the subgraph that each stands for. */
  readonly standIns: ReadonlyMap<string, string>;
  readonly overrideLabels: ReadonlySet<string>;
  readonly names: PrivateNames;
};

/** In two turns of the thread that serves, since each takes its time. */
export async function graphOf(facts: GraphFacts): Promise<Graph> {
  const document = parse(facts.apiSdl, { noLocation: true });
  await setImmediate();
  // What composition has proved need not be proved again here.
  return {
    ...facts,
    apiSchema: buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }),
    subgraphsWith: createFieldOwners(facts.supergraphSdl),
  };
}

/** How the supergraph is made ready for planning: each rewriting leaves every right answer what it is, and some keep the planner from wrong ones. */
export const planningRewrites = ["required fields", "computed fields", "resolvable keys", "idle choices"] as const;

export type PlanningRewrite = (typeof planningRewrites)[number];

/** @param rewrites fewer than all only to show what each is worth */
export function readGraph(supergraphSdl: string, rewrites: readonly PlanningRewrite[] = planningRewrites): GraphFacts {
  const document = parse(supergraphSdl, { noLocation: true });
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: servedFeatures });
  const names = choosePrivateNames(supergraphSdl);
  const subgraphs = readSubgraphNames(document);
  const nameOf = (enumName: string) => subgraphs.get(enumName)?.name ?? "";
  const separated = rewrites.includes("required fields")
    ? separateRequiredFields(document, names)
    : { document, required: { meanings: new Map(), neededBy: new Map() } };
  const steps = rewrites.includes("computed fields")
    ? separateComputedFields(separated.document, names)
    : { document: separated.document, standIns: new Map() };
  const withKeys = rewrites.includes("resolvable keys") ? resolvableKeysFirst(steps.document) : steps.document;
  const fullSchema = supergraph.schema.toGraphQLJSSchema();
  return {
    digest: createHash("sha256").update(supergraphSdl).digest("hex"),
    supergraphSdl,
    planningSdl: print(rewrites.includes("idle choices") ? withoutIdleChoices(withKeys) : withKeys),
    apiSdl: withDefer(printSchema(supergraph.apiSchema().toGraphQLJSSchema())),
    members: membersOf(fullSchema),
    interfaceNames: new Set(
      Object.values(fullSchema.getTypeMap())
        .filter(isInterfaceType)
        .map(({ name }) => name),
    ),
    subgraphs: [...subgraphs.values()],
    enumNames: new Map([...subgraphs].map(([enumName, { name }]) => [name, enumName])),
    keys: readSubgraphKeys(document, nameOf),
    entityKeys: readEntityKeys(document, nameOf),
    required: { meanings: separated.required.meanings, neededBy: separated.required.neededBy },
    requirements: readRequirements(separated.document),
    standIns: steps.standIns,
    overrideLabels: readOverrideLabels(document),
    names,
  };
}

/** What the engine understands in every operation, whatever the supergraph says. */
function withDefer(apiSdl: string): string {
  if (apiSdl.includes("directive @defer(")) return apiSdl;
  const places = "FRAGMENT_SPREAD | INLINE_FRAGMENT";
  return `${apiSdl}\n"この部分を後から届ける。 Delivers this part later."\ndirective @defer(if: Boolean! = true, label: String) on ${places}\n`;
}
