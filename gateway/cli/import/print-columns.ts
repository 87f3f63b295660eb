/** The columns that a department's tables may have, printed. */
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { Department } from "#kit/department/definition.ts";
import { type ColumnDescription, describeColumns } from "#kit/import/describe-columns.ts";
import type { RecordInterface } from "#kit/records/record.ts";
import { writeCsv } from "#kit/tabular/write-csv.ts";
import type { Terminal } from "../terminal.ts";

interface What {
  readonly department: Department;
  readonly interfaceName: RecordInterface;
  readonly flags: { readonly format: "text" | "csv"; readonly json?: true };
}

export async function printColumns(terminal: Terminal, { department, interfaceName, flags }: What): Promise<void> {
  const columns = describeColumns(department, interfaceName);
  if (flags.json) terminal.printJson(columns);
  else if (flags.format === "csv") terminal.printText(await textOfCsv(headings, columns.map(csvRow)));
  else for (const line of columns.flatMap((column) => textLines(terminal, column))) terminal.print(line);
}

const headings = ["heading", "見出し", "type", "values"];

async function textOfCsv(names: readonly string[], rows: readonly (readonly string[])[]): Promise<string> {
  const written = new PassThrough();
  const [csv] = await Promise.all([text(written), writeCsv(written, names, rows).finally(() => written.end())]);
  // A printed text ends its last line itself.
  return csv.replace(/\r?\n$/, "");
}

function csvRow({ en, ja, type, values }: ColumnDescription): readonly string[] {
  return [en, ja, type, values.map(({ code, ja: name }) => (name === "" ? code : `${code} ${name}`)).join("; ")];
}

/** A line a column; its values, if they are listed, in the line below. */
function textLines({ language }: Terminal, { en, ja, type, values }: ColumnDescription): readonly string[] {
  const line = `${en}  ${ja}  ${type}`;
  if (values.length === 0) return [line];
  const listed = values.map((value) => (value[language] === "" ? value.code : `${value.code} ${value[language]}`));
  return [line, `    ${listed.join("; ")}`];
}
