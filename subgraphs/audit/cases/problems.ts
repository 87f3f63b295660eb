/** What keeps a change from being made, in words; each is also an event. */
import type { Bilingual } from "#kit/errors.ts";

export type ProblemCode = "NOT_FOUND" | "SAME_PERSON" | "WRONG_STATE" | "INVALID_VALUE" | "NOT_YOURS";

export interface Problem {
  readonly code: ProblemCode;
  readonly message: Bilingual;
}

const define = (code: ProblemCode, ja: string, en: string): Problem => ({ code, message: { ja, en } });

export const problems = {
  findingMissing: define("NOT_FOUND", "この指摘は、根拠データにありません。", "The snapshot has no such finding."),
  decisionMissing: define("NOT_FOUND", "この番号の判断はありません。", "There is no such decision."),
  actionMissing: define("NOT_FOUND", "この番号の対応はありません。", "There is no such action."),
  measureMissing: define("NOT_FOUND", "この番号の施策はありません。", "There is no such measure."),
  pairMissing: define(
    "NOT_FOUND",
    "あなたの抽出に、この組はありません。",
    "There is no such pair in a sample of yours.",
  ),
  nothingToLabel: define(
    "WRONG_STATE",
    "ラベルの付いていない組がもうありません。",
    "There is no pair left without a label.",
  ),
  titleMissing: define("INVALID_VALUE", "事業名を入力してください。", "Enter the name."),
  snapshotMissing: define("NOT_FOUND", "この番号のスナップショットは保存されていません。", "No such snapshot is kept."),
  samePerson: define(
    "SAME_PERSON",
    "案を提出した人は、それを承認も差し戻しもできません。別の監査担当者が行ってください。",
    "Who made a proposal can neither approve nor refuse it. Another auditor must.",
  ),
  notProposed: define(
    "WRONG_STATE",
    "承認を待っている案ではありません。",
    "It is no proposal that waits for approval.",
  ),
  notApproved: define("WRONG_STATE", "承認された判断ではありません。", "It is not an approved decision."),
  notReleased: define("WRONG_STATE", "まだ部局に公表されていません。", "It has not been released to the departments."),
  alreadyProposed: define(
    "WRONG_STATE",
    "この指摘には、承認を待っている案が既にあります。",
    "A proposal about this finding waits for approval already.",
  ),
  notYours: define(
    "NOT_YOURS",
    "自分の部局に関係する判断ではありません。",
    "The decision is not about your department.",
  ),
  reasonMissing: define("INVALID_VALUE", "理由を書いてください。", "State the reason."),
  classMissing: define(
    "INVALID_VALUE",
    "重なりを認めるときは、種類と、理由があって重なっているかを示してください。",
    "To confirm an overlap, state its class and whether it is warranted.",
  ),
  rangeReversed: define(
    "INVALID_VALUE",
    "節減の見込みは、少ないほうから多いほうへ、0 円以上で示してください。",
    "Give savings from the least to the most, not below 0 yen.",
  ),
  dueDatePast: define(
    "INVALID_VALUE",
    "期限が過ぎた日になっています。今日以降の日を入力してください。",
    "The due date has passed. Give today or a later day.",
  ),
  textMissing: define("INVALID_VALUE", "内容と担当を書いてください。", "State what is to be done, and by whom."),
} as const;
