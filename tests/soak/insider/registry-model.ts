/** What must be so of the registry: versions, drafts, who may decide them, and which tokens hold. */
import { type Name, people } from "./people.ts";
import type { Schema } from "./schemas.ts";

export const publishers = ["tourism", "weather"] as const;
export type Publisher = (typeof publishers)[number];

export interface Version {
  readonly version: number;
  /** Undefined where the subgraph was taken out. */
  readonly schema: Schema | undefined;
}

export interface Draft {
  readonly id: string;
  readonly schema: Schema;
  /** Who wants it: a person, or who answers for the token that does. */
  readonly by: Name;
  readonly lineage: string | undefined;
  /** Whose approval it needs. */
  readonly awaits: Publisher;
  /** Version of the subgraph that it was judged upon. */
  readonly upon: number;
  readonly status: "waiting" | "published" | "refused" | "superseded";
}

export type Scope = "publish" | "approve";

export interface Credential {
  readonly id: string;
  readonly token: string;
  readonly department: Publisher | "sea";
  readonly scope: Scope;
  readonly by: Name;
  /** Of the first token that it was rotated from. */
  readonly lineage: string;
  readonly holds: boolean;
}

export interface RegistryModel {
  readonly versions: Record<Publisher, readonly Version[]>;
  drafts: readonly Draft[];
  credentials: readonly Credential[];
  /** A change whose outcome nobody was told. */
  unknown: { readonly subgraph: Publisher; readonly schema: Schema | undefined; readonly message: string } | undefined;
}

export function createRegistryModel(credentials: readonly Credential[]): RegistryModel {
  return { versions: { tourism: [], weather: [] }, drafts: [], credentials, unknown: undefined };
}

export function currentOf(model: RegistryModel, subgraph: Publisher): Version | undefined {
  return model.versions[subgraph].at(-1);
}

export type Verdict = "published" | "unchanged" | "waiting" | "rejected or waiting";

/** What must come of publishing a schema, for what stands. */
export function verdictOf(model: RegistryModel, schema: Schema): Verdict {
  const current = currentOf(model, schema.subgraph)?.schema;
  if (JSON.stringify(current) === JSON.stringify(schema)) return "unchanged";
  if (schema.subgraph === "weather" && schema.attack !== undefined) return "rejected or waiting";
  return needsApproval(current, schema) ? "waiting" : "published";
}

function needsApproval(current: Schema | undefined, schema: Schema): boolean {
  if (schema.subgraph === "tourism") return schema.isOpen && !(current?.subgraph === "tourism" && current.isOpen);
  return schema.takesOver && !(current?.subgraph === "weather" && current.takesOver);
}

/** Who asks for a decision: with a token of the registry, or as a person. */
export interface Decider {
  readonly department: string | undefined;
  readonly mayApprove: boolean;
  readonly by: Name;
  readonly lineage: string | undefined;
}

export function mayDecide(draft: Draft, { department, mayApprove, by, lineage }: Decider): boolean {
  const isApart = by !== draft.by && (lineage === undefined || lineage !== draft.lineage);
  return draft.status === "waiting" && mayApprove && department === draft.awaits && isApart;
}

export function personAs(name: Name): Decider {
  const person: { readonly roles: readonly string[]; readonly department?: string } = people[name];
  return { department: person.department, mayApprove: person.roles.includes("approver"), by: name, lineage: undefined };
}
