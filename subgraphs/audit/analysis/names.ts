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
  ["SIBLING", { ja: "横並び", en: "Sibling measures" }],
]);

export const instrumentNames: ReadonlyMap<string, Bilingual> = new Map([
  ["SUBSIDY", { ja: "補助", en: "Subsidy" }],
  ["GRANT", { ja: "給付", en: "Grant" }],
  ["LOAN", { ja: "貸付", en: "Loan" }],
  ["SCHOLARSHIP_LOAN", { ja: "修学資金", en: "Study loan" }],
  ["SCHOLARSHIP_REPAYMENT", { ja: "奨学金返還", en: "Scholarship repayment" }],
  ["TAX", { ja: "税", en: "Tax" }],
  ["MATCHING", { ja: "マッチング", en: "Matching" }],
  ["CONSULTATION", { ja: "相談", en: "Consultation" }],
  ["TRAINING", { ja: "研修・訓練", en: "Training" }],
  ["WORK_EXPERIENCE", { ja: "就業体験", en: "Work experience" }],
  ["EVENT", { ja: "催し", en: "Event" }],
  ["INFORMATION", { ja: "情報発信", en: "Information" }],
  ["CERTIFICATION", { ja: "認定・登録", en: "Certification or registration" }],
  ["STAFF_PLACEMENT", { ja: "配置", en: "Placement of staff" }],
  ["FACILITY", { ja: "施設・設備", en: "Facility or equipment" }],
  ["EDUCATION", { ja: "教育", en: "Education" }],
  ["RECRUITMENT", { ja: "採用", en: "Recruitment" }],
  ["AGREEMENT", { ja: "協定", en: "Agreement" }],
  ["COUNCIL", { ja: "会議", en: "Council" }],
  ["REGULATION", { ja: "規制・基準", en: "Regulation or guideline" }],
  ["SURVEY", { ja: "調査", en: "Survey" }],
  ["PILOT", { ja: "実証", en: "Pilot" }],
  ["POLICY_PACKAGE", { ja: "政策パッケージ", en: "Policy package" }],
]);
