/** All that the audit finds in a view, each kind in its own order. */
import { atOnce, type Steps } from "#kit/turns/steps.ts";
import type { View } from "../collection/view.ts";
import { type CoverageGap, coverageOf, gapDimensions, prepareCoverage } from "./coverage.ts";
import { dataFaults } from "./data-quality.ts";
import { familyOf, type MeasureFamily } from "./families.ts";
import { type Finding, overlapId, overlapIn } from "./finding.ts";
import { classNames } from "./names.ts";
import { type AlikePair, alikePairs, preparePairs } from "./pairs.ts";
import { relationFaults } from "./relations.ts";
import { prepareStacking, stackingConflicts } from "./stacking.ts";
import { targetReviews } from "./targets.ts";

export function findingsIn(view: View): readonly Finding[] {
  return view.once("findings", () => atOnce(collectFindings(view)));
}

/** Before a question about findings, so that finding them holds up nobody. */
export async function prepareFindings(view: View): Promise<void> {
  await preparePairs(view);
  await prepareStacking(view);
  await prepareCoverage(view, gapsFoundIn);
  await view.prepare("findings", () => collectFindings(view));
  await view.prepare("findings by measure", () => findByMeasure(view));
  await view.prepare("findings by id", () => findById(view));
}

function* collectFindings(view: View): Steps<readonly Finding[]> {
  const found: (readonly Finding[])[] = [];
  for (const find of [overlaps, stackingConflicts, relationFaults, targetGaps, coverageGaps, dataFaults]) {
    found.push(find(view));
    yield;
  }
  return found.flat();
}

/** A family stands before the first of its pairs. */
function overlaps(view: View): readonly Finding[] {
  const told = new Set<MeasureFamily>();
  return alikePairs(view).flatMap((pair) => {
    const family = familyOf(view, pair);
    if (family === undefined || told.has(family)) return [overlapFinding(pair)];
    told.add(family);
    return [familyFinding(family), overlapFinding(pair)];
  });
}

export function familyFinding({ id, kind, text, measures }: MeasureFamily): Finding {
  return { id, kind: "FAMILY", code: kind, text, measures };
}

/** Pairs whose family is told of: they are found by their ids, and listed once somebody has decided on them. */
export function isToldByFamily(view: View, { id, kind }: Finding): boolean {
  const told = view.once(
    "pairs told by families",
    () => new Set(alikePairs(view).flatMap((pair) => (familyOf(view, pair) ? [overlapId(pair.a.id, pair.b.id)] : []))),
  );
  return kind === "OVERLAP" && told.has(id);
}

const gapsFoundIn = ["PILLAR", "TARGET_GROUP"] as const;

function coverageGaps(view: View): readonly Finding[] {
  const { gaps } = coverageOf(view, gapsFoundIn);
  return gaps.filter(({ around }) => around > 0).map(gapFinding);
}

export function findingsOf(view: View, measureId: string): readonly Finding[] {
  return view.once("findings by measure", () => atOnce(findByMeasure(view))).get(measureId) ?? [];
}

function* findByMeasure(view: View): Steps<ReadonlyMap<string, readonly Finding[]>> {
  const found = new Map<string, Finding[]>();
  for (const finding of findingsIn(view)) {
    for (const { id } of finding.measures) {
      const known = found.get(id);
      if (known) known.push(finding);
      else found.set(id, [finding]);
    }
    yield;
  }
  return found;
}

/** A finding that is there, or an overlap of two measures that a person names. */
export function findFinding(view: View, id: string): Finding | undefined {
  const known = view.once("findings by id", () => atOnce(findById(view)));
  return known.get(id) ?? namedOverlap(view, id) ?? namedGap(view, id);
}

function* findById(view: View): Steps<ReadonlyMap<string, Finding>> {
  const found = new Map<string, Finding>();
  for (const finding of findingsIn(view)) {
    found.set(finding.id, finding);
    yield;
  }
  return found;
}

function namedOverlap({ measures }: View, id: string): Finding | undefined {
  const [a, b] = (overlapIn(id) ?? []).map((each) => measures.get(each));
  return a && b ? overlapOf(a, b, "NAMED") : undefined;
}

function namedGap(view: View, id: string): Finding | undefined {
  const dimensions = gapDimensions(id);
  const gap = dimensions.length > 0 && coverageOf(view, dimensions).gaps.find((each) => each.id === id);
  return gap ? gapFinding(gap) : undefined;
}

export function overlapFinding({ a, b, class: found }: AlikePair): Finding {
  return overlapOf(a, b, found);
}

function overlapOf(a: AlikePair["a"], b: AlikePair["b"], code: string): Finding {
  const name = classNames.get(code) ?? { ja: "重なり", en: "Overlap" };
  return {
    id: overlapId(a.id, b.id),
    kind: "OVERLAP",
    code,
    text: {
      ja: `${name.ja}: 「${a.contract.name.ja}」と「${b.contract.name.ja}」`,
      en: `${name.en}: "${a.contract.name.ja}" and "${b.contract.name.ja}"`,
    },
    measures: [a, b],
  };
}

function gapFinding({ id, at, around }: CoverageGap): Finding {
  const where = at.map(({ name }) => name.ja).join(" × ");
  const whereEn = at.map(({ name, value }) => name.en ?? value).join(" × ");
  return {
    id,
    kind: "GAP",
    code: at.map(({ dimension }) => dimension).join("_"),
    text: {
      ja: `施策の空白: ${where}（一つの条件だけが異なる施策 ${around} 件）`,
      en: `Gap: ${whereEn} (${around} measures around it)`,
    },
    measures: [],
  };
}

function targetGaps(view: View): readonly Finding[] {
  return targetReviews(view).flatMap(({ name, around }) =>
    around.flatMap((other) =>
      other.findingId === null
        ? []
        : [
            {
              id: other.findingId,
              kind: "TARGET_GAP" as const,
              code: "NOT_ADDRESSED_TOGETHER",
              text: {
                ja: `「${name.ja}」の周りの「${other.name.ja}」に、どの施策もともに届いていない。`,
                en: `No measure addresses "${other.name.en ?? other.group}" together with "${name.en}".`,
              },
              measures: [],
            },
          ],
    ),
  );
}
