/** Publishes a department's schema: checked as a whole, then a version of its own, or else a draft with what was found. */
import type { EntityManager } from "typeorm";
import { errors, HubError } from "#kit/errors.ts";
import { partsDigest } from "../../supergraph/parts-digest.ts";
import { digestOf } from "../../supergraph/sealed-file.ts";
import { type CheckResult, findingsOf, passes, skipped } from "../check/check-result.ts";
import { checkService } from "../check/check-service.ts";
import type { Acceptance, Finding } from "../check/finding.ts";
import { ruleOpenedCode } from "../check/opened-rules.ts";
import type { Proposal } from "../check/proposal.ts";
import { runChecks, type Surroundings, type Verdict } from "../check/run-checks.ts";
import { registryErrors } from "../errors.ts";
import type { CompositionSeal } from "../store/composition-seal.ts";
import { findSupergraph } from "../store/compositions.ts";
import { keepDraft, type NewDraft, supersede } from "../store/drafts.ts";
import { findRules, forgetRules, rememberRules } from "../store/rules.ts";
import type { Action, DraftRow, VersionRow } from "../store/tables.ts";
import { type Beside, type CurrentVersion, findReplacement } from "../store/versions.ts";
import { draftKept } from "../webhooks/event.ts";
import { awaitingAcceptance } from "./accept.ts";
import { type Judged, makeChange, type Wish } from "./change.ts";
import { currentOf, type Desk, type Standing } from "./desk.ts";
import { isHeldOnlyByOthers, withDecisions } from "./held.ts";
import { keepComposed } from "./keep-composed.ts";

export interface Schema {
  readonly sdl: string;
  /** Undefined to stay where it answers. */
  readonly url: string | undefined;
  /** Whether it may be that nothing answers there yet, or not with this schema. */
  readonly isNotYetRunning?: boolean;
}

export interface Published {
  readonly outcome: "published" | "unchanged";
  readonly version: VersionRow;
  readonly results: readonly CheckResult[];
}

export interface Drafted {
  readonly outcome: "rejected" | "waiting";
  readonly draft: DraftRow;
  readonly results: readonly CheckResult[];
}

export type Publishing = Published | Drafted;

/** How a schema comes to be published other than by being sent. */
export interface Origin {
  readonly action: Action;
  readonly restores?: number;
  readonly isDeployed?: boolean;
  /** The draft that it was, with its approvals. */
  readonly approved?: DraftRow;
  readonly beside?: Beside;
}

/** @throws HubError VERSION_CONFLICT, ROUTING_URL_MISSING, SUBGRAPH_KEY_MISSING, REGISTRY_BUSY, EXAMINATION_UNFINISHED */
export function publish(
  desk: Desk,
  wish: Wish,
  schema: Schema,
  origin: Origin = { action: "published" },
): Promise<Publishing> {
  if (desk.isProduction && !desk.keys.has(wish.subgraph)) throw registryErrors.keyMissing(wish.subgraph);
  return makeChange<Publishing>(desk, wish, async (standing) => {
    const current = currentOf(standing.head, wish.subgraph);
    const proposal = { name: wish.subgraph, sdl: schema.sdl, url: addressOf(wish.subgraph, schema, current) };
    if (current && isSame(current, proposal, origin))
      return { end: { outcome: "unchanged", version: current, results: [] } };
    // Whoever goes back, or approves, cannot be the one who starts the service.
    const mayNotRun = schema.isNotYetRunning === true || origin.action !== "published" || origin.approved !== undefined;
    const judged = origin.isDeployed ? { ...proposal, url: undefined } : proposal;
    const by: CheckedBy = {
      approved: approvedUpon(current, origin),
      acceptance: wish.acceptance,
      silence: mayNotRun ? "warning" : "error",
    };
    const verdict = await check(desk, judged, standing, by);
    requireExamined(verdict);
    if (!passes(verdict.results)) {
      const { action, restores } = origin;
      const proposed = { wish, proposal, action, restores, standing: current?.version ?? 0 };
      return { end: await draft(desk, proposed, verdict.results) };
    }
    return added(wish, proposal, { verdict, seal: desk.seal }, origin);
  });
}

/** An approval holds for the version that it was given upon: on any other, what is approved would be another change. */
export function approvedUpon(
  current: CurrentVersion | undefined,
  { approved }: Pick<Origin, "approved">,
): DraftRow | undefined {
  return approved?.standing === (current?.version ?? 0) ? approved : undefined;
}

interface CheckedBy {
  readonly approved?: DraftRow | undefined;
  readonly acceptance?: Acceptance | undefined;
  /** How grave it is that the service does not run. */
  readonly silence: "error" | "warning";
}

/** What a check says, with what was answered and, of the draft that is published, decided taken into account. */
export async function check(
  desk: Desk,
  proposal: Proposal,
  { published }: Standing,
  { approved, acceptance, silence }: CheckedBy,
): Promise<Verdict> {
  const around = await surroundings(desk, published);
  const { reader } = await desk.database();
  const replacedAt = await findReplacement(reader, proposal.name, digestOf(proposal.sdl));
  const verdict = await desk.turns.take(() => runChecks(proposal, { ...around, replacedAt }));
  const results = awaitingAcceptance(verdict.results, acceptance);
  const decided = await withDecisions(await desk.database(), { proposal, results, approved });
  return { ...verdict, results: [...decided, await serviceResult(desk, proposal, verdict, silence)] };
}

/** Nobody is asked at an address that may not be called, nor for a schema that is none. */
async function serviceResult({ wayTo }: Desk, proposal: Proposal, { results }: Verdict, severity: "error" | "warning") {
  const isRead = results.some(({ check: each, status }) => each === "design" && status === "completed");
  if (!isRead) return skipped("service", { ja: "先の確認で止まりました", en: "an earlier check ended it" });
  return checkService(proposal, { way: wayTo(proposal.name), severity });
}

/** What was not examined is neither good nor bad. @throws HubError EXAMINATION_UNFINISHED */
export function requireExamined({ results }: Verdict): void {
  const unfinished = results.find((result) => result.status === "failed");
  if (unfinished) throw new HubError(errors.examinationUnfinished.code, unfinished.reason);
}

export async function surroundings(desk: Desk, published: Standing["published"]): Promise<Surroundings> {
  const [{ reader }, readUse] = await Promise.all([desk.database(), desk.readUse()]);
  const supergraphSdl = await findSupergraph(reader, desk.seal, partsDigest(published));
  const rules = await findRules(reader);
  const { policy, documents } = desk;
  return { published, supergraphSdl, rules, policy, documents: documents(), ...(readUse ? { readUse } : {}) };
}

function addressOf(subgraph: string, { url }: Schema, current: CurrentVersion | undefined): string {
  const known = url ?? current?.url ?? undefined;
  // What runs in the hub's process has an address that nobody can call.
  if (known === undefined || (url === undefined && new URL(known).hostname.endsWith(".invalid")))
    throw registryErrors.urlMissing(subgraph);
  return known;
}

function isSame(current: CurrentVersion, { sdl, url }: Proposal, { isDeployed = false }: Origin): boolean {
  return current.sdl === sdl && current.url === url && current.isDeployed === isDeployed;
}

interface Sealing {
  readonly verdict: Verdict;
  readonly seal: CompositionSeal;
}

function added(wish: Wish, { sdl, url }: Proposal, { verdict, seal }: Sealing, origin: Origin): Judged<Publishing> {
  const { subgraph, author, message, gitCommit } = wish;
  const { beside, approved, ...how } = origin;
  return {
    add: { ...how, subgraph, sdl, url, author, message, gitCommit },
    results: verdict.results,
    // What this department proposed before waits no more.
    beside: async (manager, version) => {
      await beside?.(manager, version);
      await supersede(manager, subgraph);
      await letGo(manager, subgraph, { sdl, approved });
      await keepComposed(manager, seal, verdict);
    },
    ended: (version) => ({ outcome: "published", version, results: verdict.results }),
  };
}

/** Rules that their owners have let go are not asked for again. */
async function letGo(
  manager: EntityManager,
  subgraph: string,
  { sdl, approved }: { readonly sdl: string; readonly approved: DraftRow | undefined },
): Promise<void> {
  const opened = (approved?.findings ?? []).filter(({ code }) => code === ruleOpenedCode);
  if (opened.length === 0) return;
  await forgetRules(
    manager,
    opened.map(({ awaits = "", coordinate = "" }) => ({ subgraph: awaits, coordinate })),
  );
  await rememberRules(manager, subgraph, sdl);
}

const day = 24 * 60 * 60 * 1000;

interface Proposed {
  readonly wish: Wish;
  readonly proposal: Pick<Proposal, "sdl" | "url">;
  readonly action: Action;
  readonly restores?: number | undefined;
  /** The version that it was judged upon. */
  readonly standing: number;
}

export async function draft(
  desk: Desk,
  { wish, proposal, action, restores, standing }: Proposed,
  results: readonly CheckResult[],
): Promise<Drafted> {
  const findings: readonly Finding[] = findingsOf(results);
  const isWaiting = isHeldOnlyByOthers(findings);
  const { subgraph, author, person, lineage, message, gitCommit, acceptance } = wish;
  const proposed: NewDraft = {
    action,
    restores: restores ?? null,
    acceptance: acceptance ?? null,
    subgraph,
    author,
    person: person ?? null,
    lineage: lineage ?? null,
    standing,
    status: isWaiting ? "waiting" : "rejected",
    sdl: proposal.sdl,
    url: proposal.url ?? null,
    message: message ?? null,
    gitCommit: gitCommit ?? null,
    findings,
    dueAt: isWaiting ? new Date(Date.now() + desk.policy.approval.days * day).toISOString() : null,
  };
  const kept = await keepDraft(await desk.database(), proposed, (manager, row) =>
    desk.announce(manager, draftKept(row)),
  );
  return { outcome: isWaiting ? "waiting" : "rejected", draft: kept, results };
}
