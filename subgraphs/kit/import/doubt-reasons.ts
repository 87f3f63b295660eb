/** Why a value can hardly be meant, and what to do. */
import type { Reason } from "../values/outcome.ts";

export const doubtReasons = {
  rateOutside: (): Reason => ({
    code: "RATE_OUTSIDE",
    ja: "率が 0 から 100 % の間にありません。確かめて直してください。",
    en: "A rate is between 0 and 100 per cent. Check it.",
  }),
  rateIsShare: (value: number): Reason => ({
    code: "RATE_IS_SHARE",
    ja: `この項目は % です。${Number((value * 100).toFixed(2))}% なら ${Number((value * 100).toFixed(2))}、本当に ${value}% なら「${value}%」と書いてください。`,
    en: `This field is in per cent. Write ${Number((value * 100).toFixed(2))} for ${Number((value * 100).toFixed(2))} %, or "${value}%" if that is meant.`,
  }),
  rateSmall: (): Reason => ({
    code: "RATE_SMALL",
    ja: "率が 1 % 以下です。50% を 0.5 や 1/2 のつもりで書いていないか確かめてください。",
    en: "The rate is 1 per cent or less. Check that no share is meant, such as 0.5 for 50 per cent.",
  }),
  amountNegative: (): Reason => ({
    code: "AMOUNT_NEGATIVE",
    ja: "金額が負の数です。0 以上で入力してください。",
    en: "The amount is below zero. Write zero or more.",
  }),
  budgetNegative: (): Reason => ({
    code: "BUDGET_NEGATIVE",
    ja: "予算が負の数です。減額補正でなければ直してください。",
    en: "The budget is below zero. Correct it unless it is a reduction.",
  }),
  amountSmall: (): Reason => ({
    code: "AMOUNT_SMALL",
    ja: "金額がとても小さく、千円などの単位が落ちているかもしれません。見出しに（千円）と書くと、その単位で読みます。",
    en: "The amount is very small: its unit may be missing. A heading with (千円), thousand yen, is read in that unit.",
  }),
  amountLarge: (): Reason => ({
    code: "AMOUNT_LARGE",
    ja: "金額がとても大きく、単位が違うかもしれません。確かめてください。",
    en: "The amount is very large: its unit may be wrong. Check it.",
  }),
  countNegative: (): Reason => ({
    code: "COUNT_NEGATIVE",
    ja: "数が負です。確かめてください。",
    en: "The number is below zero. Check it.",
  }),
  yearFar: (): Reason => ({
    code: "YEAR_FAR",
    ja: "年が 1945 から 2060 の間にありません。確かめてください。",
    en: "The year is not between 1945 and 2060. Check it.",
  }),
  noAddress: (): Reason => ({
    code: "SOURCE_NO_ADDRESS",
    ja: "出典の所在がウェブアドレスではありません。http:// か https:// で始まるアドレスがあれば、それを書いてください。",
    en: "The source is no web address. Write one that starts with http:// or https:// if there is one.",
  }),
  reversed: (first: string): Reason => ({
    code: "ORDER_REVERSED",
    ja: `「${first}」より前（小さい値）です。どちらかを直してください。`,
    en: `This is before (or less than) "${first}". Correct one of the two.`,
  }),
} as const;
