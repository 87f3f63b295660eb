/** What is to go says when, and that is the end of a fiscal year, when budgets and the systems bought with them change. */
import type { ConstDirectiveNode } from "graphql";
import { argumentOf, stringOf } from "../federation-names.ts";
import { defineFinding, type Finding } from "../finding.ts";
import type { TypePart } from "../type-parts.ts";

const lastDay = /\b\d{4}-03-31\b/;
const anyDay = /\b\d{4}-\d{2}-\d{2}\b/;

export function deprecationFindings(type: TypePart): readonly Finding[] {
  return [...type.fields, ...type.inputFields, ...type.values].flatMap((node) => {
    const deprecated = node.directives?.find(({ name }) => name.value === "deprecated");
    return deprecated ? dateFindings(deprecated, `${type.name}.${node.name.value}`) : [];
  });
}

function dateFindings(node: ConstDirectiveNode, coordinate: string): readonly Finding[] {
  const reason = stringOf(argumentOf(node, "reason")) ?? "";
  if (lastDay.test(reason)) return [];
  return [anyDay.test(reason) ? otherDay({ coordinate, node }) : noDay({ coordinate, node })];
}

const remedy = {
  ja: "理由に、年度の最後の日を 2027-03-31 の形で書いてください。",
  en: "Write the last day of a fiscal year into the reason, in the form 2027-03-31.",
};

const noDay = defineFinding("DEPRECATION_WITHOUT_DATE", "warning", () => ({
  message: { ja: "廃止の期日がありません。", en: "The deprecation does not say until when." },
  remedy,
}));

const otherDay = defineFinding("DEPRECATION_WITHIN_YEAR", "warning", () => ({
  message: { ja: "廃止の期日が年度末（3 月 31 日）ではありません。", en: "The deprecation does not end on 31 March." },
  remedy,
}));
