/** Says of two measures in plain sentences what they do alike, for whom, where and when, what differs, and what could be done. */
import type { Bilingual } from "#kit/errors.ts";
import type { LocalizedText } from "#kit/generated/contract.ts";
import type { BenefitInput, MeasureInput } from "#kit/records/record.ts";
import { areas, targetGroups } from "#kit/reference/lists.ts";
import { instrumentNames } from "../analysis/names.ts";
import type { AuditedMeasure } from "../collection/measure.ts";
import type { Phrases } from "../overlap/phrases.ts";
import { normaliseForTokens } from "../overlap/tokens.ts";
import { formTerms, groupTerms } from "./form-words.ts";
import type { OverlapClass, PairFacts } from "./judge.ts";
import { placeNames } from "./names.ts";
import type { SchemeLink } from "./schemes.ts";

export type FactName = "ACTIVITY" | "INSTRUMENT" | "BENEFICIARIES" | "PLACES" | "YEARS";

export interface ToldFact {
  readonly fact: FactName;
  readonly standing: string;
  readonly text: Bilingual;
}

export interface Told {
  readonly facts: readonly ToldFact[];
  /** All in one paragraph. */
  readonly summary: Bilingual;
  readonly options: Bilingual;
}

export interface Telling {
  readonly a: AuditedMeasure;
  readonly b: AuditedMeasure;
  readonly facts: PairFacts;
  readonly class: OverlapClass | null | undefined;
  readonly scheme: SchemeLink | undefined;
  readonly phrases: Phrases;
}

export function tellPair(telling: Telling): Told {
  const facts = [activity(telling), instrument(telling), beneficiaries(telling), places(telling), years(telling)];
  const options = optionsOf(telling);
  const parts = [...facts.map(({ text }) => text), differences(telling), options].filter((part) => part.ja !== "");
  return {
    facts,
    options,
    summary: { ja: parts.map(({ ja }) => ja).join(""), en: parts.map(({ en }) => en).join(" ") },
  };
}

const nothing: Bilingual = { ja: "", en: "" };

function activity({ facts: { activity: standing }, phrases }: Telling): ToldFact {
  const words = telling(phrases.shared);
  const ja = words.length > 0 ? `どちらも「${words.join("」「")}」を行います。` : "共通する言葉は少ししかありません。";
  const en = words.length > 0 ? `Both are about ${quoted(words)}.` : "They share few words.";
  const texts: Record<string, Bilingual> = {
    SAME: { ja: `行うことはほぼ同じです。${ja}`, en: `They do nearly the same. ${en}` },
    NEAR: { ja: `行うことが似ています。${ja}`, en: `They do similar things. ${en}` },
    DIFFERENT: {
      ja: `行うことは異なります。${words.length > 0 ? `ただし、${ja}` : ""}`,
      en: `They do different things. ${words.length > 0 ? en : ""}`.trim(),
    },
  };
  return { fact: "ACTIVITY", standing, text: texts[standing] ?? nothing };
}

/** Places, words of form and pieces of figures say nothing of what both do. */
function telling(phrases: readonly string[]): readonly string[] {
  return phrases
    .filter((phrase) => !/\p{N}/u.test(phrase) && normaliseForTokens(phrase).replace(untelling, "").length > 1)
    .slice(0, 3);
}

const untelling = new RegExp(
  [...placeNames, ...formTerms, ...groupTerms].toSorted((a, b) => b.length - a.length).join("|"),
  "gu",
);

function quoted(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(", ");
}

function instrument({ a, b, facts: { instrument: standing } }: Telling): ToldFact {
  const [one, other] = [a, b].map(({ contract }) => instrumentNames.get(contract.instrument ?? ""));
  const text =
    !one || !other
      ? { ja: "手段が未記入の施策があります。", en: "Not both state their instrument." }
      : standing === "SAME"
        ? { ja: `手段は同じ「${one.ja}」です。`, en: `The instrument is the same: ${one.en.toLowerCase()}.` }
        : {
            ja: `手段は「${one.ja}」と「${other.ja}」で異なります。`,
            en: `The instruments differ: ${one.en.toLowerCase()} and ${other.en.toLowerCase()}.`,
          };
  return { fact: "INSTRUMENT", standing, text };
}

function beneficiaries({ a, b, facts: { beneficiaries: standing } }: Telling): ToldFact {
  const [one, other] = [groupsOf(a.contract), groupsOf(b.contract)];
  if (standing === "UNKNOWN")
    return {
      fact: "BENEFICIARIES",
      standing,
      text: { ja: "対象者が未記入の施策があります。", en: "Not both state whom they are for." },
    };
  const common = (a.contract.targetGroups ?? []).filter((code) => b.contract.targetGroups?.includes(code));
  const shared = named(common, targetGroups);
  const sides = { ja: `「${one.ja}」と「${other.ja}」`, en: `${one.en} and ${other.en}` };
  const texts: Record<string, Bilingual> = {
    SAME: shared.ja
      ? { ja: `どちらも「${shared.ja}」を対象とします。`, en: `Both are for ${shared.en}.` }
      : {
          ja: `対象者は${sides.ja}で、一方は他方に含まれます。`,
          en: `They are for ${sides.en}; the one lies in the other.`,
        },
    NEAR: { ja: `対象者は${sides.ja}で、一部が重なります。`, en: `They are for ${sides.en}, which partly overlap.` },
    DIFFERENT: { ja: `対象者は${sides.ja}で異なります。`, en: `They are for different groups: ${sides.en}.` },
  };
  return { fact: "BENEFICIARIES", standing, text: texts[standing] ?? nothing };
}

function groupsOf({ targetGroups: codes }: MeasureInput): Bilingual {
  return named(codes ?? [], targetGroups);
}

function named(codes: readonly string[], list: ReadonlyMap<string, { readonly name: LocalizedText }>): Bilingual {
  const names = codes.map((code) => list.get(code)?.name ?? { ja: code });
  return {
    ja: names.map(({ ja }) => ja).join("、"),
    en: names.map(({ ja, en }) => (en ?? ja).toLowerCase()).join(", "),
  };
}

function placesOf({ areas: codes }: MeasureInput): Bilingual {
  const names = (codes ?? []).map((code) => areas.get(code)?.name ?? { ja: code });
  return { ja: names.map(({ ja }) => ja).join("、"), en: names.map(({ ja, en }) => en ?? ja).join(", ") };
}

function places({ a, b, facts: { places: standing } }: Telling): ToldFact {
  const [one, other] = [placesOf(a.contract), placesOf(b.contract)];
  const sides = { ja: `「${one.ja}」と「${other.ja}」`, en: `${one.en} and ${other.en}` };
  const texts: Record<typeof standing, Bilingual> = {
    SAME: { ja: `地域は同じ「${one.ja}」です。`, en: `Both run in ${one.en}.` },
    WITHIN: {
      ja: `地域は${sides.ja}で、重なるところでは両方を使えます。`,
      en: `They run in ${sides.en}: where these meet, both can be had.`,
    },
    SIBLINGS: {
      ja: `地域は${sides.ja}で、重なりません（横並び）。`,
      en: `They run in ${sides.en}, which do not meet.`,
    },
    ELSEWHERE: { ja: `地域は${sides.ja}で、離れています。`, en: `They run in ${sides.en}, far from each other.` },
    UNKNOWN: { ja: "地域が未記入の施策があります。", en: "Not both state where they run." },
  };
  return { fact: "PLACES", standing, text: texts[standing] };
}

function years({ facts: { years: standing } }: Telling): ToldFact {
  const texts: Record<typeof standing, Bilingual> = {
    MEET: { ja: "実施の年度は重なります。", en: "Their fiscal years meet." },
    DIFFER: { ja: "実施の時期は重なりません。", en: "Their years do not meet." },
    UNKNOWN: {
      ja: "年度が未記入の施策がありますが、どちらも部局の現在の一覧にあります。",
      en: "Not both state their years; both stand in their departments' lists of today.",
    },
  };
  return { fact: "YEARS", standing, text: texts[standing] };
}

/** What is paid, and what only one of them says. */
function differences({ a, b, phrases }: Telling): Bilingual {
  const [one, other] = [a, b].map(({ contract }) => benefitOf(contract.benefits?.[0]));
  const paid =
    one && other && one !== other
      ? { ja: `額は${one}と${other}で異なります。`, en: `They pay ${one} and ${other}.` }
      : nothing;
  const [onlyA, onlyB] = [telling(phrases.onlyFirst), telling(phrases.onlySecond)];
  const words =
    onlyA.length > 0 && onlyB.length > 0
      ? {
          ja: `前者だけに「${onlyA.join("」「")}」、後者だけに「${onlyB.join("」「")}」とあります。`,
          en: `Only the first says ${quoted(onlyA)}, only the second ${quoted(onlyB)}.`,
        }
      : nothing;
  return { ja: paid.ja + words.ja, en: [paid.en, words.en].filter(Boolean).join(" ") };
}

function benefitOf(benefit: BenefitInput | undefined): string | undefined {
  if (!benefit) return undefined;
  const { ratePercent, cap } = benefit;
  const stated = [
    ratePercent ? `${Math.round(ratePercent * 10) / 10}%` : "",
    cap ? `${cap.toLocaleString("ja-JP")}円` : "",
  ].filter(Boolean);
  return stated.length > 0 ? stated.join("・") : undefined;
}

const optionTexts: Readonly<Record<OverlapClass, Bilingual>> = {
  DUPLICATION: {
    ja: "一方に統合するか、併給の可否と役割分担を定めることが考えられます。",
    en: "They could be merged, or rules be made for who takes which and whether both can be had.",
  },
  OVERLAP: {
    ja: "窓口や周知をまとめるか、対象や内容の分担を明らかにすることが考えられます。",
    en: "They could share a desk and publicity, or say clearly which is for whom.",
  },
  FRAGMENTATION: {
    ja: "担当の間で計画をすり合わせ、一つの案内にまとめることが考えられます。",
    en: "Their offices could plan together and tell of both in one place.",
  },
  SIBLING: {
    ja: "県の一つの制度にまとめるか、額と要件をそろえることが考えられます。",
    en: "They could become one scheme of the prefecture, or pay the same under the same conditions.",
  },
};

const scheme: Bilingual = {
  ja: "一つの制度の部分（枠・窓口・前身など）とみられるため、重複には数えません。",
  en: "They appear to be parts of one scheme, such as strands, desks or a predecessor, and are no duplication.",
};

function optionsOf({ class: found, scheme: link }: Telling): Bilingual {
  if (link !== undefined) return scheme;
  return found ? optionTexts[found] : nothing;
}
