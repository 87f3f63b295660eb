/** The catalogue of reasons why a file as a whole cannot be read; a fault of one row is a RejectedRow instead. */

const CATALOGUE = {
  TABLE_NOT_FOUND: [
    "ファイルを開けません。場所と読み取り権限を確かめてください",
    "The file cannot be opened. Check its path and permissions",
  ],
  TABLE_EMPTY: ["ファイルが空です。1行目に見出しを入れてください", "The file is empty. Put the headings in row 1"],
  TABLE_NO_HEADER: [
    "1行目に見出しがありません。表題や空行を取り除いてください",
    "Row 1 has no headings. Remove titles and blank rows above them",
  ],
  TABLE_HEADING_REPEATED: [
    "同じ見出しが2列以上あります。見出しを列ごとに変えてください",
    "Two columns have the same heading. Give each its own",
  ],
  TABLE_TOO_MANY_COLUMNS: [
    "列が多すぎます。不要な列を取り除いてください",
    "There are too many columns. Remove those not needed",
  ],
  TABLE_ENCODING: [
    "文字コードがUTF-8でもShift_JIS(CP932)でもありません。「CSV UTF-8」で保存し直してください",
    "The text is neither UTF-8 nor Shift_JIS (CP932). Save it again as CSV UTF-8",
  ],
  TABLE_EUC_JP: [
    "文字コードがEUC-JPです。「CSV UTF-8」で保存し直してください",
    "The text is EUC-JP. Save it again as CSV UTF-8",
  ],
  TABLE_NUL_BYTE: [
    "文字ではないNULバイトがあります。ファイルを作り直してください",
    "The file has a NUL byte, which no text has. Export it again",
  ],
  TABLE_QUOTE: [
    '引用符(")の対応がとれていません。この行を直してください',
    'The quotes (") do not match. Correct this row',
  ],
  TABLE_RECORD_TOO_LONG: [
    '1つの行またはセルが長すぎます。引用符(")の閉じ忘れか、データの誤りを直してください',
    'One row or cell is too long. Correct the data, or a quote (") that is never closed',
  ],
  TABLE_NOT_XLSX: [
    "Excelブック(.xlsx)として読めません。.xlsx か CSV UTF-8 で保存し直してください",
    "Not an Excel workbook (.xlsx). Save it again as .xlsx or CSV UTF-8",
  ],
  TABLE_OLD_OR_LOCKED: [
    "古い形式(.xls)か、パスワード付きのExcelファイルです。パスワードなしの .xlsx で保存し直してください",
    "An old .xls workbook, or one with a password. Save it as .xlsx without a password",
  ],
  TABLE_SHEET_UNKNOWN: [
    "その名前のシートがありません。シート名を確かめてください",
    "There is no sheet of that name. Check the names of the sheets",
  ],
  TABLE_XLSX_DAMAGED: [
    "Excelブックが壊れています。Excelで開いて保存し直してください",
    "The workbook is damaged. Open it in Excel and save it again",
  ],
  TABLE_TOO_MANY_PARTS: [
    "Excelブックの結合セル、書式、シートが多すぎます。値だけを新しいブックに貼り付けるか、CSVで保存してください",
    "The workbook has too many merged cells, styles or sheets. Paste the values into a new one, or save it as CSV",
  ],
  TABLE_UNPACKED_TOO_LARGE: [
    "展開後のExcelブックが大きすぎます。シートを分けるか、CSVで保存してください",
    "The unpacked workbook is too large. Split the sheet, or save it as CSV",
  ],
} as const;

export type TableErrorCode = keyof typeof CATALOGUE;

/** `ja` and `en` are complete sentences with the place of the fault; `message` is the English one. */
export class TableError extends Error {
  override readonly name = "TableError";
  readonly code: TableErrorCode;
  readonly ja: string;
  readonly en: string;

  /** `place` says where, in both languages, as in { ja: "3行目", en: "row 3" }. */
  constructor(code: TableErrorCode, place?: { readonly ja: string; readonly en: string }, options?: ErrorOptions) {
    const [ja, en] = CATALOGUE[code];
    super(place === undefined ? `${en}.` : `${en} (${place.en}).`, options);
    this.code = code;
    this.ja = place === undefined ? `${ja}。` : `${ja}(${place.ja})。`;
    this.en = this.message;
  }
}

export function atRow(number: number): { ja: string; en: string } {
  return { ja: `${number}行目`, en: `row ${number}` };
}

export function atByte(offset: number): { ja: string; en: string } {
  return { ja: `先頭から${offset}バイト目`, en: `at byte offset ${offset}` };
}
