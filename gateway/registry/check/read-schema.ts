/** A proposed schema read as far as one can without composing it, or what keeps it from being read. */
import { type DocumentNode, GraphQLError, parse } from "graphql";
import { canonicalNames } from "./federation-names.ts";
import { defineFinding, type Finding } from "./finding.ts";
import { type TypeParts, typeParts } from "./type-parts.ts";

export interface ReadSchema {
  /** As it was written. */
  readonly source: DocumentNode;
  /** With federation's own names for its directives. */
  readonly document: DocumentNode;
  readonly types: TypeParts;
}

export type Reading =
  | { readonly outcome: "read"; readonly schema: ReadSchema }
  | { readonly outcome: "unreadable"; readonly finding: Finding };

export function readSchema(sdl: string): Reading {
  try {
    return { outcome: "read", schema: schemaOf(parse(sdl)) };
  } catch (error) {
    return { outcome: "unreadable", finding: unreadable(error) };
  }
}

function schemaOf(document: DocumentNode): ReadSchema {
  const canonical = canonicalNames(document);
  return { source: document, document: canonical, types: typeParts(canonical) };
}

function unreadable(error: unknown): Finding {
  if (!(error instanceof GraphQLError)) return tooDeep({});
  const [place] = error.locations ?? [];
  return { ...syntax({}, error.message), ...(place ? { place } : {}) };
}

const syntax = defineFinding("SYNTAX", "error", (message: string) => ({
  message: { ja: `GraphQL の文法に合いません（${message}）。`, en: `This is not GraphQL: ${message}` },
  remedy: { ja: "示された行を直してください。", en: "Mend the line that is named." },
}));

const tooDeep = defineFinding("SCHEMA_TOO_DEEP", "error", () => ({
  message: { ja: "入れ子が深すぎて読めません。", en: "It is nested too deeply to be read." },
  remedy: { ja: "リストや値の入れ子を浅くしてください。", en: "Nest lists and values less deeply." },
}));
