/** Parts of a schema as text, for comparison: descriptions say nothing of what a schema means. */
import {
  type ASTNode,
  type ConstDirectiveNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  print,
  visit,
} from "graphql";
import type { TypePart } from "../type-parts.ts";

/** A field, an input field or a value of an enum. */
export type Member = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode;

export function membersOf({ fields, inputFields, values }: TypePart): readonly Member[] {
  return [...fields, ...inputFields, ...values];
}

/** Without descriptions. */
export function plainText(node: ASTNode): string {
  return print(
    visit(node, {
      enter: (each) => ("description" in each && each.description ? { ...each, description: undefined } : undefined),
    }),
  );
}

/** Name, arguments and type alone. */
export function bareText(node: ASTNode): string {
  return plainText(visit(node, { Directive: () => null }));
}

/** Of the member and of its arguments. */
export function usesIn(member: Member): readonly ConstDirectiveNode[] {
  const args = member.kind === Kind.FIELD_DEFINITION ? (member.arguments ?? []) : [];
  return [member, ...args].flatMap(({ directives }) => directives ?? []);
}

/** Uses of directives that are not among those before, to the letter. */
export function addedUses(
  now: readonly ConstDirectiveNode[],
  before: readonly ConstDirectiveNode[] = [],
): readonly ConstDirectiveNode[] {
  const known = new Set(before.map(print));
  return now.filter((use) => !known.has(print(use)));
}
