/** Whether a schema is small enough to be composed: one of 50,000 fields takes minutes of the processor. */
import { type DocumentNode, visit } from "graphql";
import { defineFinding, type Finding } from "./finding.ts";

export const caps = { bytes: 512 * 1024, types: 2_000, fields: 5_000, directives: 20_000 } as const;

/** Before anything is parsed. */
export function bytesFindings(sdl: string): readonly Finding[] {
  const bytes = Buffer.byteLength(sdl);
  return bytes > caps.bytes ? [tooLarge({}, { ja: "バイト", en: "bytes" }, bytes, caps.bytes)] : [];
}

/** Before anything is composed. */
export function countFindings(document: DocumentNode): readonly Finding[] {
  const counts = { types: 0, fields: 0, directives: 0 };
  visit(document, {
    enter({ kind }) {
      if (/Type(?:Definition|Extension)$/.test(kind)) counts.types += 1;
      if (kind === "FieldDefinition" || kind === "InputValueDefinition" || kind === "EnumValueDefinition")
        counts.fields += 1;
      if (kind === "Directive") counts.directives += 1;
    },
  });
  return (["types", "fields", "directives"] as const)
    .filter((what) => counts[what] > caps[what])
    .map((what) => tooLarge({}, words[what], counts[what], caps[what]));
}

const words = {
  types: { ja: "型", en: "types" },
  fields: { ja: "項目", en: "fields" },
  directives: { ja: "ディレクティブ", en: "uses of directives" },
};

const tooLarge = defineFinding(
  "SCHEMA_TOO_LARGE",
  "error",
  (what: { readonly ja: string; readonly en: string }, count: number, cap: number) => ({
    message: {
      ja: `スキーマの${what.ja}が ${count} あります。上限は ${cap} です。`,
      en: `The schema has ${count} ${what.en}; ${cap} is the most.`,
    },
    remedy: {
      ja: "使わないものを除くか、サブグラフを分けてください。",
      en: "Take out what is not used, or divide the subgraph.",
    },
  }),
);
