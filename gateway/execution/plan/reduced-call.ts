/** Writes the operation of a call of which some records are asked for a part only, when the first such records come. */
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { EntityCall, EntityPart, Piece, ReducedCall } from "./call.ts";
import type { Reduction } from "./drawing.ts";
import { type EntityQuestion, entityOperation } from "./entity-operation.ts";
import { type ContextNames, contextNames, inContext } from "./in-context.ts";

/** Few of the possible combinations of what records lack ever occur. */
const combinationsKept = 32;

/** @param questions of the parts, in their order */
export function reducer(questions: readonly EntityQuestion[], parts: readonly EntityPart[]): EntityCall["reduce"] {
  const kept = new BoundedCache<string, ReducedCall | "nothing">(combinationsKept);
  return (pieces) => {
    const key = pieces.map(({ part, ...piece }) => `${parts.indexOf(part)}:${keyOf(piece)}`).join();
    const known = kept.get(key);
    if (known) return known === "nothing" ? undefined : known;
    const reduced = reduce(
      pieces.map((piece, index) => reducedQuestion(piece, index, questions[parts.indexOf(piece.part)])),
    );
    kept.set(key, reduced ?? "nothing");
    return reduced;
  };
}

function keyOf({ reduction, lacking }: Omit<Piece, "part">): string {
  return [reduction?.id ?? "", ...lacking].join(";");
}

type ReducedQuestion = { readonly question: EntityQuestion; readonly contexts: ContextNames };

/** Undefined where nothing is left to ask. */
function reducedQuestion(
  { reduction, lacking }: Piece,
  index: number,
  whole: EntityQuestion | undefined,
): ReducedQuestion | undefined {
  if (!whole) return undefined;
  const contexts = contextNames(whole, index);
  const question = inContext(reduction ? withSelection(whole, reduction) : whole, contexts, lacking);
  return question && { question, contexts };
}

function withSelection(question: EntityQuestion, { selectionSet }: Reduction): EntityQuestion {
  return { ...question, selectionSet, checkedSelectionSet: question.check(selectionSet).selectionSet };
}

function reduce(reduced: readonly (ReducedQuestion | undefined)[]): ReducedCall | undefined {
  const left = reduced.filter((each) => each !== undefined);
  if (left.length === 0) return undefined;
  const questions = left.map(({ question }) => question);
  const checked = questions.map((each) => ({ ...each, selectionSet: each.checkedSelectionSet }));
  const { operation, names } = entityOperation(checked);
  const own = reduced.map((each) => {
    const found = each && names[left.indexOf(each)];
    return found && { ...found, contexts: each.contexts };
  });
  return { operation, uncheckedOperation: entityOperation(questions).operation, names: own };
}
