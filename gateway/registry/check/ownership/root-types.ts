/** `Query`, `Mutation` and `Subscription` are one for all departments: what marks such a type marks every field of everybody. */
import { print } from "graphql";
import { defineFinding, type Finding } from "../finding.ts";
import type { TypePart } from "../type-parts.ts";
import { commonRootFields } from "./contract-shape.ts";
import { memberFindings } from "./contract-types.ts";
import { verdictOn } from "./directive-table.ts";

const rootTypes: readonly string[] = ["Query", "Mutation", "Subscription"];

export function isRootType(name: string): boolean {
  return rootTypes.includes(name);
}

export function rootTypeFindings(type: TypePart): readonly Finding[] {
  const about = { coordinate: type.name, node: type.node };
  const marks = type.directives.filter(({ name }) => verdictOn("root", name.value) !== "free").map(print);
  const common = type.fields.filter(({ name }) => isCommonField(type.name, name.value));
  return [
    ...[...marks, ...type.interfaces.map((name) => `implements ${name}`)].map((mark) => rootMarked(about, mark)),
    ...common.flatMap((field) =>
      memberFindings(type, field, { fields: commonRootFields, inputFields: [], values: [] }),
    ),
  ];
}

/** Answered by every department about itself: each one's own only as long as nobody marks it for the others. */
export function isCommonField(type: string, field: string | undefined): boolean {
  return type === "Query" && commonRootFields.some(({ name }) => name.value === field);
}

const rootMarked = defineFinding("ROOT_TYPE_MARKED", "error", (mark: string) => ({
  message: {
    ja: `${mark} は、この型のすべての部局の項目に及びます。`,
    en: `${mark} would hold for the fields of every department on this type.`,
  },
  remedy: {
    ja: "型ではなく、自部局の項目の一つ一つに書いてください。",
    en: "Write it on each field of your own, not on the type.",
  },
}));
