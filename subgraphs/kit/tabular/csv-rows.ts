/** The records of a text file (RFC 4180, whatever divides its cells) as raw rows, numbered by the line on which each begins. */
import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { decodeText } from "./decode-text.ts";
import { restoreFormulaText } from "./formula-text.ts";
import type { TableLimits } from "./limits.ts";
import type { TextFormat } from "./outcomes.ts";
import type { RawRow } from "./raw-row.ts";
import { recogniseDelimiter } from "./recognise-delimiter.ts";
import { atRow, TableError } from "./table-error.ts";

/** Throws TableError where quotes do not match or a record exceeds the limit, naming the row in which that record begins. */
export async function* readCsvRows(path: string, format: TextFormat, limits: TableLimits): AsyncGenerator<RawRow> {
  // Two counts, since the parser is some records ahead of the rows handed on when it meets a fault.
  let [number, parsing] = [1, 1];
  const onRecord = (cells: string[]): string[] => {
    parsing += countLines(cells);
    return cells;
  };
  try {
    const delimiter = await recogniseDelimiter(decodeText(path, format));
    for await (const cells of parseRecords(decodeText(path, format), { delimiter, onRecord }, limits)) {
      yield { number, cells: cells.map(restoreFormulaText) };
      number += countLines(cells);
    }
  } catch (cause) {
    throw cause instanceof CsvError ? refuseRecord(cause, parsing) : cause;
  }
}

function parseRecords(
  text: AsyncIterable<string>,
  { delimiter, onRecord }: { readonly delimiter: string; readonly onRecord: (cells: string[]) => string[] },
  limits: TableLimits,
): AsyncIterable<readonly string[]> {
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    max_record_size: limits.maxRecordBytes,
    on_record: onRecord,
  });
  // Its callback has nothing to do: a fault of either side also ends the iteration over the parser.
  return pipeline(Readable.from(text), parser, () => undefined);
}

// The parser's own count takes a CR LF inside quotes for two lines.
function countLines(cells: readonly string[]): number {
  return cells.reduce((lines, cell) => lines + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 1);
}

function refuseRecord(cause: CsvError, number: number): TableError {
  const code = cause.code === "CSV_MAX_RECORD_SIZE" ? "TABLE_RECORD_TOO_LONG" : "TABLE_QUOTE";
  return new TableError(code, atRow(number), { cause });
}
