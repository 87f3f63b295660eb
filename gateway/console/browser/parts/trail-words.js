/** Who does what, as offices call it: the roles, and the events of the trail. */
import { say } from "../language.js";

/** @type {Readonly<Record<string, readonly [ja: string, en: string]>>} */
const roles = {
  auditor: ["監査担当", "auditor"],
  member: ["部局の担当", "member"],
  approver: ["部局の決裁", "approver"],
  operator: ["管理者", "operator"],
  portal: ["ポータル", "portal"],
  machine: ["ハブ（自動）", "hub (automatic)"],
};

/** @type {Readonly<Record<string, readonly [ja: string, en: string]>>} */
const events = {
  DECISION_PROPOSED: ["監査意見案の提出", "Decision proposed"],
  DECISION_APPROVED: ["監査意見案の承認", "Decision approved"],
  DECISION_REFUSED: ["監査意見案の差し戻し", "Decision sent back"],
  DECISION_RELEASED: ["判断の公表", "Decision released"],
  DEPARTMENT_ANSWERED: ["部局の答え", "Department answered"],
  ACTION_ADDED: ["対応の追加", "Action added"],
  ACTION_CHANGED: ["対応の状態の変更", "Action changed"],
  ALERT_RAISED: ["判断後の変化の通知", "Change after a decision"],
  LABELLING_DRAWN: ["ブラインド評価の組の抽出", "Pairs drawn for labelling"],
  PAIR_LABELLED: ["ブラインド評価の記入", "Pair labelled"],
  SNAPSHOT_TAKEN: ["スナップショットの保存", "Snapshot kept"],
  CHECK_SAVED: ["重複確認書の保存", "Check sheet saved"],
  DRAFTS_READ: ["下書きの閲覧", "Drafts read"],
  CHANGE_REFUSED: ["認められなかった操作", "Change refused"],
  EXPORTED: ["書き出し", "Exported"],
};

/** @param {string} kind as the trail has it */
export function eventWord(kind) {
  return wordIn(events, kind);
}

/** @param {string} role as a token has it, or `machine` for what the audit does by itself */
export function roleWord(role) {
  return wordIn(roles, role);
}

/**
 * @param {Readonly<Record<string, readonly [ja: string, en: string]>>} words
 * @param {string} code
 */
function wordIn(words, code) {
  const known = words[code];
  return known ? say(...known) : code;
}
