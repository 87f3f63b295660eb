/** Words of form in the short texts of measures: what they cost, how they are paid, that they are measures at all. */
import { targetGroups } from "#kit/reference/lists.ts";
import { normaliseForTokens } from "../overlap/tokens.ts";

/** Of more than one character, since one is a piece of many words. */
export const formTerms: readonly string[] = [
  "補助事業 補助金 補助 助成金 助成 奨励金 給付金 支援金 支給 支援事業 支援 事業費 事業 推進 制度 促進 対策 強化 整備 実施 取組 取り組み 取組み 活動 経費 費用 一部 施策 計画 プロジェクト プログラム 充実 向上",
  "対象 向け 関係 関連 利用 サポート 応援 交付金 交付 委託 運営 設置 開催 年度 令和 平成 新規事業 新規 全般 各種 分野 場合 必要 総合 創設 拡大 普及 加速化 活用 参加 募集 公募",
  "上限 補助額 補助率 金額 定員 人数 予算 報道 名前 要件 以内 最大 全域 県内 県外 市内 町内 市町村 国の 法人 財源 見出し 公的 公式 参照 資料 期間 毎月 毎年 機能 指定 部門 一つ 全国 範囲 かかる",
]
  .join(" ")
  .split(" ")
  .map(normaliseForTokens);

/** Amounts, counts, years and shares. */
export const figures =
  /[\d,.]+\s*(?:[~〜]\s*[\d,.]+)?\s*(?:万|億|千)*(?:[\d,.]+)?(?:円|人|社|%|年度|年間|年目|年|か月|ヶ月|月|日|回|件|校|名|枚|台|歳|割|団体|事業|分の\d)*(?:\/\d)?/gu;

/** What texts call those whom a measure is for. */
export const groupTerms: readonly string[] = [
  ...[...targetGroups.values()].flatMap(({ name }) => name.ja.split(/[・\s]/u)),
  ..."中小企業者等 中小企業等 企業等 企業向け 企業 会社 事業者 事業主 従業員 若い農業者 農業分野 農業 青年農業者 建設業 運輸業 ものづくり企業 求職者".split(
    " ",
  ),
].map(normaliseForTokens);
