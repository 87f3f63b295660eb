/** What a record is found by: its tokens, each with what it says about the record. */
import type { ContractInput, LocalizedTextInput } from "#kit/records/record.ts";
import { targetGroups } from "#kit/reference/lists.ts";
import { textTokens } from "./tokens.ts";

export interface Posting {
  readonly token: string;
  readonly impact: number;
}

/** A name says three times as much as a sentence. */
const nameWeight = 3;

/** As in BM25. The usual length stands for the average one: an average that moved with each change would move every page. */
const saturation = 1.2;
const lengthShare = 0.75;
const usualLength = 120;
const impactScale = 1000;

export function postingsOf(contract: ContractInput): readonly Posting[] {
  const counts = new Map<string, number>();
  for (const { text, weight } of searchedTexts(contract)) {
    for (const token of textTokens(text)) counts.set(token, (counts.get(token) ?? 0) + weight);
  }
  const length = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const damping = saturation * (1 - lengthShare + (lengthShare * length) / usualLength);
  return [...counts].map(([token, count]) => ({ token, impact: impactOf(count, damping) }));
}

function impactOf(count: number, damping: number): number {
  return Math.max(1, Math.round((impactScale * count * (saturation + 1)) / (count + damping)));
}

interface SearchedText {
  readonly text: string;
  readonly weight: number;
}

function searchedTexts(contract: ContractInput): readonly SearchedText[] {
  const names = languages([contract.name]).map((text) => ({ text, weight: nameWeight }));
  const labels = (contract.originalLabels ?? []).map(({ text }) => text);
  const groups = (contract.targetGroups ?? []).map((code) => targetGroups.get(code)?.name);
  const others = [contract.code, ...labels, ...languages([contract.summary, ...groups, ...ownTexts(contract)])];
  return [...names, ...others.map((text) => ({ text, weight: 1 }))];
}

type Text = LocalizedTextInput | null | undefined;

/** What only a measure or only a resource has: who answers for it, and what it is about. */
function ownTexts(contract: ContractInput): readonly Text[] {
  if ("kind" in contract) return [contract.operator, ...(contract.skills ?? [])];
  const { ownerUnit, deliveryOrganisations, purpose, issue, occupations } = contract;
  const deliverers = (deliveryOrganisations ?? []).map(({ name }) => name);
  return [ownerUnit?.name, ownerUnit?.parent, ...deliverers, purpose, issue, ...(occupations ?? [])];
}

function languages(texts: readonly Text[]): readonly string[] {
  return texts.flatMap((text) => [text?.ja, text?.en]).filter((text) => typeof text === "string");
}
