/** Answers a search: as it was typed, or mended where nothing is found; and says how well it was met. */
import type { Page } from "#kit/graphql/paging.ts";
import { mendedText } from "../search/mend.ts";
import { besidePlan, nearPlan, type SearchPlan, wholeOf } from "../search/plan.ts";
import type { Search } from "../search/search.ts";
import { readSpelling } from "../search/spelling.ts";
import { type FoundPage, findPage, mostCovered } from "./list.ts";
import type { RecordReader } from "./records.ts";
import type { SettledList } from "./settle.ts";
import type { SnapshotReader } from "./snapshot-reader.ts";

export type SearchOutcome = "ALL_WORDS" | "SOME_WORDS" | "NOTHING";

/** Of the question that the best record meets, from which on all of it is held to be met. */
const allWords = 0.85;
/** Records that are named where nothing is found. */
const mostNear = 5;

/** What an answer is made with. */
export interface Answering {
  readonly search: Search;
  readonly snapshots: SnapshotReader;
  readonly records: RecordReader;
}

/** A filter that leaves nothing is no slip: only what no record at all has as it was typed is mended. */
export async function answerPage(answering: Answering, list: SettledList, page: Page): Promise<FoundPage> {
  const { snapshots } = answering;
  const { plan } = list;
  const isSaidInWords = plan === undefined || !plan.isSentence;
  const mayBeMended = plan !== undefined && list.position === undefined;
  if (isSaidInWords && !(mayBeMended && isSomeUnknown(plan))) {
    const asTyped = await findPage(snapshots, list, page);
    if (!mayBeMended || asTyped.found.length > 0) return asTyped;
  }
  const covered = await mostCovered(snapshots, list);
  const mended = mayBeMended && mayBeSlip(plan, covered) ? await mendList(answering, list) : undefined;
  if (mended) return findPage(snapshots, await besideBest(snapshots, mended), page);
  return findPage(snapshots, isSaidInWords ? list : { ...list, plan: besidePlan(plan, covered) }, page);
}

/** Nothing was found; or some of it was, and a word is nowhere. A sentence may well have such words. */
function mayBeSlip(plan: SearchPlan, covered: number): boolean {
  if (covered === 0) return true;
  return isSomeUnknown(plan) && !plan.isSentence && covered < wholeOf(plan) * allWords;
}

function isSomeUnknown({ units }: SearchPlan): boolean {
  return units.some(({ isKnown, isLink }) => !isKnown && !isLink);
}

/** A sentence has words that hardly any record has: what counts is how near others come to the best. The best is the same on every page. */
async function besideBest(reader: SnapshotReader, list: SettledList): Promise<SettledList> {
  if (!list.plan?.isSentence) return list;
  return { ...list, plan: besidePlan(list.plan, await mostCovered(reader, list)) };
}

/** The list of what was meant; undefined where nothing is known that has all of its words. */
async function mendList(
  { search, snapshots, records }: Answering,
  list: SettledList,
): Promise<SettledList | undefined> {
  const state = { epoch: list.epoch, lastVersionId: list.snapshot.lastVersionId };
  for (const { plan, mending } of await search.mend(list.plan?.text ?? "", state)) {
    const meant = { ...list, plan, conditions: [] };
    if ((await mostCovered(snapshots, meant)) < wholeOf(plan) * allWords) continue;
    const { found } = await findPage(snapshots, meant, { size: 1, backward: false, cursor: undefined });
    const [first] = await records.readVersions(found.slice(0, 1), list.epoch);
    const mended = mendedText(mending, first && (await readSpelling(mending.word, first.contract)));
    return { ...list, mended, plan: (await search.plan(mended, state)) ?? plan };
  }
  return undefined;
}

/** Undefined where nothing was searched for. */
export async function outcomeOf(reader: SnapshotReader, list: SettledList): Promise<SearchOutcome | undefined> {
  if (list.plan === undefined) return undefined;
  const covered = await mostCovered(reader, list);
  if (covered === 0) return "NOTHING";
  return covered >= wholeOf(list.plan) * allWords ? "ALL_WORDS" : "SOME_WORDS";
}

/** What is near, where nothing is found. */
export async function findNear(reader: SnapshotReader, list: SettledList): Promise<FoundPage> {
  const { plan } = list;
  if (plan === undefined) return { list, found: [] };
  const near = { ...list, plan: nearPlan(plan), position: undefined };
  const page = { size: mostNear, backward: false, cursor: undefined };
  const { found } = await findPage(reader, near, page);
  return { list: near, found: found.slice(0, mostNear) };
}
