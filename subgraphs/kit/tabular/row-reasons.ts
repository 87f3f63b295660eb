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
