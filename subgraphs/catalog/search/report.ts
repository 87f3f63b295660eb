/** Tells how a search was met, in words. */
import type { Bilingual } from "#kit/errors.ts";
import type { SearchPlan } from "./plan.ts";

export interface SearchReport {
  readonly outcome: string;
  readonly didYouMean: string | null;
  readonly unknownWords: readonly string[];
  readonly message: Bilingual;
}

interface Searched {
  readonly plan: SearchPlan | undefined;
  readonly mended: string;
}

const messages = {
  ALL_WORDS: { ja: "すべての語に合うものがあります。", en: "Some records have all of the words." },
  SOME_WORDS: {
    ja: "すべての語に合うものはありません。一部の語に合うものを示します。",
    en: "No record has all of the words; these have some of them.",
  },
  NOTHING: {
    ja: "合うものは見つかりません。近いものがあれば、下に示します。",
    en: "Nothing was found. What is near, if anything, is shown below.",
  },
} as const;

/** Null where nothing was searched for. */
export function describeSearch(
  { plan, mended }: Searched,
  outcome: keyof typeof messages | undefined,
): SearchReport | null {
  if (plan === undefined || outcome === undefined) return null;
  const unknown = plan.units.filter(({ isKnown, isLink }) => !isKnown && !isLink).map(({ text }) => text);
  const message = mended === "" ? messages[outcome] : mendedMessage(mended);
  return { outcome, didYouMean: mended || null, unknownWords: [...new Set(unknown)], message };
}

function mendedMessage(mended: string): Bilingual {
  return {
    ja: `入力のとおりでは見つからないため、「${mended}」で探しました。`,
    en: `Nothing was found as typed; this is what “${mended}” finds.`,
  };
}
