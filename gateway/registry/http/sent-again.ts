/** A change of the registry that is sent with an `Idempotency-Key`: made once, and told as the first time. */
import { createHash } from "node:crypto";
import type { EntityManager } from "typeorm";
import { type IdempotentRequest, toIdempotentRequest } from "#kit/changes/idempotent-request.ts";
import { findOutcome, keepOutcome } from "#kit/changes/run-once.ts";
import { outcomeTable } from "#kit/changes/tables.ts";
import { errors } from "#kit/errors.ts";
import type { Desk } from "../publish/desk.ts";
import { findDraft } from "../store/drafts.ts";
import { findVersion } from "../store/versions.ts";
import type { Happening } from "../webhooks/event.ts";
import type { Answer, Asked, Change } from "./asked.ts";
import { ok } from "./asked.ts";
import type { Body } from "./body.ts";
import { servedFacts, versionFacts } from "./facts.ts";

/** What is kept in the transaction of the change is enough to tell it by; the whole answer follows when it is known. */
type Kept =
  | { readonly answer: unknown }
  | { readonly subgraph: string; readonly version: number }
  | { readonly draft: string; readonly outcome: "rejected" | "waiting" }
  | { readonly outcome: "refused" };

export interface SentChange {
  readonly name: string;
  readonly key: string | undefined;
  readonly change: Change;
}

type AnswerOnce = (asked: Asked, body: Body, sent: SentChange) => Promise<Answer>;

/** A repetition at the same time waits for the first. @throws HubError IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED */
export function createAnswerOnce(): AnswerOnce {
  const underWay = new Map<string, { readonly digest: string; readonly answer: Promise<Answer> }>();
  return async (asked, body, { name, key, change }) => {
    const caller = createHash("sha256").update(asked.actor.name).digest("base64url");
    const request = toIdempotentRequest({ caller, key, change: name, input: body.sent });
    if (request === undefined) return change(asked, body);
    const known = await findOutcome<Kept>((await asked.desk.database()).reader, request);
    if (known) return ok(await tellAgain(asked.desk, known.outcome));
    const id = `${caller} ${request.key}`;
    const running = underWay.get(id);
    if (running && running.digest !== request.digest) throw errors.idempotencyKeyReused(request.key);
    if (running) return running.answer;
    const answer = makeOnce(asked, request, (desk) => change({ ...asked, desk }, body));
    underWay.set(id, { digest: request.digest, answer });
    return answer.finally(() => underWay.delete(id));
  };
}

async function makeOnce(
  { desk }: Asked,
  request: IdempotentRequest,
  change: (desk: Desk) => Promise<Answer>,
): Promise<Answer> {
  const answer = await change({
    ...desk,
    async announce(manager, happening) {
      await desk.announce(manager, happening);
      const kept = keptOf(happening);
      if (kept) await replaceOutcome(manager, request, kept);
    },
  });
  const database = await desk.database();
  // The change is made: where its answer cannot be kept, a repetition is told what was kept with it, or finds nothing to change.
  await database
    .transaction((manager) => replaceOutcome(manager, request, { answer: answer.body }))
    .catch(() => undefined);
  return answer;
}

async function replaceOutcome(manager: EntityManager, request: IdempotentRequest, kept: Kept): Promise<void> {
  await manager.delete(outcomeTable.entity, { caller: request.caller, idempotencyKey: request.key });
  await keepOutcome(manager, request, kept);
}

/** An approval is not kept before what it lets pass is published: approved again, it is. */
function keptOf({ event, subgraph, version, draft }: Happening): Kept | undefined {
  if (subgraph !== null && version !== null) return { subgraph, version };
  if (event === "refused") return { outcome: "refused" };
  if (draft === null || event === "approved") return undefined;
  return { draft, outcome: event === "approval-wanted" ? "waiting" : "rejected" };
}

async function tellAgain(desk: Desk, kept: Kept): Promise<unknown> {
  if ("answer" in kept) return kept.answer;
  const { reader } = await desk.database();
  if ("draft" in kept) {
    const row = await findDraft(reader, kept.draft);
    return { outcome: kept.outcome, passes: false, results: [], draft: { id: kept.draft, dueAt: row?.dueAt ?? null } };
  }
  if (!("version" in kept)) return kept;
  const row = await findVersion(reader, kept.subgraph, kept.version);
  if (row === null) throw errors.internal();
  const outcome = row.action === "deleted" ? "deleted" : "published";
  const served = servedFacts(await desk.following.reached(row.revision));
  return { outcome, passes: true, results: [], version: versionFacts(row), served };
}
