/**
 * An access rule on a type that stands behind an interface of the contract closes the interface's fields too, to all who may not
 * see that type: nobody knows before asking whose record comes. That is rarely what was meant.
 */
import { contractTypeNames } from "../contract-types.ts";
import { defineFinding, type Finding } from "../finding.ts";
import { hasDirective, type TypePart } from "../type-parts.ts";
import type { World } from "../world.ts";

const rules = ["authenticated", "requiresScopes", "policy"];

export function sharedRuleFindings(type: TypePart, { proposed }: World): readonly Finding[] {
  if (type.kind !== "Object") return [];
  const shared = type.interfaces.filter((name) => contractTypeNames.has(name));
  const closesOf = (field: string) =>
    shared.filter((name) => proposed.types.get(name)?.fields.some((each) => each.name.value === field));
  const whole =
    shared.length > 0 && hasRule(type) ? [closesAll({ coordinate: type.name, node: type.node }, shared)] : [];
  const single = type.fields.filter(hasRule).flatMap((node) => {
    const closed = closesOf(node.name.value).map((name) => `${name}.${node.name.value}`);
    return closed.length > 0 ? [closesField({ coordinate: `${type.name}.${node.name.value}`, node }, closed)] : [];
  });
  return [...whole, ...single];
}

function hasRule(annotated: Parameters<typeof hasDirective>[0]): boolean {
  return rules.some((name) => hasDirective(annotated, name));
}

const closesAll = defineFinding("RULE_CLOSES_INTERFACE", "warning", (names: readonly string[]) => ({
  message: {
    ja: `この型を見られない人には、${names.join("、")} の項目が、ほかの部局のものも含めて閉じます。`,
    en: `Whoever may not see this type may not ask for any field of ${names.join(", ")}, those of other departments included.`,
  },
  remedy: {
    ja: "決まりは、型ではなく、この部局だけの項目に書いてください。",
    en: "Put the rule on the fields that are this department's own, not on the type.",
  },
}));

const closesField = defineFinding("RULE_CLOSES_INTERFACE", "warning", (coordinates: readonly string[]) => ({
  message: {
    ja: `この項目を見られない人には、${coordinates.join("、")} が、ほかの部局のものも含めて閉じます。`,
    en: `Whoever may not see this field may not ask for ${coordinates.join(", ")}, of other departments either.`,
  },
  remedy: {
    ja: "共通の項目には決まりを書かず、限る内容はこの部局だけの項目に分けてください。",
    en: "Leave the contract's fields without rules, and move what is restricted to a field of this department's own.",
  },
}));
