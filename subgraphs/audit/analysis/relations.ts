/** Declared relations that do not fit: one says it was merged into another, and the other does not say so. */
import type { Bilingual } from "#kit/errors.ts";
import type { RelationInput } from "#kit/records/record.ts";
import { toNfkc } from "#kit/text/nfkc.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import { type Finding, findingId } from "./finding.ts";

type RelationKind = RelationInput["kind"];

/** What the other is to say; of kinds that are not here nothing is expected. */
const answers: Partial<Readonly<Record<RelationKind, RelationKind>>> = {
  CONSOLIDATED_INTO: "CONSOLIDATED_FROM",
  CONSOLIDATED_FROM: "CONSOLIDATED_INTO",
  SPLIT_INTO: "SPLIT_FROM",
  SPLIT_FROM: "SPLIT_INTO",
  PARENT: "CHILD",
  CHILD: "PARENT",
  OVERLAPS: "OVERLAPS",
  DUPLICATES: "DUPLICATES",
  COMPLEMENTS: "COMPLEMENTS",
};

type Fault = "ITSELF" | "PARTNER_MISSING" | "PARTNER_NOT_LINKED" | "CONTRADICTED" | "NOT_ANSWERED";

export function relationFaults(view: View): readonly Finding[] {
  return view.once("relations", () => {
    const byName = Map.groupBy(view.measures.values(), ({ contract }) => folded(contract.name.ja));
    return [...view.measures.values()].flatMap((measure) =>
      (measure.contract.relations ?? []).flatMap((relation) => {
        const partner = partnerOf(relation, view, byName);
        const fault = faultOf(measure, relation, partner);
        return fault === undefined ? [] : [findingOf(fault, measure, relation, partner)];
      }),
    );
  });
}

function folded(name: string): string {
  return toNfkc(name).replace(/\s+/gu, "");
}

function partnerOf(
  { measureId, name }: RelationInput,
  { measures }: View,
  byName: ReadonlyMap<string, readonly AuditedMeasure[]>,
): AuditedMeasure | undefined {
  if (measureId) return measures.get(measureId);
  const [only, ...others] = byName.get(folded(name?.ja ?? "")) ?? [];
  return others.length === 0 ? only : undefined;
}

function faultOf(
  measure: AuditedMeasure,
  { kind, measureId }: RelationInput,
  partner: AuditedMeasure | undefined,
): Fault | undefined {
  if (partner === undefined) return "PARTNER_MISSING";
  if (partner.id === measure.id) return "ITSELF";
  if (!measureId) return "PARTNER_NOT_LINKED";
  const answer = answers[kind];
  const said = (partner.contract.relations ?? []).filter((each) => refersTo(each, measure)).map((each) => each.kind);
  if (answer === undefined || said.includes(answer)) return undefined;
  return answer !== kind && said.includes(kind) ? "CONTRADICTED" : "NOT_ANSWERED";
}

function refersTo({ measureId, name }: RelationInput, { id, contract }: AuditedMeasure): boolean {
  return measureId ? measureId === id : folded(name?.ja ?? "") === folded(contract.name.ja);
}

const texts: Readonly<Record<Fault, (one: string, other: string, kind: RelationKind) => Bilingual>> = {
  ITSELF: (one) => ({
    ja: `「${one}」が自分自身との関係を示している。`,
    en: `"${one}" declares a relation to itself.`,
  }),
  PARTNER_MISSING: (one, other, kind) => ({
    ja: `「${one}」の関係 ${kind} の相手「${other}」がハブに無い。`,
    en: `"${one}" declares ${kind} with "${other}", which the hub does not have.`,
  }),
  PARTNER_NOT_LINKED: (one, other, kind) => ({
    ja: `「${one}」の関係 ${kind} の相手「${other}」はハブにあるが、ID で結ばれていない。`,
    en: `"${one}" declares ${kind} with "${other}", which the hub has, by its name only.`,
  }),
  CONTRADICTED: (one, other, kind) => ({
    ja: `「${one}」と「${other}」が、互いに ${kind} であると示している。`,
    en: `"${one}" and "${other}" each declare ${kind} with the other.`,
  }),
  NOT_ANSWERED: (one, other, kind) => ({
    ja: `「${one}」は「${other}」との関係 ${kind} を示しているが、相手は示していない。`,
    en: `"${one}" declares ${kind} with "${other}", which does not declare it back.`,
  }),
};

function findingOf(
  code: Fault,
  measure: AuditedMeasure,
  { kind, measureId, name }: RelationInput,
  partner: AuditedMeasure | undefined,
): Finding {
  const other = partner?.contract.name.ja ?? name?.ja ?? measureId ?? "";
  return {
    id: findingId("RELATION_FAULT", code, measure.id, kind, partner?.id ?? encodeURIComponent(other)),
    kind: "RELATION_FAULT",
    code,
    text: texts[code](measure.contract.name.ja, other, kind),
    measures: partner && partner.id !== measure.id ? [measure, partner] : [measure],
  };
}
