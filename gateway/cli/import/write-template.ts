/** `import --template`: a table for an officer to fill, empty with an example or filled with the records that are there. */
import { writeFile } from "node:fs/promises";
import type { Database } from "#kit/database/open.ts";
import type { Department } from "#kit/department/definition.ts";
import { errors } from "#kit/errors.ts";
import { divideExpressible } from "#kit/import/expressible.ts";
import { recordInputs } from "#kit/import/record-inputs.ts";
import { writeRecordWorkbook } from "#kit/import/record-workbook.ts";
import { templateColumns } from "#kit/import/template-columns.ts";
import { privateFile } from "#kit/private-files.ts";
import { findCodes, readContents } from "#kit/records/read-content.ts";
import type { RecordContent, RecordInterface } from "#kit/records/record.ts";
import { openDepartmentDatabase, storesOf } from "#kit/records/stores.ts";
import { readSettings } from "#kit/settings.ts";
import { slices } from "#kit/slices.ts";
import { writeCsv } from "#kit/tabular/write-csv.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Terminal } from "../terminal.ts";

interface What {
  readonly department: Department;
  readonly interfaceName: RecordInterface;
  readonly file: string;
  readonly isFilled: boolean;
}

/** @throws HubError TEMPLATE_FILLED_NOT_XLSX, FILE_NOT_WRITABLE */
export async function writeTemplate(terminal: Terminal, what: What): Promise<ExitCode> {
  const { file, isFilled } = what;
  const isWorkbook = /\.xlsx$/iu.test(file);
  if (isFilled && !isWorkbook) throw errors.templateFilledNotXlsx(file);
  const lost = isWorkbook ? await writeTable(terminal, what) : await writeHeadings(terminal, what);
  terminal.print(terminal.say({ ja: `${file} を書き出しました。`, en: `Wrote ${file}.` }));
  if (lost.length === 0) return exitCodes.ok;
  terminal.note(terminal.say(lostNotice(lost)));
  return exitCodes.findings;
}

async function writeHeadings(
  { language }: Terminal,
  { department, interfaceName, file }: What,
): Promise<readonly string[]> {
  const columns = templateColumns(recordInputs(department, interfaceName), language);
  await writeCsv(
    file,
    columns.map(({ heading }) => heading),
    [],
  );
  return [];
}

/** Answers the codes of the records that a table cannot say. */
async function writeTable({ language }: Terminal, what: What): Promise<readonly string[]> {
  const { department, interfaceName, file, isFilled } = what;
  const all = isFilled ? await readRecords(what) : [];
  const { expressible: records, others } = divideExpressible(department, interfaceName, all);
  const workbook = await writeRecordWorkbook({ department, interfaceName, language, records });
  await writeFile(file, workbook, { mode: privateFile });
  return others.map(({ contract }) => contract.code);
}

async function readRecords({ department, interfaceName }: What): Promise<readonly RecordContent[]> {
  const database = await openDepartmentDatabase(department, readSettings());
  try {
    return await readAll(database, department, interfaceName);
  } finally {
    await database.close();
  }
}

const atOnce = 500;

async function readAll({ reader }: Database, department: Department, interfaceName: RecordInterface) {
  const store = storesOf(department)[interfaceName];
  const records: RecordContent[] = [];
  for (const codes of slices(await findCodes(reader, store), atOnce)) {
    const contents = await readContents(reader, store, codes);
    records.push(...contents.toSorted((one, other) => (one.contract.code < other.contract.code ? -1 : 1)));
  }
  return records;
}

function lostNotice(codes: readonly string[]) {
  const named = codes.slice(0, 20).join("、");
  return {
    ja: `表では表せない内容（要件の木など）があるため書き出さなかった記録が ${codes.length} 件あります: ${named}。API で直してください。`,
    en: `${codes.length} records hold what no table can say (such as a tree of conditions) and were left out: ${named}. Change them by the API.`,
  };
}
