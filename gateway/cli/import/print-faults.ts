/** What is wrong or doubtful in the rows of a table, as far as a screen holds it. */
import type { RowFault } from "#kit/import/faults.ts";
import type { Terminal } from "../terminal.ts";

const titles = {
  unreadable: { ja: "読めない行:", en: "Rows that cannot be read:" },
  rejected: { ja: "拒否した行:", en: "Rejected rows:" },
  warned: { ja: "警告:", en: "Warnings:" },
} as const;

/** A screen holds about this many; the file of rejected rows, and --json, have more. */
const shown = 20;

/** `count` is of all, also those that are not in the list. */
export function printFaults(
  terminal: Terminal,
  title: keyof typeof titles,
  faults: readonly RowFault[],
  count: number,
): void {
  if (faults.length === 0) return;
  const alike = [
    ...Map.groupBy(faults, (fault) => JSON.stringify([fault.column, fault.value, fault.reason.ja])).values(),
  ];
  terminal.print(terminal.say(titles[title]));
  for (const group of alike.slice(0, shown)) terminal.print(`  ${groupLine(terminal, group)}`);
  if (alike.length > shown || faults.length < count) {
    terminal.print(
      `  ${terminal.say({ ja: `ほかにもあります（全部で${count}件）。`, en: `and more (${count} in all).` })}`,
    );
  }
}

/** Rows that are named of those with the same fault. */
const namedRows = 8;

/** The same fault of many rows is one thing to be mended, and stands in one line. */
function groupLine({ say }: Terminal, group: readonly RowFault[]): string {
  const [first] = group;
  if (first === undefined) return "";
  const rows = group.map(({ row }) => row);
  const named = rows.slice(0, namedRows).join(", ");
  const more =
    rows.length > namedRows
      ? { ja: ` ほか（${rows.length}行）`, en: ` and more (${rows.length} rows)` }
      : { ja: "", en: "" };
  const { column, value, reason } = first;
  const place = say({
    ja: `${named}行目${more.ja} ${column}「${value}」`,
    en: `${rows.length > 1 ? "rows" : "row"} ${named}${more.en}, ${column}, "${value}"`,
  });
  return `${place}: ${say(reason)}`.replace(/\s*[\r\n]+\s*/gu, " ");
}
