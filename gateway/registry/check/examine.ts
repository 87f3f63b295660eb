/** Everything that can be said of a proposed schema by looking at it and at those of the others. May take long: run it apart. */
import type { GraphQLSchema } from "graphql";
import { parse, printSchema } from "graphql";
import { takeRulesOut } from "../../access/take-rules-out.ts";
import { apiSchemaOf } from "../../supergraph/api-schema.ts";
import { compose } from "../../supergraph/compose.ts";
import type { ContractGraph } from "../../supergraph/exclude-tags.ts";
import { type ApiChange, apiChanges } from "./changes/api-changes.ts";
import { checkComposition, checkParts } from "./check-composition.ts";
import { checkContract } from "./check-contract.ts";
import { checkContracts } from "./check-contracts.ts";
import { checkDesign } from "./check-design.ts";
import { checkLoading } from "./check-loading.ts";
import { checkOverlap } from "./check-overlap.ts";
import { checkOwnership } from "./check-ownership.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { countFindings } from "./check-size.ts";
import type { PersonalData } from "./design/personal-data.ts";
import { withoutSubgraph } from "./follow-index.ts";
import type { Proposal, Published } from "./proposal.ts";
import { readSchema } from "./read-schema.ts";
import { reservedFindings } from "./reserved-words.ts";
import { worldOf } from "./world.ts";

export type Task = ProposalTask | RemovalTask;

interface ProposalTask {
  readonly proposal: Proposal;
  readonly published: readonly Published[];
  readonly personalData: PersonalData;
  readonly contracts: readonly ContractGraph[];
}

interface RemovalTask {
  /** Name of the subgraph that is to go. */
  readonly removed: string;
  readonly published: readonly Published[];
  readonly contracts: readonly ContractGraph[];
}

export interface Examination {
  readonly results: readonly CheckResult[];
  /** Undefined where it does not compose. */
  readonly supergraphSdl?: string;
  readonly apiSdl?: string;
  /** Undefined where there is nothing to compare with. */
  readonly changes?: readonly ApiChange[];
}

export function examine(task: Task): Promise<Examination> {
  return "removed" in task ? examineRemoval(task) : examineProposal(task);
}

async function examineRemoval({ removed, published, contracts }: RemovalTask): Promise<Examination> {
  const { result, supergraphSdl } = checkParts(withoutSubgraph(removed, published), removed);
  if (supergraphSdl === undefined) return { results: [result] };
  return examineComposed([result], supergraphSdl, { published, contracts });
}

async function examineProposal(task: ProposalTask): Promise<Examination> {
  const { proposal, published, personalData } = task;
  const reading = readSchema(proposal.sdl);
  if (reading.outcome === "unreadable") return { results: [completed("syntax", [reading.finding])] };
  const tooMany = countFindings(reading.schema.document);
  if (tooMany.length > 0) return { results: [completed("size", tooMany)] };
  const world = worldOf(proposal, reading.schema, published);
  const read = [
    completed("syntax", reservedFindings(reading.schema.document)),
    completed("size", []),
    checkDesign(world, personalData),
    checkContract(world),
    checkOwnership(world),
    checkOverlap(world),
  ];
  const { result, supergraphSdl } = checkComposition(proposal, published);
  if (supergraphSdl === undefined) return { results: [...read, result] };
  return examineComposed([...read, result], supergraphSdl, task);
}

async function examineComposed(
  results: readonly CheckResult[],
  supergraphSdl: string,
  { published, contracts }: Pick<Task, "published" | "contracts">,
): Promise<Examination> {
  const { result, api } = await checkLoading(supergraphSdl);
  if (!api) return { results: [...results, result], supergraphSdl };
  const before = presentApi(published);
  const changes = before ? await apiChanges(before, api) : undefined;
  return {
    results: [...results, result, checkContracts(supergraphSdl, contracts)],
    supergraphSdl,
    apiSdl: printSchema(api),
    ...(changes ? { changes } : {}),
  };
}

function presentApi(published: readonly Published[]): GraphQLSchema | undefined {
  const composition = compose(published);
  if (composition.outcome !== "composed") return undefined;
  const { supergraphSdl } = composition;
  return apiSchemaOf(takeRulesOut(supergraphSdl, parse(supergraphSdl, { noLocation: true })));
}
