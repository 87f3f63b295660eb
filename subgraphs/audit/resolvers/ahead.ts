/** Resolver of the check ahead: what exists near a measure that is only planned. */
import type { Bilingual } from "#kit/errors.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import type { ComparedText } from "../ahead/compared-texts.ts";
import { gradeNames } from "../ahead/grade.ts";
import type { NearMeasure } from "../ahead/nearest.ts";
import { reachOf } from "../analysis/preview.ts";
import type { Office } from "../office.ts";
import { limited } from "./limited.ts";
import { shownMeasure, shownSnapshot } from "./shown.ts";

interface Asked {
  readonly planned: MeasureInput;
  readonly department?: string | null;
  readonly first: number;
}

const mostNear = 20;

export function aheadQueries(office: Office) {
  return {
    similarMeasures: async (_: unknown, { planned, department, first }: Asked) => {
      const [view, cases] = await Promise.all([office.collection.current(), office.cases.current()]);
      const plan = { contract: planned, department: department ?? null };
      const nearest = await office.nearest.find(view, plan, limited(first, mostNear));
      const isAnythingAlike = nearest.some(({ grade }) => grade !== "NEAR");
      return {
        snapshot: shownSnapshot({ office, view, cases }),
        isAnythingAlike,
        message: messageOf(nearest),
        nearest: nearest.map(shownNear),
      };
    },
  };
}

function messageOf(nearest: readonly NearMeasure[]): Bilingual {
  const [same, similar] = (["SAME_CONTENT", "SIMILAR"] as const).map(
    (grade) => nearest.filter((each) => each.grade === grade).length,
  );
  if (same)
    return { ja: `同じ内容とみられる施策が ${same} 件あります。`, en: `${same} measures appear to be the same.` };
  if (similar) return { ja: `似ている施策が ${similar} 件あります。`, en: `${similar} measures are similar.` };
  if (nearest.length === 0)
    return { ja: "比べる施策がまだありません。", en: "There are no measures to compare with yet." };
  return {
    ja: "同じ、または似ている施策は見つかりませんでした。近いものを示します。",
    en: "Nothing that is the same or similar was found; these are the nearest.",
  };
}

function shownNear({ existing, texts, grade, likeness, why }: NearMeasure) {
  return {
    existing: shownMeasure(existing),
    grade,
    gradeName: gradeNames[grade],
    why,
    likeness,
    ...reachOf(existing.contract),
    texts: texts.map(shownText),
  };
}

function shownText({ field, planned, existing }: ComparedText) {
  return { field, planned: planned.map(shownPiece), existing: existing.map(shownPiece) };
}

function shownPiece({ text, isMarked }: ComparedText["planned"][number]) {
  return { text, isShared: isMarked };
}
