/** How much of a file the reader takes in; every limit has a default that suits an office's files. */

export interface TableLimits {
  /** Bytes of one cell in UTF-8; a longer cell rejects its row. Default 64 KiB (Excel itself stops at 32,767 characters). */
  readonly maxCellBytes: number;
  /** Columns with a heading; more refuse the file. Default 400. */
  readonly maxColumns: number;
  /** Bytes of one CSV record or one XML text; more refuse the file, since it has to fit in memory to be rejected. Default 16 MiB. */
  readonly maxRecordBytes: number;
  /** Bytes of all parts of a workbook unpacked, against zip bombs. Default 512 MiB. */
  readonly maxUnpackedBytes: number;
  /** Bytes of the distinct texts of a workbook, the only thing kept in memory for the whole reading. Default 96 MiB. */
  readonly maxSharedTextBytes: number;
  /** Merged ranges of a sheet, and elements of each small part of a workbook (styles, sheets), which are kept for the whole reading too. Default 200,000. */
  readonly maxParts: number;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_LIMITS: TableLimits = {
  maxCellBytes: 64 * 1024,
  maxColumns: 400,
  maxRecordBytes: 16 * MEBIBYTE,
  maxUnpackedBytes: 512 * MEBIBYTE,
  maxSharedTextBytes: 96 * MEBIBYTE,
  maxParts: 200_000,
};
