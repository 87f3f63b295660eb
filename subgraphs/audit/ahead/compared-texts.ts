/** The texts of a plan and of an existing measure side by side, with what both say marked. */
import type { MeasureInput } from "#kit/records/record.ts";
import { foldText } from "#kit/text/fold.ts";
import { markText, type TextFragment } from "#kit/text/mark-text.ts";
import type { SharedTopic } from "./likeness.ts";

export type ComparedField = "NAME" | "PURPOSE" | "ISSUE" | "SUMMARY";

export interface ComparedText {
  readonly field: ComparedField;
  readonly planned: readonly TextFragment[];
  readonly existing: readonly TextFragment[];
}

const fields = [
  ["NAME", "name"],
  ["SUMMARY", "summary"],
  ["PURPOSE", "purpose"],
  ["ISSUE", "issue"],
] as const satisfies readonly (readonly [ComparedField, keyof MeasureInput])[];

/** What two measures both say: in whatever words, and in the same. */
export interface SharedSaying {
  readonly shared: readonly SharedTopic[];
  readonly phrases: readonly string[];
}

/** A text that neither has is left out. */
export function compareTexts(
  planned: MeasureInput,
  existing: MeasureInput,
  { shared, phrases }: SharedSaying,
): readonly ComparedText[] {
  const topics = shared.flatMap(({ topic, other }) => [topic.folded, foldText(other)]);
  const needles = [...topics, ...phrases.map(foldText)].filter((each) => each.length > 1);
  return fields.flatMap(([field, name]) => {
    const [one, other] = [planned[name]?.ja ?? "", existing[name]?.ja ?? ""];
    if (one === "" && other === "") return [];
    return [{ field, planned: markText(one, needles), existing: markText(other, needles) }];
  });
}
