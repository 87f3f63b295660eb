/** A `@policy` whose name the operator's file does not explain is met by nobody: its field would be closed to everybody, without a word. */
import type { ConstDirectiveNode, DocumentNode } from "graphql";
import { demandsOf, type LinkedRules, linkedRules } from "#kit/identity/linked-rules.ts";
import { defineFinding, type Finding } from "./finding.ts";
import { typeParts } from "./type-parts.ts";

/**
 * @param source as it was written
 * @param known names that the operator's file explains
 */
export function unruledPolicyFindings(source: DocumentNode, known: readonly string[]): readonly Finding[] {
  const rules = linkedRules(source);
  return [...typeParts(source).values()].flatMap((type) => [
    ...unruledUses(type.directives, rules, known).map((each) =>
      unruled({ ...each, coordinate: type.name }, each, known),
    ),
    ...type.fields.flatMap((field) =>
      unruledUses(field.directives, rules, known).map((each) =>
        unruled({ ...each, coordinate: `${type.name}.${field.name.value}` }, each, known),
      ),
    ),
  ]);
}

interface UnruledUse {
  readonly node: ConstDirectiveNode;
  /** The policy that it names. */
  readonly policy: string;
}

function unruledUses(
  directives: readonly ConstDirectiveNode[] = [],
  rules: LinkedRules,
  known: readonly string[],
): readonly UnruledUse[] {
  return directives.flatMap((node) =>
    policiesIn(node, rules)
      .filter((policy) => !known.includes(policy))
      .map((policy) => ({ node, policy })),
  );
}

function policiesIn(node: ConstDirectiveNode, rules: LinkedRules): readonly string[] {
  const demands = demandsOf([node], rules);
  return [...new Set(demands.flatMap((demand) => (demand.kind === "policies" ? demand.anyOf.flat() : [])))];
}

const unruled = defineFinding(
  "POLICY_WITHOUT_RULE",
  "error",
  ({ node, policy }: UnruledUse, known: readonly string[]) => ({
    message: {
      ja: `@${node.name.value} が求める "${policy}" の決まりがなく、だれも見られなくなります。`,
      en: `@${node.name.value} asks for "${policy}", which has no rule here: nobody would see this.`,
    },
    remedy: {
      ja: `${known.join("、")} のどれかにするか、運営者に頼んで schema/policy.yaml の policies に加えてもらってください。`,
      en: `Name one of ${known.join(", ")}, or ask the operator to add it to policies in schema/policy.yaml.`,
    },
  }),
);
