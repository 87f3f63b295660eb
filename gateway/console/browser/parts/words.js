/** The words of the audit's closed lists. */
import { plain, say } from "../language.js";

/** @import { Choice } from "../answers.d.ts" */

/** @type {Readonly<Record<string, readonly [ja: string, en: string]>>} */
const words = {
  DUPLICATION: ["重複", "Duplication"],
  OVERLAP: ["類似", "Overlap"],
  FRAGMENTATION: ["分散", "Fragmentation"],
  SIBLING: ["横並び", "Sibling measures"],
  ONE_SCHEME: ["一つの制度", "One scheme"],
  FAMILY: ["横並びの施策", "Family of siblings"],
  GAP: ["施策の空白", "Gap"],
  TARGET_GAP: ["対象の漏れ", "Target gap"],
  RELATION_FAULT: ["関係の食い違い", "Relation fault"],
  STACKING_CONFLICT: ["併給の決まり", "Stacking"],
  DATA_QUALITY: ["データの質", "Data quality"],
  OPEN: ["未判断", "Open"],
  PROPOSED: ["承認待ち", "Awaits approval"],
  APPROVED: ["承認済み", "Approved"],
  DECIDED: ["承認済み", "Decided"],
  REFUSED: ["差し戻し", "Sent back"],
  RELEASED: ["公表済み", "Released"],
  DISMISSED: ["退けた", "Dismissed"],
  MERGE: ["統合", "Merge"],
  COORDINATE: ["調整", "Coordinate"],
  DIVIDE_ROLES: ["役割分担", "Divide roles"],
  END: ["終了", "End"],
  KEEP: ["継続", "Keep"],
  LOW: ["低い", "Low"],
  MEDIUM: ["中くらい", "Medium"],
  HIGH: ["高い", "High"],
  AGREE: ["同意", "Agrees"],
  PARTLY: ["一部同意", "Agrees in part"],
  DISAGREE: ["不同意", "Disagrees"],
  ADDRESSED: ["対応済み", "Addressed"],
  PARTIALLY_ADDRESSED: ["一部対応", "Partially addressed"],
  NOT_ADDRESSED: ["未対応", "Not addressed"],
  CLOSED_OTHER: ["その他の終了", "Closed for another reason"],
  CHANGED: ["内容が変わった", "Changed"],
  GONE: ["終わった・取り下げられた", "Gone"],
  JOINED: ["似た施策が現れた", "A like one has appeared"],
  industry: ["産業", "Industry"],
  instrument: ["手段", "Instrument"],
  legalBasis: ["法的根拠", "Legal basis"],
  pillar: ["柱", "Pillar"],
  targetGroup: ["対象者", "Target group"],
  ALIKE: ["似ている", "Alike"],
  NOT_ALIKE: ["似ていない", "Not alike"],
  SAME_CONTENT: ["同じ内容とみられる", "Appears to be the same"],
  SIMILAR: ["似ている", "Similar"],
  NEAR: ["近いが別", "Near, but another"],
  UNSURE: ["決められない", "Not sure"],
  areas: ["地域", "Areas"],
  benefits: ["給付", "Benefits"],
  industries: ["産業", "Industries"],
  talentTypes: ["人材区分", "Talent types"],
  targetGroups: ["対象者", "Target groups"],
  summary: ["概要", "Summary"],
  purpose: ["目的", "Purpose"],
  issue: ["現状・課題", "Issue"],
  ownerUnit: ["所管", "Unit in charge"],
  lifecycle: ["進み具合", "Lifecycle"],
  startFiscalYear: ["開始年度", "First fiscal year"],
  endFiscalYear: ["終了年度", "Last fiscal year"],
  eligibility: ["対象要件", "Eligibility"],
  budgets: ["予算", "Budgets"],
  outcomes: ["成果", "Outcomes"],
  relations: ["関係", "Relations"],
  stackingRules: ["併給の決まり", "Stacking rules"],
};

/** @param {string} code */
export function word(code) {
  const known = words[code];
  return known ? say(...known) : code;
}

/** What a class says of two measures. @param {"DUPLICATION" | "OVERLAP" | "FRAGMENTATION" | "SIBLING"} code */
export function classMeaning(code) {
  switch (code) {
    case "DUPLICATION":
      return say(
        "重複：別の所管が、同じ対象者に、同じ手段で、同じことを、重なる地域で行っている。",
        "Duplication: different offices do the same, by the same instrument, for the same beneficiaries, in places that meet.",
      );
    case "OVERLAP":
      return say(
        "類似：行うこと・手段・対象者のうち二つ以上が重なる。",
        "Overlap: two or more of activity, instrument and beneficiaries are alike.",
      );
    case "FRAGMENTATION":
      return say("分散：一つの必要に、複数の所管が応じている。", "Fragmentation: several offices answer one need.");
    case "SIBLING":
      return say(
        "横並び：重ならない地域が、同じ対象者に、同じ手段で、似たことを行っている。重複ではない。",
        "Siblings: places that do not meet do similar things for the same beneficiaries by the same instrument. No duplication.",
      );
  }
}

/** @type {readonly Choice[]} */
export const verdicts = [
  { code: "CONFIRMED", name: { ja: "認める", en: "It holds" } },
  { code: "DISMISSED", name: { ja: "退ける", en: "It does not" } },
];

/** @param {string} verdict */
export function verdictWord(verdict) {
  const found = verdicts.find(({ code }) => code === verdict);
  return found ? plain(found.name) : verdict;
}

/** Of a finding: that two measures overlap is a kind, and also one of its classes. @param {string} kind */
export function kindWord(kind) {
  return kind === "OVERLAP" ? say("重なり", "Overlapping") : word(kind);
}

/**
 * @param {...string} codes
 * @returns {readonly Choice[]}
 */
export function wordChoices(...codes) {
  return codes.map((code) => {
    const [ja, en] = words[code] ?? [code, code];
    return { code, name: { ja, en } };
  });
}
