/** Why a row is rejected while it is read, before anybody looks at what its values mean. */
import type { Reason } from "../values/outcome.ts";
import { shorten } from "../values/shorten.ts";

export function cellTooLong(bytes: number, limit: number): Reason {
  return {
    code: "CELL_TOO_LONG",
    ja: `セルが長すぎます(${bytes}バイト以上)。${limit}バイト以内にしてください。`,
    en: `The cell has ${bytes} bytes or more. The limit is ${limit}.`,
  };
}

export function noHeading(): Reason {
  return {
    code: "CELL_WITHOUT_HEADING",
    ja: "見出しのない列に値があります。区切りのカンマがずれていないか確かめ、見出しを付けるか値を消してください。",
    en: "A cell stands in a column without a heading. Check for a stray comma, then add a heading or clear the cell.",
  };
}

export function tooFewCells(found: number, expected: number): Reason {
  return {
    code: "ROW_TOO_SHORT",
    ja: `セルが足りません(${expected}列のうち${found}列)。空のセルもカンマで区切ってください。`,
    en: `The row has ${found} of ${expected} cells. Write a comma for empty cells too.`,
  };
}

export function excelError(stored: string): Reason {
  const value = shorten(stored);
  return {
    code: "CELL_EXCEL_ERROR",
    ja: `Excelのエラー値(${value})です。数式を直すか、値を入力してください。`,
    en: `The cell holds an Excel error (${value}). Correct the formula or write the value.`,
  };
}

export function formulaWithoutResult(): Reason {
  return {
    code: "CELL_FORMULA_WITHOUT_RESULT",
    ja: "数式の計算結果が保存されていません。Excelで開いて保存し直すか、値を入力してください。",
    en: "The formula has no stored result. Open the workbook in Excel and save it, or write the value.",
  };
}

export function mergedCell(range: string): Reason {
  return {
    code: "CELL_MERGED",
    ja: `結合セル(${range})です。結合を解除し、行ごとに値を入力してください。`,
    en: `The cell is part of the merged range ${range}. Unmerge it and write the value in every row.`,
  };
}

export function formatUnknown(code: string): Reason {
  const format = shorten(code);
  return {
    code: "CELL_FORMAT_UNKNOWN",
    ja: `表示形式(${format})での見た目と中身が違うかもしれず、読み取れません。表示形式を「標準」にするか、見えるとおりの文字で入力してください。`,
    en: `What the cell shows in its number format (${format}) cannot be read. Set the format to General, or write as text what should be read.`,
  };
}

export function dateInPart(code: string): Reason {
  const format = shorten(code);
  return {
    code: "CELL_DATE_IN_PART",
    ja: `日付の一部しか表示されない表示形式(${format})です。年月日をすべて表示するか、文字で入力してください。`,
    en: `The number format (${format}) shows only a part of the date. Show the whole date, or write it as text.`,
  };
}

export function shownInPart(held: string, shown: string): Reason {
  return {
    code: "CELL_SHOWN_IN_PART",
    ja: `中身は ${held} ですが、表示は「${shorten(shown)}」です。表示のとおりに読みました。`,
    en: `The cell holds ${held} and shows "${shorten(shown)}". It was read as it is shown.`,
  };
}

export function shownScaled(held: string, shown: string): Reason {
  return {
    code: "CELL_SHOWN_SCALED",
    ja: `表示形式のために、中身 ${held} が「${shorten(shown)}」と表示され、単位がどこにもありません。見出しに（千円）などの単位を書いてください。`,
    en: `The number format shows ${held} as "${shorten(shown)}", and nothing says in which unit. Write the unit into the heading, such as (千円).`,
  };
}

export function struckThrough(): Reason {
  return {
    code: "CELL_STRUCK",
    ja: "取り消し線の引かれた文字があります。行や文字を削除するか、取り消し線を外してください。",
    en: "The cell has text that is struck through. Delete the row or the text, or take the line off.",
  };
}
