/** A list of main programmes as prefectures print it beside a budget: titles, headings of two rows, sections, sums. Its words are our own. */
import { type OfficeCell, officeWorkbook } from "./office-workbook.ts";

const number = (value: number): OfficeCell => ({ value, format: "#,##0" });

const upper = ["番号", "部局名", "担当課", "事業名", "区分", "事業概要", "予算額", "", "", "財源内訳", ""];
const lower = ["", "", "", "", "", "", "令和8年度", "前年度当初", "増減", "国庫", "一般財源"];

const sections = [
  ["1 人材を確保する", "就職", ["学生", "移住者", "シニア", "女性", "外国人材"]],
  ["2 働き方を変える", "職場", ["休暇", "短時間勤務", "在宅勤務", "相談窓口", "職場診断"]],
  ["3 人材を育てる", "研修", ["介護", "建設", "情報", "農業", "製造"]],
  ["4 省力化を進める", "省力化", ["飲食", "運輸", "小売", "福祉", "林業"]],
] as const;

/** 40 programmes in four sections of ten, with a sum below each and below all; amounts in thousands. */
export function budgetSheet(): Uint8Array {
  const titles: OfficeCell[][] = [
    ["令和8年度当初予算（案）　主要事業一覧"],
    ["", "", "", "", "", "", "", "", "", "（単位：千円）"],
  ];
  const rows: OfficeCell[][] = [...titles, [...upper], [...lower]];
  const merged = [
    "A1:K1",
    "G3:I3",
    "J3:K3",
    ...["A", "B", "C", "D", "E", "F"].map((letter) => `${letter}3:${letter}4`),
  ];
  for (const [index, [section, kind, subjects]] of sections.entries()) {
    rows.push([section]);
    merged.push(`A${rows.length}:K${rows.length}`);
    const programmes = subjects.flatMap((subject) => [`${subject}${kind}支援事業`, `${subject}${kind}モデル事業`]);
    for (const [at, name] of programmes.entries()) rows.push(programme(index * 10 + at + 1, name));
    rows.push(["小計", "", "", "", "", "", number(100), number(90), number(10), "", ""]);
  }
  rows.push(["合　計", "", "", "", "", "", number(400), number(360), number(40), "", ""]);
  return officeWorkbook({ name: "主要事業", others: ["参考"], rows, merged });
}

function programme(at: number, name: string): OfficeCell[] {
  const isNew = at % 4 === 0;
  const [amount, before] = [at * 1_250, at * 1_000];
  return [
    number(at),
    "生活部",
    `第${(at % 3) + 1}課`,
    name,
    isNew ? "新規" : "継続",
    `${name}として、県内の事業者と利用者をつなぐ。`,
    number(amount),
    isNew ? "－" : number(before),
    isNew ? "皆増" : number(amount - before),
    at % 2 === 0 ? "－" : number(amount / 2),
    number(amount / 2),
  ];
}
