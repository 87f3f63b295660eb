/** Every part of the graph is described in Japanese: the portal and the auditors read it there. */
import { defineFinding, type Finding } from "../finding.ts";
import type { TypePart } from "../type-parts.ts";
import type { World } from "../world.ts";

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const roots = ["Query", "Mutation", "Subscription"];

export function descriptionFindings(type: TypePart, { others }: World): readonly Finding[] {
  const elsewhere = [...others.values()].flatMap((types) => types.get(type.name) ?? []);
  const isDescribedElsewhere =
    roots.includes(type.name) || elsewhere.some(({ description }) => isJapanese(description));
  const known = new Set(elsewhere.flatMap(({ fields }) => fields.map(({ name }) => name.value)));
  const parts = [...type.fields.filter(({ name }) => !known.has(name.value)), ...type.inputFields, ...type.values];
  const undescribed = parts.filter(({ description }) => !isJapanese(description?.value));
  return [
    ...(isDescribedElsewhere || isJapanese(type.description)
      ? []
      : [noDescription({ coordinate: type.name, node: type.node })]),
    ...undescribed.map((node) => noDescription({ coordinate: `${type.name}.${node.name.value}`, node })),
  ];
}

function isJapanese(description: string | undefined): boolean {
  return japanese.test(description ?? "");
}

const noDescription = defineFinding("DESCRIPTION_MISSING", "warning", () => ({
  message: { ja: "日本語の説明がありません。", en: "There is no description in Japanese." },
  remedy: {
    ja: '上の行に "説明。 Description." の形で書いてください。',
    en: 'Write one on the line above, in the form "説明。 Description."',
  },
}));
