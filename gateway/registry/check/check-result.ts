/** What became of one check: it found what there is, could not be carried out, or had nothing to stand on. */
import type { Bilingual } from "#kit/errors.ts";
import type { Finding } from "./finding.ts";

export type CheckName =
  | "name"
  | "url"
  | "size"
  | "syntax"
  | "design"
  | "contract"
  | "ownership"
  | "overlap"
  | "composition"
  | "loading"
  | "contracts"
  | "documents"
  | "changes"
  | "service";

export type CheckResult =
  | { readonly check: CheckName; readonly status: "completed"; readonly findings: readonly Finding[] }
  | { readonly check: CheckName; readonly status: "failed"; readonly reason: Bilingual }
  | { readonly check: CheckName; readonly status: "skipped"; readonly reason: Bilingual };

export function completed(check: CheckName, findings: readonly Finding[]): CheckResult {
  return { check, status: "completed", findings };
}

export function skipped(check: CheckName, reason: Bilingual): CheckResult {
  return { check, status: "skipped", reason };
}

export function failed(check: CheckName, reason: Bilingual): CheckResult {
  return { check, status: "failed", reason };
}

export function findingsOf(results: readonly CheckResult[]): readonly Finding[] {
  return results.flatMap((result) => (result.status === "completed" ? result.findings : []));
}

/** Whether nothing keeps the schema from being published: a check that could not be carried out does too. */
export function passes(results: readonly CheckResult[]): boolean {
  const isHeld = results.some(({ status }) => status === "failed");
  return !isHeld && findingsOf(results).every(({ severity }) => severity !== "error");
}
