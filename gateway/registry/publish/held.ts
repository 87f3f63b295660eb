/** Findings that others can let pass: by an owner's approval of this very change, or by an answer given once. */
import { createHash } from "node:crypto";
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import { digestOf } from "../../supergraph/sealed-file.ts";
import type { CheckResult } from "../check/check-result.ts";
import type { Finding } from "../check/finding.ts";
import type { Proposal } from "../check/proposal.ts";
import { findAnswers } from "../store/answers.ts";
import { findDecisions } from "../store/drafts.ts";

/** One finding in one schema: what an approval holds for, and nothing else. */
export function claimOf(
  subgraph: string,
  schemaDigest: string,
  { code, coordinate, awaits, message }: Finding,
): string {
  const parts = [subgraph, schemaDigest, code, coordinate ?? "", awaits ?? "", message.en];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Without the findings that their owners have approved, and those that the department has answered. */
export async function withDecisions(
  { reader }: Database,
  proposal: Proposal,
  results: readonly CheckResult[],
): Promise<readonly CheckResult[]> {
  const isLetPass = await letPass(reader, proposal, results);
  return results.map((result) =>
    result.status === "completed"
      ? { ...result, findings: result.findings.filter((finding) => !isLetPass(finding)) }
      : result,
  );
}

async function letPass(manager: EntityManager, { name, sdl }: Proposal, results: readonly CheckResult[]) {
  const digest = digestOf(sdl);
  const findings = results.flatMap((result) => (result.status === "completed" ? result.findings : []));
  const claims = findings.filter(({ awaits }) => awaits !== undefined).map((each) => claimOf(name, digest, each));
  const decisions = await findDecisions(manager, claims);
  const approved = new Set(decisions.filter(({ verdict }) => verdict === "approved").map(({ claim }) => claim));
  const answers = await findAnswers(manager, name);
  const answered = new Set(answers.map(({ coordinate, other }) => `${coordinate} ${other}`));
  return (finding: Finding) =>
    approved.has(claimOf(name, digest, finding)) ||
    (finding.resembles !== undefined && answered.has(`${finding.coordinate} ${finding.resembles.coordinate}`));
}

/** Whether nothing but the approval of others is missing. */
export function isHeldOnlyByOthers(findings: readonly Finding[]): boolean {
  const errors = findings.filter(({ severity }) => severity === "error");
  return errors.length > 0 && errors.every(({ awaits }) => awaits !== undefined && awaits !== "");
}
