/** Says that two departments have what may be one thing. */
import { defineFinding, type Finding } from "./finding.ts";

type About = Parameters<typeof resembles>[0];

/** `percent` is how alike they are. */
export function conceptTwice(about: About, other: NonNullable<Finding["resembles"]>, percent: number): Finding {
  return resembles({ ...about, resembles: other }, other.coordinate, other.owner, percent);
}

const resembles = defineFinding("CONCEPT_RESEMBLES", "notice", (other: string, owner: string, percent: number) => ({
  message: {
    ja: `${owner} の ${other} に似ています（${percent} %）。`,
    en: `This resembles ${other} of ${owner} (${percent} %).`,
  },
  remedy: {
    ja: `同じものなら ${owner} のものを参照する（link）か共通契約に移し（merge）、違うものなら違いを書いて（different）、jinkatsu answer で一度答えてください。`,
    en: `Answer once with jinkatsu answer: link if it refers to that of ${owner}, merge if both move to the contract, or different, saying how.`,
  },
}));
