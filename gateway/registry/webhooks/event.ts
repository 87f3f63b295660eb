/** What receivers are told: that something was published, held up or launched, and what was found. */
import { createHash, randomUUID } from "node:crypto";
import { type CheckResult, findingsOf } from "../check/check-result.ts";
import type { Finding } from "../check/finding.ts";
import type { Action, DecisionRow, DraftRow, VersionRow } from "../store/tables.ts";

export const eventKinds = [
  "publish",
  "rollback",
  "delete",
  "draft",
  "approval-wanted",
  "approved",
  "refused",
  "launch",
] as const;

export type EventKind = (typeof eventKinds)[number];

/** Of a person nothing but the author's name. */
export interface Happening {
  /** The same however often it is delivered. */
  readonly id: string;
  readonly event: EventKind;
  /** RFC 3339. */
  readonly at: string;
  readonly subgraph: string | null;
  readonly version: number | null;
  /** SHA-256 of the schema; of the supergraph where that was launched. */
  readonly digest: string | null;
  readonly revision: number | null;
  readonly author: string | null;
  /** By which it is approved or refused. */
  readonly draft: string | null;
  /** Departments whose approval is wanted, or that have decided. */
  readonly departments: readonly string[];
  readonly findings: readonly Finding[];
  /** How many more there were. */
  readonly findingsLeftOut: number;
}

const mostFindings = 100;

const nothing = { subgraph: null, version: null, digest: null, revision: null, author: null, draft: null };

function happening(event: EventKind, facts: Partial<Happening>, findings: readonly Finding[] = []): Happening {
  return {
    id: randomUUID(),
    event,
    at: new Date().toISOString(),
    ...nothing,
    departments: [],
    ...facts,
    findings: findings.slice(0, mostFindings),
    findingsLeftOut: Math.max(0, findings.length - mostFindings),
  };
}

const kinds: Readonly<Record<Action, EventKind>> = {
  seeded: "publish",
  published: "publish",
  rolledBack: "rollback",
  deleted: "delete",
};

export function versionAdded(row: VersionRow, results: readonly CheckResult[]): Happening {
  const { subgraph, version, digest, revision, author, at, action } = row;
  return happening(kinds[action], { subgraph, version, digest, revision, author, at }, findingsOf(results));
}

export function draftKept({ id, subgraph, status, digest, author, at, findings }: DraftRow): Happening {
  const facts = { subgraph, digest, author, at, draft: id };
  if (status !== "waiting") return happening("draft", facts, findings);
  const departments = [...new Set(findings.flatMap(({ awaits }) => awaits ?? []))].sort();
  return happening("approval-wanted", { ...facts, departments }, findings);
}

type Decided = Pick<DecisionRow, "verdict" | "department" | "author" | "at">;

export function draftDecided({ id, subgraph, digest }: DraftRow, decision: Decided): Happening {
  const { verdict, department, author, at } = decision;
  return happening(verdict, { subgraph, digest, author, at, draft: id, departments: [department] });
}

/** Every replica says the same of it, and so with the same id. */
export function launched(revision: number, digest: string, at: string): Happening {
  const id = createHash("sha256").update(`${revision} ${digest}`).digest("hex").slice(0, 32);
  return happening("launch", { id, revision, digest, at });
}
