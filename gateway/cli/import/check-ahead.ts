/** `import --check`: what exists already that is like the measures of a table, with evidence, before any of them is saved. */
import type { Department } from "#kit/department/definition.ts";
import type { RowFault, RowWarning } from "#kit/import/faults.ts";
import { judgeRows, type TableOrigin } from "#kit/import/judge-rows.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import { readSettings } from "#kit/settings.ts";
import { type PreviewedOverlap, readCheckAhead } from "../../../subgraphs/audit/check-ahead.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Terminal } from "../terminal.ts";
import { originLines } from "./origin-lines.ts";
import { printFaults } from "./print-faults.ts";
import { readGiven, readMap } from "./read-map.ts";

interface Task {
  readonly department: Department;
  readonly file: string;
  readonly flags: CheckFlags;
}

interface CheckFlags {
  readonly map: readonly string[];
  readonly ignore: readonly string[];
  readonly set: readonly string[];
  readonly sheet?: string;
  readonly source?: string;
  readonly json?: true;
}

interface CheckedRow {
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly alike: readonly PreviewedOverlap[];
}

/** What an import of the same table would say of it too. */
interface CheckedTable {
  readonly origin: TableOrigin;
  readonly rows: readonly CheckedRow[];
  readonly unreadable: number;
  readonly faults: readonly RowFault[];
  readonly warnings: readonly RowWarning[];
}

/** Shown of a row. */
const most = 5;

/** @throws TableError, or HubError AUDIT_EMPTY, HEADINGS_UNKNOWN, HEADINGS_TWICE or GIVEN_VALUE_REFUSED */
export async function checkAhead(terminal: Terminal, task: Task): Promise<ExitCode> {
  const { alike, snapshot } = await readCheckAhead(readSettings());
  const planned = (contract: MeasureInput) => alike({ contract, department: task.department.code }, most);
  const table = await checkTable(task, planned);
  if (task.flags.json) terminal.printJson({ file: task.file, snapshot, ...table, rows: table.rows.map(asJson) });
  else printChecked(terminal, table);
  const isClean = table.unreadable === 0 && table.rows.every((row) => row.alike.length === 0);
  return isClean ? exitCodes.ok : exitCodes.findings;
}

async function checkTable(
  { department, file, flags }: Task,
  alike: (planned: MeasureInput) => readonly PreviewedOverlap[],
): Promise<CheckedTable> {
  const { sheet, source: sourceUrl, ignore } = flags;
  const choices = { map: readMap(flags.map), ignore, given: readGiven(flags.set) };
  const [rows, faults, warnings]: [CheckedRow[], RowFault[], RowWarning[]] = [[], [], []];
  let origin: TableOrigin = { headingRow: 1 };
  let unreadable = 0;
  for await (const row of judgeRows({ department, file, interfaceName: "Measure", sheet, choices, sourceUrl })) {
    if (row.kind === "header") origin = row.origin;
    if (row.kind === "bad" || row.kind === "unreadable") unreadable += 1;
    if (row.kind === "bad") faults.push(...row.faults);
    if ("warnings" in row) warnings.push(...row.warnings);
    if (row.kind !== "good") continue;
    // The table was read as one of measures.
    const contract = row.content.contract as MeasureInput;
    rows.push({ row: row.row, code: contract.code, name: contract.name.ja, alike: alike(contract) });
  }
  return { origin, rows, unreadable, faults, warnings };
}

function asJson({ alike, ...row }: CheckedRow) {
  return { ...row, alike: alike.map(({ existing, ...rest }) => ({ ...identity(existing), ...rest })) };
}

function identity({ id, code, department, contract }: PreviewedOverlap["existing"]) {
  return { id, code, department, name: contract.name.ja };
}

function printChecked(terminal: Terminal, { origin, rows, unreadable, faults, warnings }: CheckedTable): void {
  const { say, print, note } = terminal;
  for (const line of originLines(origin)) print(say(line));
  const found = rows.filter(({ alike }) => alike.length > 0);
  for (const { row, code, name, alike } of found) {
    print(`${row} ${code} ${name}`);
    for (const each of alike) print(`  ${say(classWords[each.class])} ${describe(each, say)}`);
  }
  printFaults(terminal, "unreadable", faults, faults.length);
  printFaults(terminal, "warned", warnings, warnings.length);
  const rest =
    unreadable > 0 ? { ja: `、読めない行 ${unreadable}`, en: `, ${unreadable} rows not readable` } : { ja: "", en: "" };
  note(
    say({
      ja: `${rows.length} 行のうち ${found.length} 行に、似た施策が既にあります${rest.ja}。何も取り込んでいません。`,
      en: `${found.length} of ${rows.length} rows are like something that exists${rest.en}. Nothing was imported.`,
    }),
  );
}

const classWords = {
  DUPLICATION: { ja: "重複", en: "duplication" },
  OVERLAP: { ja: "類似", en: "overlap" },
  FRAGMENTATION: { ja: "分散", en: "fragmentation" },
  SIBLING: { ja: "横並び", en: "sibling measures" },
} as const;

function describe({ existing, bits, areas, targets, evidence }: PreviewedOverlap, say: Terminal["say"]): string {
  const { code, name, department } = identity(existing);
  const where = [department, ...areas].join(" ");
  const shared = `${say({ ja: "共通", en: "shared" })}: ${evidence.shared.join("、")}`;
  return `${bits.toFixed(1)} ${code} ${name} (${where}; ${targets.join("、")}) ${shared}`;
}
