/** The tables of the registry, in a database of its own. Versions, documents and decisions are only ever added. */
import { outcomeTable } from "#kit/changes/tables.ts";
import { defineTable } from "#kit/database/define-table.ts";
import type { Bilingual } from "#kit/errors.ts";
import type { Role } from "#kit/identity/identity.ts";
import type { Acceptance, Finding } from "../check/finding.ts";

/** One row: counts what has changed, so that everybody sees cheaply that something has. */
export interface StateRow {
  readonly id: number;
  readonly revision: number;
}

/** A schema, once, however often it is published. */
export interface DocumentRow {
  /** SHA-256 of the text. */
  readonly digest: string;
  readonly text: string;
}

export type Action = "seeded" | "published" | "rolledBack" | "deleted";

export interface VersionRow {
  readonly subgraph: string;
  /** Counts from 1. */
  readonly version: number;
  readonly action: Action;
  /** Of the SDL; null where the subgraph was deleted. */
  readonly digest: string | null;
  readonly url: string | null;
  /** What runs with the hub is served as it runs; the SDL here is a record of it. */
  readonly isDeployed: boolean;
  /** RFC 3339. */
  readonly at: string;
  /** Who. */
  readonly author: string;
  /** Why. */
  readonly message: string | null;
  readonly gitCommit: string | null;
  /** The version whose schema it brings back. */
  readonly restores: number | null;
  /** The revision that it made; that of a seeded version is the one it was found at. */
  readonly revision: number;
}

/** A supergraph that was composed, by what it is composed of. */
export interface CompositionRow {
  /** Digest of the parts and of the composer. */
  readonly parts: string;
  readonly digest: string;
  /** Of the API schema, which is what clients see. */
  readonly apiDigest: string;
  readonly at: string;
  /** Null of what was kept before there were seals. */
  readonly seal: string | null;
}

/** A supergraph that was served. */
export interface LaunchRow {
  readonly revision: number;
  readonly digest: string;
  /** Of the API schema, which is what clients see. */
  readonly apiDigest: string;
  readonly at: string;
}

export interface DepartmentRow {
  readonly name: string;
  readonly title: Bilingual;
  /** Who sees fields without a rule of their own, besides those whom the policy names. */
  readonly audiences: readonly Role[];
  readonly at: string;
  readonly author: string;
}

export interface TokenRow {
  readonly id: string;
  /** Id of the first of those that it was rotated from; null in rows older than rotation was remembered. */
  readonly lineage: string | null;
  /** Hash of the person who answers for it, as identities have it; null where nobody does. */
  readonly responsible: string | null;
  readonly department: string;
  readonly label: string;
  readonly scopes: readonly string[];
  /** SHA-256 of the secret, which nobody can tell from it. */
  readonly secretHash: string;
  readonly at: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

export type DraftStatus = "rejected" | "waiting" | "published" | "refused" | "expired" | "superseded";

/** A publish that was not let in, or not yet. */
export interface DraftRow {
  readonly id: string;
  readonly subgraph: string;
  /** What it would be, as a version. */
  readonly action: Action;
  /** The version whose schema it would bring back. */
  readonly restores: number | null;
  readonly status: DraftStatus;
  /** Of the schema; where the subgraph is to go, of the one that goes. */
  readonly digest: string;
  readonly url: string | null;
  readonly at: string;
  readonly author: string;
  /** Hash of the person who wants it, or who answers for the token that does; null where nobody answers. */
  readonly person: string | null;
  /** Of the token that wants it. */
  readonly lineage: string | null;
  /** The version of the subgraph that it was judged upon; 0 for none. */
  readonly standing: number;
  readonly message: string | null;
  readonly gitCommit: string | null;
  readonly findings: readonly Finding[];
  /** What is to be accepted though it breaks clients. */
  readonly acceptance: Acceptance | null;
  /** Where it waits: until when its approval is awaited, RFC 3339. */
  readonly dueAt: string | null;
  /** The version that came of it. */
  readonly version: number | null;
}

export interface DecisionRow {
  /** What is decided: one finding in one schema. */
  readonly claim: string;
  /** The department that decides. */
  readonly department: string;
  readonly draft: string;
  /** Hash of who decides; empty in rows older than persons were told apart, which count no more. */
  readonly person: string;
  readonly verdict: "approved" | "refused";
  /** A deputy decides when the approver is away (代決). */
  readonly capacity: "approver" | "deputy";
  readonly author: string;
  readonly reason: string;
  readonly at: string;
}

/** The access rules that a subgraph put at a place when it last served it: they outlive the place. */
export interface RuleRow {
  readonly subgraph: string;
  /** Digest of the coordinate, which may be longer than a key. */
  readonly place: string;
  /** `Type` or `Type.field`. */
  readonly coordinate: string;
  /** Under federation's own names. */
  readonly rules: readonly string[];
}

export interface AnswerRow {
  readonly subgraph: string;
  /** What is alike, and whom it belongs to. */
  readonly coordinate: string;
  readonly other: string;
  readonly owner: string;
  readonly answer: "link" | "merge" | "different";
  readonly reason: string;
  readonly author: string;
  readonly at: string;
}

/** What one receiver is to be told. */
export interface DeliveryRow {
  readonly event: string;
  /** Which of the hub's webhooks. */
  readonly receiver: string;
  readonly kind: string;
  /** As it is sent, to the letter, however often. */
  readonly body: string;
  readonly at: string;
  readonly status: "waiting" | "delivered" | "givenUp";
  readonly attempts: number;
  /** Where it waits: not before. */
  readonly nextAt: string;
  /** Of the replica that tried it last. */
  readonly claim: string | null;
}

const code = { kind: "code", required: true } as const;
const key = { kind: "code", key: true } as const;
const numberKey = { kind: "integer", key: true } as const;
const moment = { kind: "moment", required: true } as const;
const json = { kind: "json", required: true } as const;

export const stateTable = defineTable<StateRow>("registry_state", {
  columns: { id: numberKey, revision: { kind: "integer", required: true } },
});

export const documentTable = defineTable<DocumentRow>("registry_document", {
  columns: { digest: key, text: { kind: "text", required: true } },
});

export const versionTable = defineTable<VersionRow>("registry_version", {
  columns: {
    subgraph: key,
    version: numberKey,
    action: code,
    digest: { kind: "code" },
    url: { kind: "text" },
    isDeployed: { kind: "boolean", required: true },
    at: moment,
    author: code,
    message: { kind: "text" },
    gitCommit: { kind: "code" },
    restores: { kind: "integer" },
    revision: { kind: "integer", required: true },
  },
});

export const compositionTable = defineTable<CompositionRow>("registry_composition", {
  columns: { parts: key, digest: code, apiDigest: code, at: moment, seal: { kind: "code" } },
});

export const launchTable = defineTable<LaunchRow>("registry_launch", {
  columns: { revision: numberKey, digest: key, apiDigest: code, at: moment },
});

export const departmentTable = defineTable<DepartmentRow>("registry_department", {
  columns: { name: key, title: json, audiences: json, at: moment, author: code },
});

export const tokenTable = defineTable<TokenRow>("registry_token", {
  columns: {
    id: key,
    lineage: { kind: "code" },
    responsible: { kind: "code" },
    department: code,
    label: code,
    scopes: json,
    secretHash: code,
    at: moment,
    expiresAt: moment,
    revokedAt: { kind: "moment" },
  },
});

export const draftTable = defineTable<DraftRow>("registry_draft", {
  columns: {
    id: key,
    subgraph: code,
    action: code,
    restores: { kind: "integer" },
    status: code,
    digest: code,
    url: { kind: "text" },
    at: moment,
    author: code,
    person: { kind: "code" },
    lineage: { kind: "code" },
    standing: { kind: "integer", required: true },
    message: { kind: "text" },
    gitCommit: { kind: "code" },
    findings: json,
    acceptance: { kind: "json" },
    dueAt: { kind: "moment" },
    version: { kind: "integer" },
  },
});

export const decisionTable = defineTable<DecisionRow>("registry_decision", {
  columns: {
    claim: key,
    department: key,
    draft: key,
    person: key,
    verdict: code,
    capacity: code,
    author: code,
    reason: { kind: "text", required: true },
    at: moment,
  },
});

export const ruleTable = defineTable<RuleRow>("registry_rule", {
  columns: { subgraph: key, place: key, coordinate: { kind: "text", required: true }, rules: json },
});

export const answerTable = defineTable<AnswerRow>("registry_answer", {
  columns: {
    subgraph: key,
    coordinate: key,
    other: key,
    owner: code,
    answer: code,
    reason: { kind: "text", required: true },
    author: code,
    at: moment,
  },
});

/** A line of a gateway's list of revoked tokens. */
export interface RevocationRow {
  /** Of the line. */
  readonly digest: string;
  readonly line: string;
  /** When it was first shared. */
  readonly at: string;
  /** When nobody needs it any more. */
  readonly endsAt: string;
}

export const revocationTable = defineTable<RevocationRow>("registry_revocation", {
  columns: { digest: key, line: { kind: "text", required: true }, at: moment, endsAt: moment },
});

export const deliveryTable = defineTable<DeliveryRow>("registry_delivery", {
  columns: {
    event: key,
    receiver: key,
    kind: code,
    body: { kind: "text", required: true },
    at: moment,
    status: code,
    attempts: { kind: "integer", required: true },
    nextAt: moment,
    claim: { kind: "code" },
  },
});

export const registryTables = [
  stateTable,
  documentTable,
  versionTable,
  compositionTable,
  launchTable,
  departmentTable,
  tokenTable,
  draftTable,
  decisionTable,
  ruleTable,
  answerTable,
  deliveryTable,
  revocationTable,
  outcomeTable,
];
