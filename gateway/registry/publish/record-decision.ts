/** Writes an owner's decision down, or says why it is none: one transaction that nobody else's decision or publish lies within. */
import type { Database } from "#kit/database/open.ts";
import type { Finding } from "../check/finding.ts";
import { registryErrors } from "../errors.ts";
import { findDecisions, findDraft, findDraftsUpon, keepDecisions, settleDraft } from "../store/drafts.ts";
import type { DecisionRow, DraftRow } from "../store/tables.ts";
import { findResponsible } from "../store/tokens.ts";
import { takeTurn } from "../store/versions.ts";
import type { Announce } from "../webhooks/deliveries.ts";
import { draftDecided } from "../webhooks/event.ts";
import { awaitsOf, claimOf } from "./held.ts";

export interface Decision {
  readonly draft: string;
  readonly department: string;
  readonly verdict: DecisionRow["verdict"];
  readonly capacity: DecisionRow["capacity"];
  readonly author: string;
  /** Hash of who decides, or answers for the token that does; nobody decides otherwise. */
  readonly person: string | undefined;
  readonly lineage: string | undefined;
  readonly reason: string;
}

export interface Recorded {
  readonly draft: DraftRow;
  /** Departments that have not approved. */
  readonly awaits: readonly string[];
}

interface Around {
  readonly remindAfterDays: number;
  readonly announce: Announce;
}

type Manager = Parameters<typeof findDraft>[0];

/** @throws HubError DRAFT_UNKNOWN, DRAFT_DECIDED, REGISTRY_FORBIDDEN, APPROVAL_BY_WANTER or DEPUTY_TOO_EARLY */
export function recordDecision(database: Database, decision: Decision, around: Around): Promise<Recorded> {
  return database.transaction(async (manager) => {
    await takeTurn(manager);
    const draft = await findDraft(manager, decision.draft);
    if (!draft) throw registryErrors.draftUnknown(decision.draft);
    requireUndecided(draft, decision);
    const person = await requireApart(manager, draft, decision);
    requireTime(draft, decision, around);
    const before = await findDecisions(manager, draft.id);
    if (decision.verdict === "refused" && !awaitsOf(draft, before).includes(decision.department))
      throw registryErrors.draftDecided(draft.id, "approved");
    const rows = rowsOf(draft, { ...decision, person });
    await keepDecisions(manager, rows);
    if (decision.verdict === "refused") await settleDraft(manager, draft.id, "refused");
    await around.announce(manager, draftDecided(draft, { ...decision, at: new Date().toISOString() }));
    return { draft, awaits: awaitsOf(draft, [...before, ...rows]) };
  });
}

function requireUndecided(draft: DraftRow, { department }: Decision): void {
  if (ownFindings(draft, department).length === 0) throw registryErrors.notAsked(draft.id, department);
  if (draft.status === "refused") throw registryErrors.draftDecided(draft.id, "refused");
  if (draft.status === "published") throw registryErrors.draftDecided(draft.id, "approved");
  if (draft.status !== "waiting" || isExpired(draft)) throw registryErrors.draftUnknown(draft.id);
}

function ownFindings({ findings }: DraftRow, department: string) {
  return findings.filter(({ awaits }) => awaits === department);
}

/** Whoever wants a change, or answers for the token that does, or has, does not decide it too. */
async function requireApart(
  manager: Manager,
  draft: DraftRow,
  { person, lineage, department }: Decision,
): Promise<string> {
  if (person === undefined) throw registryErrors.forbidden(department, "approve");
  const wanting = (await findDraftsUpon(manager, draft)).filter((each) => wantTheSame(each, draft, department));
  const lineages = new Set(wanting.flatMap((each) => each.lineage ?? []));
  const responsible = await Promise.all([...lineages].map((each) => findResponsible(manager, each)));
  const persons = new Set([...wanting.map((each) => each.person), ...responsible.flat()]);
  const isSameToken = lineage !== undefined && lineages.has(lineage);
  if (isSameToken || persons.has(person)) throw registryErrors.approvalByWanter(draft.id);
  return person;
}

/** Who has wanted the same of the department wants it still, though a colleague has proposed it again since. */
function wantTheSame(one: DraftRow, other: DraftRow, department: string): boolean {
  const asked = new Set(ownFindings(one, department).map(askOf));
  return one.id === other.id || ownFindings(other, department).some((finding) => asked.has(askOf(finding)));
}

function askOf({ code, coordinate }: Finding): string {
  return `${code} ${coordinate ?? ""}`;
}

function requireTime(draft: DraftRow, { capacity }: Decision, { remindAfterDays }: Around): void {
  const remindAt = reminderOf(draft, remindAfterDays);
  if (capacity === "deputy" && Date.now() < Date.parse(remindAt))
    throw registryErrors.deputyTooEarly(remindAt.slice(0, 10));
}

function rowsOf(draft: DraftRow, decision: Decision & { readonly person: string }): readonly DecisionRow[] {
  const { department, person, verdict, capacity, author, reason } = decision;
  const at = new Date().toISOString();
  return ownFindings(draft, department).map((finding) => {
    const claim = claimOf(draft.subgraph, draft.digest, finding);
    return { claim, department, draft: draft.id, person, verdict, capacity, author, reason, at };
  });
}

export function isExpired({ dueAt }: DraftRow): boolean {
  return dueAt !== null && Date.now() > Date.parse(dueAt);
}

const day = 24 * 60 * 60 * 1000;

export function reminderOf({ at }: DraftRow, remindAfterDays: number): string {
  return new Date(Date.parse(at) + remindAfterDays * day).toISOString();
}
