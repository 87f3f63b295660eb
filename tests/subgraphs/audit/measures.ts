/** Measures that tell two departments helping the same people, and a third thing. */
import type { MeasureInput } from "#kit/records/record.ts";
import { measure } from "./audit-house.ts";

const care: Partial<MeasureInput> = {
  areas: ["16"],
  pillar: "SECURING",
  talentTypes: ["CORE"],
  targetGroups: ["CARE_WORKERS"],
  startFiscalYear: 2024,
};

/** Of welfare. */
export const careTraining = measure("W-1", "介護職員初任者研修の受講費用の補助", {
  ...care,
  instrument: "TRAINING",
  summary: { ja: "介護職員の初任者研修の受講にかかる費用を、介護事業所に補助する。" },
  budgets: [{ fiscalYear: 2026, stage: "INITIAL", amount: 12_000_000 }],
});

/** Of industry. */
export const careCourse = measure("I-1", "介護職員向け初任者研修の受講料助成", {
  ...care,
  instrument: "SUBSIDY",
  summary: { ja: "介護事業所の介護職員が初任者研修を受講する費用を助成する。" },
  budgets: [{ fiscalYear: 2026, stage: "INITIAL", amount: 5_000_000 }],
});

/** Of industry. */
export const snowClearing = measure("I-2", "除雪オペレーターの確保", {
  areas: ["16"],
  pillar: "SECURING",
  targetGroups: ["CONSTRUCTION_COMPANIES"],
  startFiscalYear: 2025,
  summary: { ja: "除雪機械の運転手を育てる建設業者を支援する。" },
});

/** So that words are rare or usual: what is in every record tells nothing. */
export const others: readonly MeasureInput[] = [
  ["O-1", "観光案内所の多言語化", "外国人旅行者のために観光案内所の表示を多言語にする。"],
  ["O-2", "伝統工芸の後継者育成", "銅器と漆器の工房で後継者を育てる。"],
  ["O-3", "県産材の利用促進", "住宅に県産の木材を使う工務店を支援する。"],
  ["O-4", "港湾の物流効率化", "伏木富山港のコンテナ荷役を自動化する。"],
  ["O-5", "若手起業家の集い", "起業を志す若者が先輩の経営者と語る会を開く。"],
  ["O-6", "小学校の理科実験", "小学校で理科の実験教室を開く。"],
].map(([code = "", name = "", summary = ""]) => measure(code, name, { summary: { ja: summary } }));
