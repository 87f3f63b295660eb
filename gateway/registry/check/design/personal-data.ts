/** The shared graph carries measures and resources, never persons: a field whose name tells of a person is classified or refused. */
import type { ConstDirectiveNode } from "graphql";
import { argumentOf, stringOf } from "../federation-names.ts";
import { defineFinding, type Finding } from "../finding.ts";
import type { TypePart } from "../type-parts.ts";

export interface PersonalData {
  /** How a tag begins that classifies a field. */
  readonly classification: string;
  /** Names of fields, in camel case. */
  readonly names: readonly string[];
}

export function personalDataFindings(type: TypePart, { classification, names }: PersonalData): readonly Finding[] {
  const wanted = names.map(wordsOf);
  return [...type.fields, ...type.inputFields]
    .filter(({ name }) => wanted.some((phrase) => wordsOf(name.value).includes(phrase)))
    .filter(({ directives = [] }) => !directives.some((directive) => isClassifying(directive, classification)))
    .map((node) => personal({ coordinate: `${type.name}.${node.name.value}`, node }, classification));
}

/** ` birth date `, so that a phrase is found only where whole words are. */
function wordsOf(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll("_", " ");
  return ` ${spaced.toLowerCase()} `;
}

function isClassifying(directive: ConstDirectiveNode, classification: string): boolean {
  if (directive.name.value !== "tag") return false;
  return (stringOf(argumentOf(directive, "name")) ?? "").startsWith(classification);
}

const personal = defineFinding("PERSONAL_DATA", "error", (classification: string) => ({
  message: {
    ja: "個人に関わる情報のように見えます。共有のグラフには載せられません。",
    en: "This looks like data about a person, which the shared graph does not carry.",
  },
  remedy: {
    ja: `項目を除くか、個人の情報でなければ @tag(name: "${classification}…") で区分を示してください。`,
    en: `Take the field out or, if it is none, classify it with @tag(name: "${classification}…").`,
  },
}));
