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
import { acceptedFinding, coversBreaks } from "./accept.ts";

/** One finding in one schema: what an approval holds for, and nothing else. How often something is used is no part of it. */
export function claimOf(
  subgraph: string,
  schemaDigest: string,
  { code, coordinate, awaits, message, breaks }: Finding,
): string {
  const what = breaks ? JSON.stringify([breaks.change, breaks.clients, breaks.reason]) : message.en;
  const parts = [subgraph, schemaDigest, code, coordinate ?? "", awaits ?? "", what];
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
  readonly proposal: Pick<Proposal, "name" | "sdl">;
  readonly results: readonly CheckResult[];
  /** The draft that is published, whose approvals count; those of others never do. */
  readonly approved: DraftRow | undefined;
}

/** Without the findings that their owners have approved, and those that the department has answered; what breaks clients is told on. */
export async function withDecisions({ reader }: Database, judged: Judged): Promise<readonly CheckResult[]> {
  const decided = await decidedBy(reader, judged);
  return judged.results.map((result) =>
    result.status === "completed" ? { ...result, findings: result.findings.flatMap(decided) } : result,
  );
}

async function decidedBy(manager: EntityManager, { proposal: { name, sdl }, approved }: Judged) {
  const digest = digestOf(sdl);
  const decisions = approved ? await findDecisions(manager, approved.id) : [];
  const isApproved = approved ? approvedIn(approved, decisions) : () => false;
  const answers = await findAnswers(manager, name);
  const answered = new Set(answers.map(({ coordinate, other }) => `${coordinate} ${other}`));
  return (finding: Finding): readonly Finding[] => {
    const { awaits, resembles, breaks, coordinate } = finding;
    if (resembles !== undefined && answered.has(`${coordinate} ${resembles.coordinate}`)) return [];
    const then = breaks ? approved?.findings.find((each) => coversBreaks(each, finding)) : finding;
    const claim = then && claimOf(name, digest, then);
    if (awaits === undefined || claim === undefined || !isApproved(claim)) return [finding];
    const accepted = decisions.filter((each) => each.claim === claim && each.verdict === "approved");
    return breaks
      ? [
          acceptedFinding(
            finding,
            breaks,
            accepted.map(({ author, reason }) => ({ author, reason })),
          ),
        ]
      : [];
  };
}

/** Whether nothing but the approval of others is missing. */
export function isHeldOnlyByOthers(findings: readonly Finding[]): boolean {
  const errors = findings.filter(({ severity }) => severity === "error");
  return errors.length > 0 && errors.every(({ awaits }) => awaits !== undefined && awaits !== "");
}
