/** What the data of an export cannot show: told with it, on every page. */
import { missingIn } from "../analysis/missing.ts";
import type { View } from "../collection/view.ts";

/** Fields without which a comparison says less. */
const telling: Readonly<Record<string, string>> = {
  purpose: "目的",
  targetGroups: "対象者",
  budgets: "予算",
  outcomes: "成果",
  startFiscalYear: "開始年度",
  endFiscalYear: "終了年度",
  areas: "地域",
};

export function limitsOf(view: View): readonly string[] {
  const missing = missingIn(view).flatMap(({ field, measures }) => {
    const name = telling[field];
    return name ? [`${name} ${measures} 件`] : [];
  });
  return [
    "機械の提案であり、判断ではない。似ていることには、正当な理由がありうる。",
    "未記入のことは比べられない。未記入は、無いことを意味しない。",
    `施策 ${view.measures.size} 件のうち未記入のもの: ${missing.join("、") || "なし"}。`,
    "予算は最後に数字のある年度のもので、未記入の施策は合計に入らない。",
    "類似度（スコア）は順序を示すもので、較正されるまでは確率ではない。",
  ];
}
