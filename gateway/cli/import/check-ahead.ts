/** `import --check`: what exists already that is like the measures of a table, with evidence, before any of them is saved. */
import type { Department } from "#kit/department/definition.ts";
import { judgeRows } from "#kit/import/judge-rows.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import { readSettings } from "#kit/settings.ts";
import { type PreviewedOverlap, readCheckAhead } from "../../../subgraphs/audit/check-ahead.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Terminal } from "../terminal.ts";
import { readMap } from "./read-map.ts";

interface Task {
  readonly department: Department;
  readonly file: string;
  readonly flags: CheckFlags;
}

interface CheckFlags {
  readonly map: readonly string[];
  readonly ignore: readonly string[];
  readonly sheet?: string;
  readonly source?: string;
  readonly json?: true;
}

interface Checked {
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly alike: readonly PreviewedOverlap[];
}

/** Shown of a row. */
const most = 5;

/** @throws TableError, or HubError AUDIT_EMPTY, HEADINGS_UNKNOWN or HEADINGS_TWICE */
export async function checkAhead(terminal: Terminal, task: Task): Promise<ExitCode> {
  const { department, file, flags } = task;
  const { alike, snapshot } = await readCheckAhead(readSettings());
  const checked: Checked[] = [];
  let unreadable = 0;
  const choices = { map: readMap(flags.map), ignore: flags.ignore };
  const { sheet, source: sourceUrl } = flags;
  for await (const row of judgeRows({ department, file, interfaceName: "Measure", sheet, choices, sourceUrl })) {
    if (row.kind === "bad" || row.kind === "unreadable") unreadable += 1;
    if (row.kind !== "good") continue;
    // The table was read as one of measures.
    const contract = row.content.contract as MeasureInput;
    const planned = { contract, department: department.code };
    checked.push({ row: row.row, code: contract.code, name: contract.name.ja, alike: alike(planned, most) });
  }
  if (flags.json) terminal.printJson({ file, snapshot, unreadable, rows: checked.map(asJson) });
  else printChecked(terminal, checked, unreadable);
  return unreadable > 0 || checked.some((each) => each.alike.length > 0) ? exitCodes.findings : exitCodes.ok;
}

function asJson({ alike, ...row }: Checked) {
  return { ...row, alike: alike.map(({ existing, ...rest }) => ({ ...identity(existing), ...rest })) };
}

function identity({ id, code, department, contract }: PreviewedOverlap["existing"]) {
  return { id, code, department, name: contract.name.ja };
}

function printChecked({ say, print, note }: Terminal, checked: readonly Checked[], unreadable: number): void {
  const found = checked.filter(({ alike }) => alike.length > 0);
  for (const { row, code, name, alike } of found) {
    print(`${row} ${code} ${name}`);
    for (const each of alike) print(`  ${say(classWords[each.class])} ${describe(each, say)}`);
  }
  const rest =
    unreadable > 0 ? { ja: `、読めない行 ${unreadable}`, en: `, ${unreadable} rows not readable` } : { ja: "", en: "" };
  note(
    say({
      ja: `${checked.length} 行のうち ${found.length} 行に、似た施策が既にあります${rest.ja}。何も取り込んでいません。`,
      en: `${found.length} of ${checked.length} rows are like something that exists${rest.en}. Nothing was imported.`,
    }),
  );
}

const classWords = {
  DUPLICATION: { ja: "重複", en: "duplication" },
  OVERLAP: { ja: "類似", en: "overlap" },
  FRAGMENTATION: { ja: "分散", en: "fragmentation" },
} as const;

function describe({ existing, bits, areas, targets, evidence }: PreviewedOverlap, say: Terminal["say"]): string {
  const { code, name, department } = identity(existing);
  const where = [department, ...areas].join(" ");
  const shared = `${say({ ja: "共通", en: "shared" })}: ${evidence.shared.join("、")}`;
  return `${bits.toFixed(1)} ${code} ${name} (${where}; ${targets.join("、")}) ${shared}`;
}
