/** The development data: national programmes with declared relations, two years of review sheets, and two shops' catalogues. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { OverlapRecord } from "../../subgraphs/audit/overlap/record.ts";

export interface Relation {
  readonly a: string;
  readonly b: string;
  readonly kind: string;
}

type Json = Readonly<Record<string, string | readonly string[] | null>>;

export const facetNames = ["law", "line", "plan", "policy"] as const;

export function readProgrammes(folder: string): readonly OverlapRecord[] {
  return readLines(path.join(folder, "rs2024.ndjson.gz")).map((row) => ({
    id: textOf(row["id"]),
    publicId: textOf(row["id"]),
    title: textOf(row["title"]),
    purpose: [row["purpose"], row["issues"]].map(textOf).join("\n"),
    description: textOf(row["desc"]),
    organisation: textOf(row["ministry"]),
    facets: {
      law: listOf(row["law"]),
      line: listOf(row["policy"]),
      plan: listOf(row["plan"]),
      policy: listOf(row["pol1"]),
    },
  }));
}

export function readRelations(folder: string): readonly Relation[] {
  return readTable(path.join(folder, "rs2024_relations_dev.csv"), ",").map(([a = "", b = "", kind = ""]) => ({
    a,
    b,
    kind,
  }));
}

export function readSheets(folder: string, year: number): readonly OverlapRecord[] {
  return readLines(path.join(folder, `ja_${year}.ndjson.gz`)).map((row) => ({
    id: `${textOf(row["ministry"])}/${textOf(row["no"])}`,
    title: textOf(row["title"]),
    purpose: textOf(row["purpose"]),
    description: textOf(row["desc"]),
    organisation: textOf(row["ministry"]),
  }));
}

/** Pairs of ids of 2016 and 2017. */
export function readContinuations(folder: string): ReadonlyMap<string, string> {
  const rows = readTable(path.join(folder, "ja_link_2016_2017.csv"), ",");
  return new Map(rows.map(([, ministryA, noA, , ministryB, noB]) => [`${ministryA}/${noA}`, `${ministryB}/${noB}`]));
}

export interface Shops {
  readonly abt: readonly OverlapRecord[];
  readonly buy: readonly OverlapRecord[];
  readonly truth: ReadonlyMap<string, string>;
}

export function readShops(folder: string): Shops {
  const goods = (file: string) =>
    readTable(path.join(folder, "abt-buy", file), "|").map(([id = "", title = "", description]) => ({
      id,
      title,
      description,
    }));
  const truth = readTable(path.join(folder, "abt-buy", "gt.csv"), "|").map(([a = "", b = ""]) => [a, b] as const);
  return { abt: goods("abt.csv"), buy: goods("buy.csv"), truth: new Map(truth) };
}

function readLines(file: string): readonly Json[] {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
  return lines.map((line): Json => JSON.parse(line));
}

function readTable(file: string, delimiter: string): readonly (readonly string[])[] {
  const lines = readFileSync(file, "utf8").trim().split(/\r?\n/);
  return lines.slice(1).map((line) => line.split(delimiter));
}

function textOf(value: Json[string] | undefined): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: Json[string] | undefined): readonly string[] {
  return (typeof value === "string" ? [value] : (value ?? [])).filter((entry) => entry !== "");
}
