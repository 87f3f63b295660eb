/** What is asked: of the catalog, of a department alone, of several at once, of what is not everybody's, and of the past. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface Question {
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const documents = {
  page: "query Page($first: Int) { measures(first: $first) { totalCount nodes { id code name { ja } ... on WelfareMeasure { writeOffYears } } pageInfo { endCursor } } }",
  search:
    "query Search($search: String) { measures(search: $search, first: 3) { nodes { code name { ja } } search { outcome } } }",
  past: "query Past($asOf: DateTime) { measures(asOf: $asOf, first: 3) { nodes { code name { ja } } } }",
  own: "{ welfareMeasures(first: 4) { totalCount nodes { code name { ja } updatedAt writeOffYears } } }",
  other: "{ industryMeasures(first: 2) { totalCount } count }",
  freshness: "{ departments { code measureCount freshness { position reachable lag } } }",
  counted: "{ departments { code name { ja } measureCount } }",
  mine: "{ me measures(first: 2) { nodes { code } } }",
  greeted: "{ greeting count }",
  guarded: "{ measures(first: 1) { nodes { code } } greeting }",
  unsaid: "{ unsaid count }",
  count: "{ count }",
  typename: "{ __typename }",
} as const;

export const questions: readonly Question[] = [
  { document: documents.page, variables: { first: 3 } },
  { document: documents.page, variables: { first: 50 } },
  { document: documents.search, variables: { search: "看護" } },
  { document: documents.search, variables: { search: "施策" } },
  { document: documents.past, variables: { asOf: "2026-01-01T00:00:00.000Z" } },
  { document: documents.past, variables: { asOf: "2099-01-01T00:00:00.000Z" } },
  ...[
    documents.own,
    documents.other,
    documents.freshness,
    documents.counted,
    documents.mine,
    documents.greeted,
    documents.guarded,
    documents.unsaid,
    documents.count,
    documents.typename,
  ].map((document) => ({ document })),
];

/** @returns the folder, for JINKATSU_TRUSTED_DOCUMENTS */
export function writeDocuments(folder: string): string {
  const place = path.join(folder, "documents");
  mkdirSync(place);
  const manifest = Object.fromEntries(Object.values(documents).map((text) => [idOf(text), text]));
  writeFileSync(path.join(place, "documents.json"), JSON.stringify(manifest));
  return place;
}

export function pathById({ document, variables }: Question): string {
  return target({ documentId: idOf(document) }, variables);
}

export function pathByText({ document, variables }: Question): string {
  return target({ query: document }, variables);
}

function target(asked: Record<string, string>, variables: Question["variables"]): string {
  const search = new URLSearchParams({ ...asked, ...(variables && { variables: JSON.stringify(variables) }) });
  return `/graphql?${search}`;
}

function idOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
