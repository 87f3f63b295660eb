/** Writes the operation of a call of which some records are asked for a part only, when the first such records come. */
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { EntityCall, EntityPart, Piece, ReducedCall } from "./call.ts";
import { type EntityQuestion, entityOperation } from "./entity-operation.ts";

/** Few of the possible combinations of what records lack ever occur. */
const combinationsKept = 32;

/** @param questions of the parts, in their order */
export function reducer(questions: readonly EntityQuestion[], parts: readonly EntityPart[]): EntityCall["reduce"] {
  const kept = new BoundedCache<string, ReducedCall>(combinationsKept);
  return (pieces) => {
    const key = pieces.map(({ part, reduction }) => `${parts.indexOf(part)}:${reduction?.id ?? ""}`).join();
    const known = kept.get(key);
    if (known) return known;
    const reduced = reduce(pieces.flatMap((piece) => questionOf(piece, questions[parts.indexOf(piece.part)])));
    kept.set(key, reduced);
    return reduced;
  };
}

function questionOf({ reduction }: Piece, question: EntityQuestion | undefined): EntityQuestion[] {
  if (!question) return [];
  if (!reduction) return [question];
  const { selectionSet } = reduction;
  return [{ ...question, selectionSet, checkedSelectionSet: question.check(selectionSet).selectionSet }];
}

function reduce(questions: readonly EntityQuestion[]): ReducedCall {
  const checked = questions.map((each) => ({ ...each, selectionSet: each.checkedSelectionSet }));
  const { operation, names } = entityOperation(checked);
  return { operation, uncheckedOperation: entityOperation(questions).operation, names };
}
