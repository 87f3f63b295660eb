/** Says in a sentence why an existing measure stands near a plan: what both are about, for whom, by what means, and where. */
import type { Bilingual } from "#kit/errors.ts";
import type { LocalizedText } from "#kit/generated/contract.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import { areas, targetGroups } from "#kit/reference/lists.ts";
import { foldText } from "#kit/text/fold.ts";
import { isFormWord } from "#kit/text/words/form-words.ts";
import type { SharedTopic } from "./likeness.ts";

interface Compared {
  readonly planned: MeasureInput;
  readonly existing: MeasureInput;
  readonly shared: readonly SharedTopic[];
  /** What both say in the same words, that which says most first. */
  readonly phrases: readonly string[];
}

const mostTopics = 4;

export function explainWhy(compared: Compared): Bilingual {
  const parts = [topicsPart(compared), targetsPart(compared), instrumentPart(compared), areasPart(compared)];
  const stated = parts.filter((part) => part !== undefined);
  return { ja: stated.map(({ ja }) => ja).join(""), en: stated.map(({ en }) => en).join(" ") };
}

function topicsPart(compared: Compared): Bilingual {
  const named = namedTopics(compared);
  if (named.length === 0) return { ja: "共通する語はほとんどありません。", en: "Hardly any words are shared." };
  const ja = named.map(({ text, other }) => `「${text}」${other === text ? "" : `（既存では「${other}」）`}`);
  const en = named.map(({ text, other }) => `“${text}”${other === text ? "" : ` (there “${other}”)`}`);
  return { ja: `どちらも${ja.join("")}を扱っています。`, en: `Both are about ${en.join(", ")}.` };
}

interface NamedTopic {
  readonly text: string;
  /** As the existing measure has it. */
  readonly other: string;
}

/** Phrases of both, then what each says in a word of its own; words of form and places are no reason. */
function namedTopics({ shared, phrases }: Compared): readonly NamedTopic[] {
  const telling = shared.filter(({ topic }) => topic.strength >= 0.4);
  const topics = telling.map(({ topic, other }) => ({ text: topic.text, other }));
  const inOtherWords = topics.filter(({ text, other }) => text !== other).slice(0, 2);
  const said = phrases.filter((text) => text.length > 1 && !isFormWord({ form: foldText(text) }));
  const same = said.length > 0 ? said : topics.flatMap(({ text, other }) => (text === other ? [text] : []));
  const inBoth = same.map((text) => ({ text, other: text }));
  return [...inBoth.slice(0, mostTopics - inOtherWords.length), ...inOtherWords];
}

function targetsPart({ planned, existing }: Compared): Bilingual | undefined {
  return partOf(planned.targetGroups, existing.targetGroups, {
    nameOf: (code) => targetGroups.get(code)?.name ?? { ja: code },
    same: { ja: "対象者", en: "beneficiaries" },
  });
}

function areasPart({ planned, existing }: Compared): Bilingual | undefined {
  return partOf(planned.areas, existing.areas, {
    nameOf: (code) => areas.get(code)?.name ?? { ja: code },
    same: { ja: "対象地域", en: "areas" },
  });
}

function instrumentPart({ planned, existing }: Compared): Bilingual | undefined {
  if (!planned.instrument || !existing.instrument) return undefined;
  return planned.instrument === existing.instrument
    ? { ja: "手段も同じです。", en: "The instrument is the same." }
    : { ja: "手段は異なります。", en: "The instrument differs." };
}

interface Named {
  readonly nameOf: (code: string) => LocalizedText;
  readonly same: Bilingual;
}

/** Nothing is said of what either does not state. */
function partOf(
  planned: readonly string[] | null | undefined,
  existing: readonly string[] | null | undefined,
  { nameOf, same }: Named,
): Bilingual | undefined {
  if (!planned?.length || !existing?.length) return undefined;
  const common = planned.filter((code) => existing.includes(code)).map((code) => nameOf(code));
  if (common.length === 0) return { ja: `${same.ja}は異なります。`, en: `Their ${same.en} differ.` };
  return {
    ja: `${same.ja}に「${common.map(({ ja }) => ja).join("」「")}」が共通します。`,
    en: `Their ${same.en} have ${common.map(({ ja, en }) => en ?? ja).join(", ")} in common.`,
  };
}
