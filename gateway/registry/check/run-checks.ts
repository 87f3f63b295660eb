/** Checks a proposed schema: what is cheap first, the rest in a process that can be stopped, then judged by who uses what. */
import { errors } from "#kit/errors.ts";
import type { ListedDocument } from "../../documents/unfit-documents.ts";
import type { DesignPolicy } from "../policy.ts";
import { judgeChanges, type ReadUse } from "./changes/judge-changes.ts";
import { checkName } from "./check-name.ts";
import { type CheckName, type CheckResult, completed, failed, findingsOf, skipped } from "./check-result.ts";
import { bytesFindings } from "./check-size.ts";
import { checkUrl } from "./check-url.ts";
import type { Task } from "./examine.ts";
import { examineApart, type Limits, type Outcome } from "./examine-apart.ts";
import { defineFinding } from "./finding.ts";
import type { Proposal, Published, RememberedRules } from "./proposal.ts";

export interface Surroundings {
  readonly published: readonly Published[];
  /** What they are composed to, where that is known. */
  readonly supergraphSdl?: string | undefined;
  /** The rules of what was served once. */
  readonly rules?: readonly RememberedRules[];
  readonly policy: DesignPolicy;
  /** Those that the operator lists as trusted. */
  readonly documents?: readonly ListedDocument[];
  /** Absent where nobody knows who uses what. */
  readonly readUse?: ReadUse;
  /** Where what is proposed was served before: when it was replaced. Only what was used since then can miss anything. */
  readonly replacedAt?: string | undefined;
  readonly limits?: Limits;
}

export interface Verdict {
  readonly results: readonly CheckResult[];
  /** What would be served; undefined where it does not compose. */
  readonly supergraphSdl?: string;
  readonly apiSdl?: string;
  /** Digest of what it is composed of. */
  readonly composedOf?: string;
}

export async function runChecks(proposal: Proposal, around: Surroundings): Promise<Verdict> {
  const { policy } = around;
  const cheap = [checkName(proposal, policy.reservedNames), checkUrl(proposal, policy.routingHosts, around.published)];
  const tooLarge = bytesFindings(proposal.sdl);
  // A name that may not be used is not used, not even to compose with.
  if (findingsOf(cheap).length > 0 || tooLarge.length > 0)
    return { results: [...cheap, completed("size", tooLarge), ...skippedRest(["name", "url", "size"])] };
  return examined(
    {
      proposal,
      present: presentIn(around),
      documents: around.documents ?? [],
      personalData: policy.personalData,
      audiences: policy.audiences,
      contracts: policy.contracts,
      contract: policy.contract,
      policies: policy.policies,
    },
    cheap,
    around,
  );
}

/** Checks that a subgraph may go: whether the rest composes without it, and who uses what goes with it. */
export function runRemovalChecks(removed: string, around: Surroundings): Promise<Verdict> {
  const { contracts, contract } = around.policy;
  const { documents = [] } = around;
  return examined({ removed, present: presentIn(around), documents, contracts, contract }, [], around);
}

function presentIn({ published, supergraphSdl, rules }: Surroundings) {
  return { published, supergraphSdl, rules };
}

async function examined(task: Task, before: readonly CheckResult[], around: Surroundings): Promise<Verdict> {
  const outcome = await examineApart(task, around.limits);
  const checksBefore = before.map(({ check }) => check);
  if (outcome.outcome !== "done")
    return { results: [...before, unfinished(outcome), ...skippedRest([...checksBefore, "composition"])] };
  const { results, changes, ...composed } = outcome.result;
  const { policy, replacedAt, readUse } = around;
  const judged = changes ? [await judgeChanges(changes, { ...policy.usage, replacedAt }, readUse)] : [];
  const done = [...before, ...results, ...judged];
  return { results: [...done, ...skippedRest(done.map(({ check }) => check))], ...composed };
}

const all: readonly CheckName[] = [
  "syntax",
  "size",
  "design",
  "contract",
  "ownership",
  "overlap",
  "composition",
  "loading",
  "contracts",
  "documents",
  "changes",
];

function skippedRest(done: readonly CheckName[]): readonly CheckResult[] {
  return all.filter((check) => !done.includes(check)).map((check) => skipped(check, earlier));
}

const earlier = { ja: "先の確認で止まりました", en: "an earlier check ended it" };

function unfinished(outcome: Exclude<Outcome, { outcome: "done" }>): CheckResult {
  if (outcome.outcome === "stopped") return completed("composition", [tooCostly({}, outcome.by)]);
  return failed("composition", errors.examinationUnfinished(outcome.reason).text);
}

const tooCostly = defineFinding("SCHEMA_TOO_COSTLY", "error", (by: "time" | "memory") => ({
  message: {
    ja: `合成が${by === "time" ? "CPU 時間" : "メモリー"}の上限を超えたため、打ち切りました。`,
    en: `Composing it was stopped: it took too much ${by === "time" ? "CPU time" : by}.`,
  },
  remedy: {
    ja: "型、項目、ディレクティブを減らしてください。",
    en: "Use fewer types, fields and directives.",
  },
}));
