/** Decides for an owner (決裁) whether a change to what is its own may pass; with the last approval the change is published. */
import { registryErrors } from "../errors.ts";
import { findDocument } from "../store/documents.ts";
import { findDecisions, findDraft, findWaiting, keepDecisions, settleDraft } from "../store/drafts.ts";
import type { DecisionRow, DraftRow } from "../store/tables.ts";
import { draftDecided } from "../webhooks/event.ts";
import type { Desk } from "./desk.ts";
import { claimOf } from "./held.ts";
import { type Publishing, publish } from "./publish.ts";

export interface Decision {
  readonly draft: string;
  readonly department: string;
  readonly verdict: DecisionRow["verdict"];
  readonly capacity: DecisionRow["capacity"];
  readonly author: string;
  readonly reason: string;
}

export type Decided =
  | { readonly outcome: "refused" }
  /** Others must approve as well. */
  | { readonly outcome: "approved"; readonly awaits: readonly string[] }
  | { readonly outcome: "approved"; readonly publishing: Publishing };

/** @throws HubError DRAFT_UNKNOWN, REGISTRY_FORBIDDEN, DEPUTY_TOO_EARLY */
export async function decide(desk: Desk, decision: Decision): Promise<Decided> {
  const database = await desk.database();
  const draft = await findDraft(database.reader, decision.draft);
  if (draft?.status !== "waiting" || isExpired(draft)) throw registryErrors.draftUnknown(decision.draft);
  const own = draft.findings.filter(({ awaits }) => awaits === decision.department);
  // Whoever wants a change does not approve it too.
  if (own.length === 0 || draft.author === decision.author) throw registryErrors.forbidden(draft.subgraph);
  const remindAt = reminderOf(draft, desk.policy.approval);
  if (decision.capacity === "deputy" && Date.now() < Date.parse(remindAt))
    throw registryErrors.deputyTooEarly(remindAt.slice(0, 10));
  const at = new Date().toISOString();
  await database.transaction(async (manager) => {
    const claims = own.map((finding) => claimOf(draft.subgraph, draft.digest, finding));
    await keepDecisions(
      manager,
      claims.map((claim) => ({ ...decision, claim, at })),
    );
    if (decision.verdict === "refused") await settleDraft(manager, draft.id, "refused");
    await desk.announce(manager, draftDecided(draft, { ...decision, at }));
  });
  return decision.verdict === "refused" ? { outcome: "refused" } : publishApproved(desk, draft);
}

async function publishApproved(desk: Desk, draft: DraftRow): Promise<Decided> {
  const { reader } = await desk.database();
  const awaits = await undecided(desk, draft);
  if (awaits.length > 0) return { outcome: "approved", awaits };
  const sdl = await findDocument(reader, draft.digest);
  if (sdl === undefined) throw registryErrors.draftUnknown(draft.id);
  const { subgraph, author, url } = draft;
  const wish = {
    subgraph,
    author,
    message: draft.message ?? undefined,
    gitCommit: draft.gitCommit ?? undefined,
    expect: undefined,
  };
  const publishing = await publish(
    desk,
    wish,
    { sdl, url: url ?? undefined },
    {
      action: "published",
      beside: (manager, { version }) => settleDraft(manager, draft.id, "published", version),
    },
  );
  return { outcome: "approved", publishing };
}

async function undecided(desk: Desk, { subgraph, digest, findings }: DraftRow): Promise<readonly string[]> {
  const held = findings.filter(({ severity, awaits }) => severity === "error" && awaits !== undefined);
  const claims = held.map((finding) => ({ owner: finding.awaits ?? "", claim: claimOf(subgraph, digest, finding) }));
  const { reader } = await desk.database();
  const decided = await findDecisions(
    reader,
    claims.map(({ claim }) => claim),
  );
  const approved = new Set(decided.filter(({ verdict }) => verdict === "approved").map(({ claim }) => claim));
  return [...new Set(claims.filter(({ claim }) => !approved.has(claim)).map(({ owner }) => owner))].sort();
}

export interface Pending {
  readonly draft: DraftRow;
  /** Departments that have not decided. */
  readonly awaits: readonly string[];
  /** From when on the approver is reminded, and a deputy may decide; RFC 3339. */
  readonly remindAt: string;
  readonly isReminded: boolean;
}

/** What waits for approval, the most urgent first; what has waited too long is let go. */
export async function readPending(desk: Desk): Promise<readonly Pending[]> {
  const database = await desk.database();
  const waiting = await findWaiting(database.reader);
  const expired = waiting.filter(isExpired);
  if (expired.length > 0)
    await database.transaction(async (manager) => {
      for (const { id } of expired) await settleDraft(manager, id, "expired");
    });
  const current = waiting.filter((draft) => !expired.includes(draft));
  return Promise.all(
    current.map(async (draft) => {
      const remindAt = reminderOf(draft, desk.policy.approval);
      const isReminded = Date.now() >= Date.parse(remindAt);
      return { draft, awaits: await undecided(desk, draft), remindAt, isReminded };
    }),
  );
}

function isExpired({ dueAt }: DraftRow): boolean {
  return dueAt !== null && Date.now() > Date.parse(dueAt);
}

const day = 24 * 60 * 60 * 1000;

function reminderOf({ at }: DraftRow, { remindAfterDays }: Desk["policy"]["approval"]): string {
  return new Date(Date.parse(at) + remindAfterDays * day).toISOString();
}
