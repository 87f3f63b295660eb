/** A change of the registry that is sent with an `Idempotency-Key`: made once, and told as the first time. */
import { createHash, randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { EntityManager } from "typeorm";
import { type IdempotentRequest, toIdempotentRequest } from "#kit/changes/idempotent-request.ts";
import { findOutcome, keepOutcome } from "#kit/changes/run-once.ts";
import { outcomeTable } from "#kit/changes/tables.ts";
import { errors } from "#kit/errors.ts";
import type { Desk } from "../publish/desk.ts";
import { findDraft } from "../store/drafts.ts";
import { findVersion, takeTurn } from "../store/versions.ts";
import type { Happening } from "../webhooks/event.ts";
import type { Answer, Asked, Change } from "./asked.ts";
import { ok } from "./asked.ts";
import type { Body } from "./body.ts";
import { servedFacts, versionFacts } from "./facts.ts";

/** What is kept in the transaction of the change is enough to tell it by; the whole answer follows when it is known. */
type Outcome =
  | { readonly answer: unknown }
  | { readonly subgraph: string; readonly version: number }
  | { readonly draft: string; readonly outcome: "rejected" | "waiting" }
  | { readonly outcome: "refused" };

/** With who has made it: the same key may be sent to two replicas at once, and only one of them makes the change. */
type Kept = Outcome & { readonly by?: string };

export interface SentChange {
  readonly name: string;
  readonly key: string | undefined;
  readonly change: Change;
}

type AnswerOnce = (asked: Asked, body: Body, sent: SentChange) => Promise<Answer>;

interface Sent {
  readonly desk: Desk;
  readonly name: string;
  readonly request: IdempotentRequest;
}

/** A repetition at the same time waits for the first. @throws HubError IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_REUSED */
export function createAnswerOnce(): AnswerOnce {
  const underWay = new Map<string, { readonly digest: string; readonly answer: Promise<Answer> }>();
  return async (asked, body, { name, key, change }) => {
    const caller = createHash("sha256").update(asked.actor.name).digest("base64url");
    const request = toIdempotentRequest({ caller, key, change: name, input: body.sent });
    if (request === undefined) return change(asked, body);
    const sent: Sent = { desk: asked.desk, name, request };
    const first = await findFirst(sent);
    if (first) return ok(await tellFirst(sent, first));
    const id = `${caller} ${request.key}`;
    const running = underWay.get(id);
    if (running && running.digest !== request.digest) throw errors.idempotencyKeyReused(request.key);
    if (running) return running.answer;
    const answer = makeOnce(sent, (desk) => change({ ...asked, desk }, body));
    underWay.set(id, { digest: request.digest, answer });
    return answer.finally(() => underWay.delete(id));
  };
}

async function findFirst({ desk, request }: Sent): Promise<Kept | undefined> {
  return (await findOutcome<Kept>((await desk.database()).reader, request))?.outcome;
}

/** Another replica that was sent the same was faster: what this one has begun is rolled back. */
class MadeElsewhere extends Error {}

async function makeOnce(sent: Sent, change: (desk: Desk) => Promise<Answer>): Promise<Answer> {
  const { desk, request } = sent;
  const by = randomUUID();
  const announce: Desk["announce"] = async (manager, happening) => {
    await desk.announce(manager, happening);
    const outcome = outcomeOf(happening);
    if (!outcome) return;
    if (await findElsewhere(manager, request, by)) throw new MadeElsewhere();
    await replaceOutcome(manager, request, { ...outcome, by });
  };
  try {
    const answer = await change({ ...desk, announce });
    const first = await keepWhole(sent, { answer: answer.body, by });
    return first ? ok(await tellFirst(sent, first)) : answer;
  } catch (error) {
    // What another replica has made may be what is in the way: no version to go back to, a draft that is decided.
    const first = await findFirst(sent).catch(() => undefined);
    if (!first || first.by === by) throw error;
    return ok(await tellFirst(sent, first));
  }
}

async function findElsewhere(
  manager: EntityManager,
  request: IdempotentRequest,
  by: string,
): Promise<Kept | undefined> {
  const known = await findOutcome<Kept>(manager, request);
  return known?.outcome.by === by ? undefined : known?.outcome;
}

/**
 * What another replica has kept meanwhile, which is what came of it. The change is made: where its answer cannot be kept, a repetition is
 * told what was kept with it, or finds nothing to change.
 */
async function keepWhole({ desk, request }: Sent, kept: Kept & { readonly by: string }): Promise<Kept | undefined> {
  const database = await desk.database();
  return database
    .transaction(async (manager) => {
      await takeTurn(manager);
      const first = await findElsewhere(manager, request, kept.by);
      if (!first) await replaceOutcome(manager, request, kept);
      return first;
    })
    .catch(() => undefined);
}

async function replaceOutcome(manager: EntityManager, request: IdempotentRequest, kept: Kept): Promise<void> {
  await manager.delete(outcomeTable.entity, { caller: request.caller, idempotencyKey: request.key });
  await keepOutcome(manager, request, kept);
}

/** An approval is not kept before what it lets pass is published: approved again, it is. */
function outcomeOf({ event, subgraph, version, draft }: Happening): Outcome | undefined {
  if (subgraph !== null && version !== null) return { subgraph, version };
  if (event === "refused") return { outcome: "refused" };
  if (draft === null || event === "approved") return undefined;
  return { draft, outcome: event === "approval-wanted" ? "waiting" : "rejected" };
}

/** Whoever makes it is about to know the whole answer; one that was killed meanwhile never will. */
const [mostLooks, pauseMs] = [25, 200];

async function tellFirst(sent: Sent, first: Kept): Promise<unknown> {
  for (let looks = 0, kept: Kept | undefined = first; kept && looks < mostLooks; looks++) {
    if ("answer" in kept) return kept.answer;
    await setTimeout(pauseMs);
    kept = await findFirst(sent);
  }
  return tellByKept(sent, first);
}

async function tellByKept({ desk, name }: Sent, kept: Kept): Promise<unknown> {
  if ("answer" in kept) return kept.answer;
  const publishing = await publishingOf(desk, kept);
  if (!publishing) return { outcome: "refused" };
  return name === "approve" ? { outcome: "approved", publishing } : publishing;
}

async function publishingOf(desk: Desk, kept: Exclude<Kept, { answer: unknown }>): Promise<object | undefined> {
  const { reader } = await desk.database();
  if ("draft" in kept) {
    const row = await findDraft(reader, kept.draft);
    return { outcome: kept.outcome, passes: false, results: [], draft: { id: kept.draft, dueAt: row?.dueAt ?? null } };
  }
  if (!("version" in kept)) return undefined;
  const row = await findVersion(reader, kept.subgraph, kept.version);
  if (row === null) throw errors.internal();
  const outcome = row.action === "deleted" ? "deleted" : "published";
  const served = servedFacts(await desk.following.reached(row.revision));
  return { outcome, passes: true, results: [], version: versionFacts(row), served };
}
