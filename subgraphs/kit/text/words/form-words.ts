/** Words that say of what form a measure is, or that somebody asks, and hardly ever what it is about. */
import { foldText } from "../fold.ts";
import type { Word } from "./word.ts";

/** What every second measure of a prefecture is called: they tell little apart. */
const formWords = fold(
  "補助 補助金 助成 助成金 支援 事業 推進 制度 促進 対策 強化 整備 実施 取組 取組み 取り組み 活動 費 経費 費用 一部 金 県 県内 市 町 村 市町村 富山 富山県 施策 計画 プロジェクト プログラム 充実 向上 図る 行う 等 など 的 化 者 人 的な 方 所 会 業 性 内 対象 向け 関係 関連 受ける 受けられる 利用 サポート 応援 給付 交付 交付金 委託 運営 設置 開催 年度 令和 平成 新規 全般 各種 分野 場合 必要 もらえる 出る",
);

/** What belongs to the asking, not to what is asked for. */
const askingWords = fold(
  "する ある いる なる できる 出来る やる くる 来る いく 行く みる 見る 探す さがす 知る しる 教える おしえる 欲しい ほしい 調べる 思う 考える 言う いう くれる くださる 下さる いただく 頂く お願い 願う つく つける よい 良い いい ない 無い たい どう どの どんな 何 なに 何か どこ いつ だれ 誰 どれ いくら わかる 分かる 教え 方法 仕方 やり方 こと もの 話 件 ん 困る 悩む 悩み 知りたい 詳しい くわしい 今 今度 もう まだ すぐ とても 少し たくさん 私 自分 うち 一覧 情報 案内 検索 問い合わせ 使う 使える 申し込む ため 中 時 とき よう 系 感じ",
);

/** A measure has them, but they tell it hardly from another. */
export function isFormWord({ form }: Pick<Word, "form">): boolean {
  return formWords.has(form);
}

/** Nobody looks for a measure with this word in it. */
export function isAskingWord({ form }: Pick<Word, "form">): boolean {
  return askingWords.has(form);
}

function fold(words: string): ReadonlySet<string> {
  return new Set(words.split(" ").map(foldText));
}
