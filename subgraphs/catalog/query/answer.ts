/** Answers a search: as it was typed, or mended where nothing is found; and says how well it was met. */
import type { Page } from "#kit/graphql/paging.ts";
import { mendedText } from "../search/mend.ts";
import { besidePlan, nearPlan, wholeOf } from "../search/plan.ts";
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

/** A filter that leaves nothing is no slip: only what no record at all has is mended. */
export async function answerPage(answering: Answering, list: SettledList, page: Page): Promise<FoundPage> {
  const answer = await findPage(answering.snapshots, await besideBest(answering.snapshots, list), page);
  if (answer.found.length > 0 || list.plan === undefined || list.position !== undefined) return answer;
  if ((await mostCovered(answering.snapshots, list)) > 0) return answer;
  return (await answerMended(answering, list, page)) ?? answer;
}

/** A sentence has words that hardly any record has: what counts is how near others come to the best. The best is the same on every page. */
async function besideBest(reader: SnapshotReader, list: SettledList): Promise<SettledList> {
  if (!list.plan?.isSentence) return list;
  return { ...list, plan: besidePlan(list.plan, await mostCovered(reader, list)) };
}

async function answerMended(
  { search, snapshots, records }: Answering,
  list: SettledList,
  page: Page,
): Promise<FoundPage | undefined> {
  const state = { epoch: list.epoch, lastVersionId: list.snapshot.lastVersionId };
  for (const { plan, mending } of await search.mend(list.plan?.text ?? "", state)) {
    const meant = { ...list, plan, mended: plan.text };
    if ((await mostCovered(snapshots, meant)) < wholeOf(plan) * allWords) continue;
    const { found } = await findPage(snapshots, meant, page);
    const [first] = await records.readVersions(found.slice(0, 1).map(({ version_id }) => version_id));
    const spelling = first && (await readSpelling(mending.word, first.contract));
    const mended = mendedText(mending, spelling);
    return { list: { ...meant, mended, plan: (await search.plan(mended, state)) ?? plan }, found };
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
