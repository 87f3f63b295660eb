/** What the catalog's lists ask about a search: its plan, and what else may have been meant. */
import type { EntityManager } from "typeorm";
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { Synonyms } from "#kit/text/synonyms/synonyms.ts";
import { findMendings, type Mending, mendedText } from "./mend.ts";
import { createPlanner, type IndexState, type Planner, type SearchPlan, wholeOf } from "./plan.ts";
import { createVocabulary } from "./vocabulary.ts";

export interface Search {
  readonly plan: Planner;
  /** What may have been meant, the likeliest first. */
  mend(text: string, state: IndexState): Promise<readonly MendedSearch[]>;
}

export interface MendedSearch {
  readonly plan: SearchPlan;
  readonly mending: Mending;
}

const answersKept = 500;

export function createSearch(manager: EntityManager, synonyms: Synonyms): Search {
  const vocabulary = createVocabulary(manager);
  const plan = keepAnswers(createPlanner(manager, synonyms));
  const mend = keepAnswers(async (text, state) => {
    const mendings = await findMendings(text, await vocabulary(state));
    const mended = await Promise.all(
      mendings.map(async (mending) => ({ mending, plan: await plan(mendedText(mending), state) })),
    );
    return mended.flatMap(({ mending, plan: known }) => (known ? [{ mending, plan: known }] : [])).toSorted(byKnown);
  });
  return { plan, mend };
}

/** The same text in the same state has the same answer, and pages, counts and facets ask for it again. */
function keepAnswers<Answer>(ask: (text: string, state: IndexState) => Promise<Answer>): typeof ask {
  const kept = new BoundedCache<string, Promise<Answer>>(answersKept);
  return (text, state) => {
    const key = `${state.epoch} ${state.lastVersionId} ${text}`;
    const found = kept.get(key) ?? ask(text, state);
    kept.set(key, found);
    found.catch(() => kept.delete(key));
    return found;
  };
}

/** Most of the question known first; sorting keeps the order of those that are alike. */
function byKnown(one: MendedSearch, other: MendedSearch): number {
  return knownShare(other.plan) - knownShare(one.plan);
}

function knownShare(plan: SearchPlan): number {
  const known = plan.units.filter(({ isKnown }) => isKnown).reduce((sum, { weight }) => sum + weight, 0);
  return known / wholeOf(plan);
}
