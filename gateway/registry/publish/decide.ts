/** Decides for an owner (決裁) whether a change to what is its own may pass; with the last approval the change is published. */
import type { Database } from "#kit/database/open.ts";
import { registryErrors } from "../errors.ts";
import { findDocument } from "../store/documents.ts";
import { findDecisions, findDraft, findWaiting, settleDraft } from "../store/drafts.ts";
import type { DraftRow } from "../store/tables.ts";
import { takeTurn } from "../store/versions.ts";
import type { Desk } from "./desk.ts";
import { awaitsOf } from "./held.ts";
import { type Publishing, publish } from "./publish.ts";
import { type Decision, isExpired, recordDecision, reminderOf } from "./record-decision.ts";

export type Decided =
  | { readonly outcome: "refused" }
  /** Others must approve as well. */
  | { readonly outcome: "approved"; readonly awaits: readonly string[] }
  | { readonly outcome: "approved"; readonly publishing: Publishing };

/** @throws HubError as recording does, and as publishing does */
export async function decide(desk: Desk, decision: Decision): Promise<Decided> {
  const { remindAfterDays } = desk.policy.approval;
  const around = { remindAfterDays, announce: desk.announce };
  const { draft, awaits } = await recordDecision(await desk.database(), decision, around);
  if (decision.verdict === "refused") return { outcome: "refused" };
  return awaits.length > 0 ? { outcome: "approved", awaits } : publishApproved(desk, draft);
}

async function publishApproved(desk: Desk, draft: DraftRow): Promise<Decided> {
  const { reader } = await desk.database();
  const sdl = await findDocument(reader, draft.digest);
  if (sdl === undefined) throw registryErrors.draftUnknown(draft.id);
  const { subgraph, author, url, person, lineage, message, gitCommit } = draft;
  const wish = {
    subgraph,
    author,
    person: person ?? undefined,
    lineage: lineage ?? undefined,
    message: message ?? undefined,
    gitCommit: gitCommit ?? undefined,
    expect: undefined,
  };
  const publishing = await publish(
    desk,
    wish,
    { sdl, url: url ?? undefined },
    {
      action: "published",
      approved: draft,
      async beside(manager, { version }) {
        const now = await findDraft(manager, draft.id);
        // What was proposed since then goes before it.
        if (now?.status !== "waiting") throw registryErrors.draftUnknown(draft.id);
        await settleDraft(manager, draft.id, "published", version);
      },
    },
  );
  return { outcome: "approved", publishing };
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
  await letGo(database, waiting.filter(isExpired));
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
