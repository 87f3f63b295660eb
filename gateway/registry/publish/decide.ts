/** Decides for an owner (決裁) whether a change to what is its own may pass; with the last approval the change is published. */
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import { errors, HubError } from "#kit/errors.ts";
import { registryErrors } from "../errors.ts";
import { findDocument } from "../store/documents.ts";
import { findDecisions, findDraft, findWaiting, settleDraft } from "../store/drafts.ts";
import type { DraftRow, VersionRow } from "../store/tables.ts";
import { takeTurn } from "../store/versions.ts";
import type { Wish } from "./change.ts";
import type { Desk } from "./desk.ts";
import { awaitsOf } from "./held.ts";
import { type Origin, type Publishing, publish } from "./publish.ts";
import { type Decision, isExpired, recordDecision, reminderOf } from "./record-decision.ts";
import { type Removal, remove, rollBack } from "./restore.ts";

export type Decided =
  | { readonly outcome: "refused" }
  /** Others must approve as well. */
  | { readonly outcome: "approved"; readonly awaits: readonly string[] }
  | { readonly outcome: "approved"; readonly publishing: Publishing | Removal };

/** @throws HubError as recording does, and as publishing does */
export async function decide(desk: Desk, decision: Decision): Promise<Decided> {
  const { remindAfterDays } = desk.policy.approval;
  const around = { remindAfterDays, announce: desk.announce };
  const { draft, awaits } = await recordDecision(await desk.database(), decision, around);
  if (decision.verdict === "refused") return { outcome: "refused" };
  return awaits.length > 0 ? { outcome: "approved", awaits } : tellApproved(draft, () => publishApproved(desk, draft));
}

/** The approval is stored by then, and what fails afterwards says nothing of it. @throws HubError APPROVED_NOT_PUBLISHED */
async function tellApproved<Result>({ id }: DraftRow, publishing: () => Promise<Result>): Promise<Result> {
  try {
    return await publishing();
  } catch (error) {
    if (!(error instanceof HubError) || toldOfThemselves.has(error.code)) throw error;
    throw Object.assign(registryErrors.approvedNotPublished(id, error.text), { cause: error });
  }
}

/** What is made and cannot be shown, and what nobody waits for any more. */
const toldOfThemselves = new Set([
  errors.savedNotShown.code,
  errors.commitUnknown.code,
  registryErrors.draftUnknown.code,
]);

async function publishApproved(desk: Desk, draft: DraftRow): Promise<Decided> {
  const approval = {
    approved: draft,
    async beside(manager: EntityManager, { version }: VersionRow) {
      const now = await findDraft(manager, draft.id);
      // What was proposed since then goes before it.
      if (now?.status !== "waiting") throw registryErrors.draftUnknown(draft.id);
      await settleDraft(manager, draft.id, "published", version);
    },
  };
  return { outcome: "approved", publishing: await makeApproved(desk, draft, approval) };
}

/** As it was wanted: by whom, and as what. */
async function makeApproved(
  desk: Desk,
  draft: DraftRow,
  approval: Pick<Origin, "approved" | "beside">,
): Promise<Publishing | Removal> {
  const { action, restores, url } = draft;
  const wish = wishOf(draft);
  if (action === "deleted") return remove(desk, wish, approval);
  if (action === "rolledBack" && restores !== null) return rollBack(desk, wish, restores, approval);
  const sdl = await findDocument((await desk.database()).reader, draft.digest);
  if (sdl === undefined) throw registryErrors.draftUnknown(draft.id);
  return publish(desk, wish, { sdl, url: url ?? undefined }, { ...approval, action: "published" });
}

function wishOf({ subgraph, author, person, lineage, message, gitCommit, acceptance }: DraftRow): Wish {
  return {
    subgraph,
    author,
    person: person ?? undefined,
    lineage: lineage ?? undefined,
    message: message ?? undefined,
    gitCommit: gitCommit ?? undefined,
    expect: undefined,
    acceptance: acceptance ?? undefined,
  };
}

export interface Pending {
  readonly draft: DraftRow;
  /** Departments that have not decided. */
  readonly awaits: readonly string[];
  /** From when on the approver is reminded, and a deputy may decide; RFC 3339. */
  readonly remindAt: string;
  readonly isReminded: boolean;
}

/** What of a department, or for its decision, waits for approval, the most urgent first; what has waited too long is let go. */
export async function readPending(desk: Desk, viewer: string | undefined): Promise<readonly Pending[]> {
  const database = await desk.database();
  const waiting = await findWaiting(database.reader);
  // It is let go by whoever looks next; a list is no change that a full disk could refuse.
  await letGo(database, waiting.filter(isExpired)).catch(() => undefined);
  const current = waiting.filter((draft) => !isExpired(draft) && maySee(draft, viewer));
  return Promise.all(
    current.map(async (draft) => {
      const remindAt = reminderOf(draft, desk.policy.approval.remindAfterDays);
      const isReminded = Date.now() >= Date.parse(remindAt);
      const awaits = awaitsOf(draft, await findDecisions(database.reader, draft.id));
      return { draft, awaits, remindAt, isReminded };
    }),
  );
}

async function letGo(database: Database, expired: readonly DraftRow[]): Promise<void> {
  if (expired.length === 0) return;
  await database.transaction(async (manager) => {
    await takeTurn(manager);
    for (const { id } of expired) await settleDraft(manager, id, "expired");
  });
}

/** A department sees its own proposals and those that it was asked to approve, and no other's. */
export function maySee({ subgraph, findings }: DraftRow, viewer: string | undefined): boolean {
  return viewer !== undefined && (subgraph === viewer || findings.some(({ awaits }) => awaits === viewer));
}
