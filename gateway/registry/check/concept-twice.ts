/** Says that two departments have what may be one thing. */
import { defineFinding } from "./finding.ts";

/** `percent` is how alike they are. */
export const conceptTwice = defineFinding(
  "CONCEPT_RESEMBLES",
  "notice",
  (other: string, owner: string, percent: number) => ({
    message: {
      ja: `${owner} の ${other} に似ています（${percent} %）。`,
      en: `This resembles ${other} of ${owner} (${percent} %).`,
    },
    remedy: {
      ja: `同じものなら ${owner} のものを参照するか共通契約に移し、違うものなら説明に違いを書いてください。`,
      en: `If they are one thing, refer to that of ${owner} or move it to the contract; if not, say in the description how they differ.`,
    },
  }),
);
