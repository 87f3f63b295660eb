/** Prints how well each contender finds what people mean: `npm run quality -- search | ahead | overlap`. */
import { readCatalogue } from "./catalogue.ts";
import type { AheadFinder, Contender, OverlapFinder, SearchFinder } from "./finders.ts";
import type { Half } from "./halves.ts";
import { openProduct } from "./product.ts";
import { scoreAhead } from "./score-ahead.ts";
import { joinReadings, scoreOverlap, toAgreement } from "./score-overlap.ts";
import { scoreSearch } from "./score-search.ts";
import { readMeasureHalves, readPairs, readPlans, readQueries } from "./sets.ts";
import { createSharedPairs } from "./shared-pairs.ts";

const measures = readCatalogue();
const known = new Set(measures.map((measure) => measure.id));
const summaries = new Map(measures.map(({ id, summary }) => [id, summary]));
const contenders: readonly Contender[] = [createSharedPairs(measures), await openProduct()];

const parts: Readonly<Record<string, (contender: Contender) => Promise<void>>> = {
  search: async ({ name, search }) => search && printSearch(name, search),
  ahead: async ({ name, ahead }) => ahead && printAhead(name, ahead),
  overlap: async ({ name, overlap }) => overlap && printOverlap(name, overlap),
};

async function printSearch(name: string, find: SearchFinder): Promise<void> {
  const answers = await inTurn(readQueries(known), async (query) => ({ ...query, found: await find(query.query) }));
  print(`search: ${name} (share of the right measures; none: share with nothing shown)`, scoreSearch(answers));
}

async function printAhead(name: string, find: AheadFinder): Promise<void> {
  const answers = await inTurn(readPlans(summaries), async (plan) => ({ ...plan, near: await find(plan) }));
  print(`check ahead: ${name} (plans; among the first five)`, scoreAhead(answers));
}

async function printOverlap(name: string, find: OverlapFinder): Promise<void> {
  const [first, second] = [readPairs("overlap-first.csv", known), readPairs("overlap-second.csv", known)];
  const halfOfMeasure = createHalfOfMeasure();
  const judged = joinReadings(first, second);
  const figures = scoreOverlap(judged, await find(), ({ a, b }) => halfOfMeasure(a < b ? a : b));
  const rows = figures.map(({ first: verdicts, calledDuplication, ...figure }) => ({
    ...figure,
    "first 30 (all: 60)": JSON.stringify(verdicts),
    "called DUPLICATION": JSON.stringify(calledDuplication),
  }));
  print("overlap: agreement of the two readings", [toAgreement(first, second)]);
  print(`overlap: ${name} (labels = labelled pairs worth an auditor's time)`, rows);
}

/** A pair belongs to the half of its first measure, so that a pair that nobody labelled has one too. */
function createHalfOfMeasure(): (id: string) => Half {
  const measureHalves = readMeasureHalves();
  return (id) => {
    const half = measureHalves.get(id);
    if (half === undefined) throw new Error(`tests/quality/overlap-halves.csv has no row for ${id}; give it a half.`);
    return half;
  };
}

async function inTurn<Item, Answer>(items: readonly Item[], ask: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const item of items) answers.push(await ask(item));
  return answers;
}

function print(title: string, rows: readonly object[]): void {
  process.stdout.write(`\n${title}\n`);
  console.table(rows);
}

async function main(asked: readonly string[]): Promise<void> {
  const unknown = asked.find((part) => !(part in parts));
  if (unknown !== undefined) throw new Error(`“${unknown}” is not measured; ask for ${Object.keys(parts).join(", ")}.`);
  for (const contender of contenders) {
    for (const part of asked.length > 0 ? asked : Object.keys(parts)) await parts[part]?.(contender);
    await contender.close?.();
  }
}

await main(process.argv.slice(2));
