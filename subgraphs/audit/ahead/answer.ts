/** What a check ahead answers, in plain values: the same is told at once and, of a check that was saved, later. */
import type { Bilingual } from "#kit/errors.ts";
import { reachOf } from "../analysis/preview.ts";
import type { View } from "../collection/view.ts";
import { shownMeasure } from "../resolvers/shown.ts";
import type { ComparedText } from "./compared-texts.ts";
import { gradeNames } from "./grade.ts";
import type { Nearest, NearMeasure, PlannedMeasure } from "./nearest.ts";

export type CheckAnswer = Awaited<ReturnType<typeof answerCheck>>;

export async function answerCheck(nearest: Nearest, view: View, { planned, first }: Asked) {
  const near = await nearest.find(view, planned, first);
  return {
    isAnythingAlike: near.some(({ grade }) => grade !== "NEAR"),
    message: messageOf(near),
    nearest: near.map(shownNear),
  };
}

interface Asked {
  readonly planned: PlannedMeasure;
  readonly first: number;
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
