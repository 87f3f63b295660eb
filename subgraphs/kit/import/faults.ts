/** What is wrong with a row: every fault names its cell and says in two languages what to do. */
import type { Reason } from "../values/outcome.ts";
import { shorten } from "../values/shorten.ts";

export interface RowFault {
  /** As a person sees it: the header is row 1. */
  readonly row: number;
  /** Heading as it stands in the file, or as it would stand there if the column is missing. */
  readonly column: string;
  /** The cell, shortened. */
  readonly value: string;
  readonly reason: Reason;
}

/** A fault that does not stop the row: what could not be understood is kept as text. */
export type RowWarning = RowFault;

/** A fault before it is known in which row it is. */
export type CellFault = Omit<RowFault, "row">;

export function cellFault(column: string, value: string, reason: Reason): CellFault {
  return { column, value: shorten(value), reason };
}

export const reasons = {
  missing: (): Reason => ({
    code: "VALUE_MISSING",
    ja: "必須の項目です。値を入力してください。",
    en: "A value is required here.",
  }),
  columnMissing: (heading: string): Reason => ({
    code: "VALUE_MISSING",
    ja: `必須の項目ですが、表に列がありません。列があれば --map "見出し=${heading}"、すべての行で同じ値なら --set "${heading}=値"（出典は --source URL）を付けてください。`,
    en: `Required, and the table has no column for it. Give --map "heading=${heading}" if a column means it, or --set "${heading}=value" if all rows have the same (--source URL for the source).`,
  }),
  codeColumnMissing: (heading: string): Reason => ({
    code: "VALUE_MISSING",
    ja: `必須の項目ですが、表に列がありません。番号の列があれば --map "見出し=${heading}" を付け、なければ施策ごとに異なる番号の列を表に加えてください。`,
    en: `Required, and the table has no column for it. Give --map "heading=${heading}" if a column means it, or add one with a code for each row.`,
  }),
  codeInvalid: (): Reason => ({
    code: "CODE_INVALID",
    ja: "番号として使えません。191文字以内で、改行や制御文字を除いて入力してください。",
    en: "Cannot be used as a code. Use up to 191 characters, with no line breaks or control characters.",
  }),
  otherType: (typeName: string): Reason => ({
    code: "KIND_CHANGED",
    ja: `種類は後から変えられません（今の型は ${typeName}）。取り下げてから、別の番号で入力してください。`,
    en: `The kind cannot be changed later (its type is ${typeName}). Withdraw the record and use a new code.`,
  }),
  duplicateCode: (firstRow: number): Reason => ({
    code: "CODE_REPEATED",
    ja: `同じ番号が${firstRow}行目にあります。番号を直すか、片方の行を消してください。`,
    en: `The same code stands in row ${firstRow}. Correct the code or remove one of the rows.`,
  }),
  kindUnknown: (known: readonly string[]): Reason => ({
    code: "KIND_NOT_OFFERED",
    ja: `この部局にない種類です。指定できるのは ${known.join("、")} です。`,
    en: `This department has no such kind. It has ${known.join(", ")}.`,
  }),
  ownFieldStray: (typeName: string): Reason => ({
    code: "FIELD_OF_ANOTHER_KIND",
    ja: `型 ${typeName} にこの項目はありません。空にするか、種類を確かめてください。`,
    en: `The type ${typeName} has no such field. Clear the cell, or check the kind.`,
  }),
  notInList: (text: string, known: readonly string[]): Reason => ({
    code: "VALUE_NOT_IN_LIST",
    ja: `一覧にない値です:「${shorten(text)}」。${known.length > 0 ? `指定できるのは ${known.join("、")} です。` : "--columns で値を確かめてください。"}`,
    en: `Not a value of the list: "${shorten(text)}". ${known.length > 0 ? `Use one of ${known.join(", ")}.` : "See --columns for the values."}`,
  }),
  ambiguous: (text: string, codes: readonly string[]): Reason => ({
    code: "VALUE_AMBIGUOUS",
    ja: `二つ以上の意味にとれます:「${shorten(text)}」。${codes.join("、")} のどれかを入力してください。`,
    en: `Has more than one meaning: "${shorten(text)}". Write one of ${codes.join(", ")}.`,
  }),
  unknownLeftOut: (): Reason => ({
    code: "UNKNOWN_LEFT_OUT",
    ja: "値がわからないため、この一組は取り込みません（0 とはしません）。",
    en: "The value is not known, so the cells that belong to it are left out, and it is not taken for 0.",
  }),
  linkDiffers: (link: string): Reason => ({
    code: "LINK_DIFFERS",
    ja: `リンク先（${shorten(link)}）と、書かれたアドレスが違います。書かれたほうを取り込みました。`,
    en: `The link leads to another address (${shorten(link)}) than the one that is written, which was taken.`,
  }),
  exampleRow: (): Reason => ({
    code: "EXAMPLE_ROW",
    ja: "記入例の行なので、取り込みません。",
    en: "This is the example row, which is not imported.",
  }),
  totalRow: (): Reason => ({
    code: "TOTAL_ROW",
    ja: "計の行なので、取り込みません。",
    en: "This row is a total, which is not imported.",
  }),
  loneCell: (): Reason => ({
    code: "LONE_CELL",
    ja: "この行はほかのセルが空です。区分の見出しなら、このままで構いません（取り込みません）。施策なら、残りを入力してください。",
    en: "All other cells of this row are empty. If it is the name of a section, leave it: it is not imported. If it is a measure, fill in the rest.",
  }),
  exampleLeft: (): Reason => ({
    code: "EXAMPLE_LEFT",
    ja: "記入例のままです。値を入力するか、空にしてください。",
    en: "This is still the example. Write the value, or clear the cell.",
  }),
  rowHidden: (): Reason => ({
    code: "ROW_HIDDEN",
    ja: "非表示の行です。取り込みたくない場合は、表から削除してください。",
    en: "The row is hidden. Delete it from the sheet if it should not be imported.",
  }),
  markOnly: (): Reason => ({
    code: "LIST_MARK_ONLY",
    ja: "この列に書けるのは「なし」だけです。中身は番号付きの列に入力してください。",
    en: "This column takes only none. Write the entries in the numbered columns.",
  }),
  markAndEntries: (): Reason => ({
    code: "LIST_MARK_AND_ENTRIES",
    ja: "「なし」とありますが、番号付きの列に値があります。どちらかを消してください。",
    en: "Says none, but a numbered column has a value. Clear one of them.",
  }),
  unitContradicts: (text: string, unit: string): Reason => ({
    code: "UNIT_CONTRADICTS",
    ja: `見出しの単位は${unit}ですが、セルは円で書かれています:「${shorten(text)}」。どちらかにそろえてください。`,
    en: `The heading counts in ${unit}, and the cell says yen: "${shorten(text)}". Write the same unit in both.`,
  }),
  unitMissing: ({ ja, en }: Reason): Reason => ({ code: "UNIT_MISSING", ja, en }),
  refused: (detail: string): Reason => ({
    code: "VALUE_REFUSED",
    ja: `値が入力の型に合いません（${detail}）。`,
    en: `The value does not fit its type (${detail}).`,
  }),
  labelKept: (): Reason => ({
    code: "TARGET_LABEL_UNKNOWN",
    ja: "対象者の一覧に当てはまりません。元の語として残します。",
    en: "Fits no target group of the list. It is kept as an original label.",
  }),
} as const;
