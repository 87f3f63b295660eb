/** Everything that can be said of a proposed schema by looking at it and at those of the others. May take long: run it apart. */
import type { GraphQLSchema } from "graphql";
import { parse, printSchema } from "graphql";
import { takeRulesOut } from "../../access/take-rules-out.ts";
import type { ListedDocument } from "../../documents/unfit-documents.ts";
import { apiSchemaOf } from "../../supergraph/api-schema.ts";
import { compose } from "../../supergraph/compose.ts";
import type { ContractGraph } from "../../supergraph/exclude-tags.ts";
import type { ContractPolicy } from "../policy.ts";
import { type ApiChange, apiChanges, type OwnersOf } from "./changes/api-changes.ts";
import { ownersOfChange } from "./changes/owners-of-change.ts";
import { type Composed, checkComposition, checkParts } from "./check-composition.ts";
import { checkContract } from "./check-contract.ts";
import { checkContracts } from "./check-contracts.ts";
import { checkDesign, type DesignRules } from "./check-design.ts";
import { checkDocuments } from "./check-documents.ts";
import { checkLoading } from "./check-loading.ts";
import { checkOverlap } from "./check-overlap.ts";
import { checkOwnership } from "./check-ownership.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { countFindings } from "./check-size.ts";
import type { Graphs } from "./effects/effect-findings.ts";
import { withoutSubgraph } from "./follow-index.ts";
import { openedRules } from "./opened-rules.ts";
import type { Proposal, Published, RememberedRules } from "./proposal.ts";
import { readSchema } from "./read-schema.ts";
import { reservedFindings } from "./reserved-words.ts";
import { publishedWorldOf, worldOf } from "./world.ts";

export type Task = ProposalTask | RemovalTask;

interface Present {
  readonly published: readonly Published[];
  /** What they are composed to; composed anew where it is not known. */
  readonly supergraphSdl?: string | undefined;
  /** The rules of what was served once; those of what is published are known anyhow. */
  readonly rules?: readonly RememberedRules[] | undefined;
}

interface Around {
  readonly present: Present;
  readonly documents: readonly ListedDocument[];
  readonly contracts: readonly ContractGraph[];
  readonly contract: ContractPolicy;
}

interface ProposalTask extends DesignRules, Around {
  readonly proposal: Proposal;
}

interface RemovalTask extends Around {
  /** Name of the subgraph that is to go. */
  readonly removed: string;
}

export interface Examination {
  readonly results: readonly CheckResult[];
  /** Undefined where it does not compose. */
  readonly supergraphSdl?: string;
  readonly apiSdl?: string;
  /** Digest of what it is composed of. */
  readonly composedOf?: string;
  /** Undefined where there is nothing to compare with. */
  readonly changes?: readonly ApiChange[];
}

export function examine(task: Task): Promise<Examination> {
  return "removed" in task ? examineRemoval(task) : examineProposal(task);
}

async function examineRemoval(task: RemovalTask): Promise<Examination> {
  const { removed, present } = task;
  const published = withoutSubgraph(removed, present.published);
  const opened = openedRules({ name: removed, proposed: undefined, ...present, remembered: present.rules ?? [] });
  const read = [completed("ownership", opened)];
  const owners = ownersOfChange(publishedWorldOf(removed, present.published), task.contract);
  return examineComposed(read, checkParts(published, removed), { ...task, owners });
}

async function examineProposal(task: ProposalTask): Promise<Examination> {
  const { proposal, present } = task;
  const reading = readSchema(proposal.sdl);
  if (reading.outcome === "unreadable") return { results: [completed("syntax", [reading.finding])] };
  const tooMany = countFindings(reading.schema.document);
  if (tooMany.length > 0) return { results: [completed("size", tooMany)] };
  const world = worldOf(proposal, reading.schema, present.published, present.rules);
  const composed = checkComposition(proposal, present.published);
  const read = [
    completed("syntax", reservedFindings(reading.schema.document)),
    completed("size", []),
    checkDesign(world, task),
    checkContract(world),
    checkOwnership(world, { policy: task.contract, graphs: graphsOf(task, composed) }),
    checkOverlap(world),
  ];
  return examineComposed(read, composed, { ...task, owners: ownersOfChange(world, task.contract) });
}

/** Undefined where there is nothing to compare with. */
function graphsOf({ proposal: { name }, present }: ProposalTask, { supergraphSdl }: Composed): Graphs | undefined {
  const { published, supergraphSdl: before = composed(published) } = present;
  if (supergraphSdl === undefined || before === undefined) return undefined;
  return { present: before, proposed: supergraphSdl, without: () => composed(withoutSubgraph(name, published)) };
}

async function examineComposed(
  before: readonly CheckResult[],
  { result: composition, supergraphSdl, composedOf }: Composed,
  { present, documents, contracts, owners }: Omit<Around, "contract"> & { readonly owners: OwnersOf },
): Promise<Examination> {
  const results = [...before, composition];
  if (supergraphSdl === undefined) return { results };
  const { result, api } = await checkLoading(supergraphSdl);
  if (!api) return { results: [...results, result], supergraphSdl };
  const presentSdl = present.supergraphSdl ?? composed(present.published);
  const presentApi = apiOf(presentSdl);
  const changes = presentApi ? await apiChanges(presentApi, api, owners) : undefined;
  return {
    results: [
      ...results,
      result,
      checkContracts({ proposed: supergraphSdl, present: presentSdl, api }, contracts),
      checkDocuments(documents, presentApi, api),
    ],
    supergraphSdl,
    apiSdl: printSchema(api),
    composedOf,
    ...(changes ? { changes } : {}),
  };
}

function apiOf(supergraphSdl: string | undefined): GraphQLSchema | undefined {
  if (supergraphSdl === undefined) return undefined;
  return apiSchemaOf(takeRulesOut(supergraphSdl, parse(supergraphSdl, { noLocation: true })));
}

function composed(published: readonly Published[]): string | undefined {
  const composition = compose(published);
  return composition.outcome === "composed" ? composition.supergraphSdl : undefined;
}
