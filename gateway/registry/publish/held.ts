/** Findings that others can let pass: by an owner's approval of this very proposal, or by an answer given once. */
import { createHash } from "node:crypto";
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import { digestOf } from "../../supergraph/sealed-file.ts";
import type { CheckResult } from "../check/check-result.ts";
import type { Finding } from "../check/finding.ts";
import type { Proposal } from "../check/proposal.ts";
import { findAnswers } from "../store/answers.ts";
import { findDecisions } from "../store/drafts.ts";
import type { DecisionRow, DraftRow } from "../store/tables.ts";

/** One finding in one schema: what an approval holds for, and nothing else. */
export function claimOf(
  subgraph: string,
  schemaDigest: string,
  { code, coordinate, awaits, message }: Finding,
): string {
  const parts = [subgraph, schemaDigest, code, coordinate ?? "", awaits ?? "", message.en];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** How many persons must approve: where nobody answers for who wants it, one of them could be the same person. */
function approversNeeded({ person }: DraftRow): number {
  return person === null ? 2 : 1;
}

type Approved = (claim: string) => boolean;

function approvedIn(draft: DraftRow, decisions: readonly DecisionRow[]): Approved {
  const counting = decisions.filter((each) => each.draft === draft.id && each.verdict === "approved" && each.person);
  return (claim) => {
    const persons = new Set(counting.filter((each) => each.claim === claim).map(({ person }) => person));
    return persons.size >= approversNeeded(draft);
  };
}

/** Departments whose approval a draft still lacks. */
export function awaitsOf(draft: DraftRow, decisions: readonly DecisionRow[]): readonly string[] {
  const isApproved = approvedIn(draft, decisions);
  const held = draft.findings.filter(({ severity, awaits }) => severity === "error" && awaits !== undefined);
  const lacking = held.filter((finding) => !isApproved(claimOf(draft.subgraph, draft.digest, finding)));
  return [...new Set(lacking.map(({ awaits = "" }) => awaits))].sort();
}

interface Judged {
  readonly proposal: Proposal;
  readonly results: readonly CheckResult[];
  /** The draft that is published, whose approvals count; those of others never do. */
  readonly approved: DraftRow | undefined;
}

/** Without the findings that their owners have approved, and those that the department has answered. */
export async function withDecisions({ reader }: Database, judged: Judged): Promise<readonly CheckResult[]> {
  const isLetPass = await letPass(reader, judged);
  return judged.results.map((result) =>
    result.status === "completed"
      ? { ...result, findings: result.findings.filter((finding) => !isLetPass(finding)) }
      : result,
  );
}

async function letPass(manager: EntityManager, { proposal: { name, sdl }, approved }: Judged) {
  const digest = digestOf(sdl);
  const isApproved = approved ? approvedIn(approved, await findDecisions(manager, approved.id)) : () => false;
  const answers = await findAnswers(manager, name);
  const answered = new Set(answers.map(({ coordinate, other }) => `${coordinate} ${other}`));
  return (finding: Finding) =>
    (finding.awaits !== undefined && isApproved(claimOf(name, digest, finding))) ||
    (finding.resembles !== undefined && answered.has(`${finding.coordinate} ${finding.resembles.coordinate}`));
}

/** Whether nothing but the approval of others is missing. */
export function isHeldOnlyByOthers(findings: readonly Finding[]): boolean {
  const errors = findings.filter(({ severity }) => severity === "error");
  return errors.length > 0 && errors.every(({ awaits }) => awaits !== undefined && awaits !== "");
}
