/** Reads lists of synonyms: that of the field, `schema/reference/synonyms.csv`, and one that an operator adds. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { errors } from "../../errors.ts";

/** What the synonym is to the term. */
export type SynonymKind = "same" | "narrower" | "wider";

export interface SynonymRow {
  readonly term: string;
  readonly synonym: string;
  readonly kind: SynonymKind;
}

const ownFile = path.resolve(import.meta.dirname, "../../../../schema/reference/synonyms.csv");
const kinds: readonly string[] = ["same", "narrower", "wider"] satisfies readonly SynonymKind[];

/** @throws HubError SYNONYMS_UNUSABLE naming the file, the line and what to do */
export function readSynonymRows(operatorsFile?: string): readonly SynonymRow[] {
  return [ownFile, ...(operatorsFile ? [operatorsFile] : [])].flatMap(readRows);
}

function readRows(file: string): readonly SynonymRow[] {
  return parseRows(file, readText(file)).map(({ record, info: { lines } }) => {
    const { term = "", synonym = "", kind = "" } = record;
    if (term === "" || synonym === "" || !isKind(kind)) throw errors.synonymsUnusable(file, lines);
    return { term, synonym, kind };
  });
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function parseRows(file: string, text: string): readonly Parsed[] {
  try {
    // With `info`, each record comes with the line that it ends on; the types of the package do not say so.
    return parse(text, {
      columns: true,
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
    }) as unknown as Parsed[];
  } catch (error) {
    throw errors.synonymsUnusable(file, lineOf(error));
  }
}

function lineOf(error: unknown): number {
  return error instanceof Error && "lines" in error && typeof error.lines === "number" ? error.lines : 1;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw errors.synonymsUnusable(file, 0);
  }
}

function isKind(kind: string): kind is SynonymKind {
  return kinds.includes(kind);
}
