/** The texts of a record that a search reads, and how much a word in each says. */
import type { ContractInput, LocalizedTextInput } from "#kit/records/record.ts";
import { namesOfCodes } from "../query/facet-names.ts";

export interface SearchedText {
  readonly field: SearchedField;
  readonly text: string;
  readonly weight: number;
}

export type SearchedField = "NAME" | "SUMMARY" | "PURPOSE" | "OTHER" | "CLASSIFICATION";

/** A name says three times as much as a sentence; what a record is classified as, less than what it says itself. */
const weights: Readonly<Record<SearchedField, number>> = {
  NAME: 3,
  SUMMARY: 1,
  PURPOSE: 1,
  OTHER: 1,
  CLASSIFICATION: 0.6,
};

export function searchedTexts(contract: ContractInput): readonly SearchedText[] {
  const labels = (contract.originalLabels ?? []).map(({ text }) => text);
  return [
    ...inField("NAME", languages([contract.name])),
    ...inField("SUMMARY", languages([contract.summary])),
    ...inField("PURPOSE", languages(purposeOf(contract))),
    ...inField("OTHER", [contract.code, ...labels, ...languages(ownTexts(contract))]),
    ...inField("CLASSIFICATION", languages(namesOfCodes(contract))),
  ];
}

function inField(field: SearchedField, texts: readonly string[]): readonly SearchedText[] {
  return texts.map((text) => ({ field, text, weight: weights[field] }));
}

type Text = LocalizedTextInput | null | undefined;

function purposeOf(contract: ContractInput): readonly Text[] {
  return "kind" in contract ? [] : [contract.purpose, contract.issue];
}

/** What only a measure or only a resource has: who answers for it, and for whom it is. */
function ownTexts(contract: ContractInput): readonly Text[] {
  if ("kind" in contract) return [contract.operator, ...(contract.skills ?? [])];
  const { ownerUnit, deliveryOrganisations, occupations } = contract;
  const deliverers = (deliveryOrganisations ?? []).map(({ name }) => name);
  return [ownerUnit?.name, ownerUnit?.parent, ...deliverers, ...(occupations ?? [])];
}

function languages(texts: readonly Text[]): readonly string[] {
  const found = texts.flatMap((text) => [text?.ja ?? "", text?.en ?? ""]);
  return found.filter((text) => text !== "");
}
