/** The words of closed lists as a Japanese reader of an export has them. */

export const words: Readonly<Record<string, string>> = {
  DUPLICATION: "重複",
  OVERLAP: "類似",
  FRAGMENTATION: "分散",
  SIBLING: "横並び",
  OPEN: "未判断",
  PROPOSED: "案",
  DECIDED: "承認済み",
  APPROVED: "承認済み",
  REFUSED: "差し戻し",
  RELEASED: "公表済み",
  DISMISSED: "退けた",
  CONFIRMED: "認める",
  MERGE: "統合",
  COORDINATE: "調整",
  DIVIDE_ROLES: "役割分担",
  END: "終了",
  KEEP: "継続",
  LOW: "低い",
  MEDIUM: "中くらい",
  HIGH: "高い",
  AGREE: "同意",
  PARTLY: "一部同意",
  DISAGREE: "不同意",
  ADDRESSED: "対応済み",
  PARTIALLY_ADDRESSED: "一部対応",
  NOT_ADDRESSED: "未対応",
  CLOSED_OTHER: "その他の終了",
  auditor: "監査担当",
  member: "部局の担当",
  approver: "部局の決裁",
  operator: "管理者",
  portal: "ポータル",
};

export function wordFor(code: string | null | undefined): string {
  return code ? (words[code] ?? code) : "";
}
