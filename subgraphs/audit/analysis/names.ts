/** What closed lists are called where people read them. */
import type { Bilingual } from "#kit/errors.ts";

export const pillarNames: ReadonlyMap<string, Bilingual> = new Map([
  ["SECURING", { ja: "人材確保", en: "Securing talent" }],
  ["WORKSTYLE", { ja: "働き方改革", en: "Work style" }],
  ["DEVELOPMENT", { ja: "人材育成", en: "Developing talent" }],
  ["LABOR_SAVING", { ja: "省力化・省人化", en: "Saving labour" }],
]);

export const talentTypeNames: ReadonlyMap<string, Bilingual> = new Map([
  ["CORE", { ja: "主力人材", en: "Core" }],
  ["SUPPORT", { ja: "支援人材", en: "Support" }],
  ["ADVANCED", { ja: "高度人材", en: "Advanced" }],
]);

export const classNames: ReadonlyMap<string, Bilingual> = new Map([
  ["DUPLICATION", { ja: "重複", en: "Duplication" }],
  ["OVERLAP", { ja: "類似", en: "Overlap" }],
  ["FRAGMENTATION", { ja: "分散", en: "Fragmentation" }],
]);
