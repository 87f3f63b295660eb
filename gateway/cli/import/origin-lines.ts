/** What of a file was read, and what was not: a person who opens it does not see which sheet that was. */
import type { TableOrigin } from "#kit/import/judge-rows.ts";
import { fiscalYearLabel } from "#kit/values/fiscal-year.ts";

interface Line {
  readonly ja: string;
  readonly en: string;
}

export function originLines({ headingRow, sheet, moneyUnit, budgets }: TableOrigin): readonly Line[] {
  return [
    ...sheetLines(sheet),
    ...headingLines(headingRow),
    ...unitLines(moneyUnit),
    ...(budgets ?? []).map(budgetLine),
  ];
}

function sheetLines(sheet: TableOrigin["sheet"]): readonly Line[] {
  if (sheet === undefined) return [];
  const others = sheet.others.map(({ name, isHidden }) => ({
    ja: isHidden ? `${name}（非表示）` : name,
    en: isHidden ? `${name} (hidden)` : name,
  }));
  const left = others.length > 0;
  return [
    {
      ja: `シート「${sheet.name}」を読みました${left ? `（読んでいないシート: ${others.map(({ ja }) => ja).join("、")}）` : ""}。`,
      en: `Read the sheet "${sheet.name}"${left ? `; not read: ${others.map(({ en }) => en).join(", ")}` : ""}.`,
    },
    ...hiddenLines(sheet.hiddenHeadings),
  ];
}

function hiddenLines(headings: readonly string[]): readonly Line[] {
  if (headings.length === 0) return [];
  return [
    {
      ja: `非表示の列も読みました: ${headings.join("、")}。`,
      en: `Hidden columns were read too: ${headings.join(", ")}.`,
    },
  ];
}

function headingLines(row: number): readonly Line[] {
  return row === 1 ? [] : [{ ja: `見出しは${row}行目です。`, en: `The headings are in row ${row}.` }];
}

function unitLines(unit: string | undefined): readonly Line[] {
  if (unit === undefined) return [];
  return [
    {
      ja: `見出しの上に「単位：${unit}」とあるため、単位のない金額を${unit}で読みました。`,
      en: `Amounts without a unit were read in ${unit}, as it stands above the headings.`,
    },
  ];
}

function budgetLine({ heading, fiscalYear, stage, stageName }: NonNullable<TableOrigin["budgets"]>[number]): Line {
  const year = fiscalYearLabel(fiscalYear);
  return {
    ja: `「${heading}」を ${year.ja}・${stageName} の予算として読みました。`,
    en: `"${heading}" was read as the budget of ${year.en}, ${stage}.`,
  };
}
