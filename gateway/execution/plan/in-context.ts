/** An entity question for records that are told the same of what is around them: with variables of its own, and without fields that lack theirs. */
import { type DirectiveNode, type FieldNode, Kind, type SelectionSetNode, visit } from "graphql";
import type { EntityQuestion } from "./entity-operation.ts";

/** By the planner's name of a context's variable: its name in this question. */
export type ContextNames = ReadonlyMap<string, string>;

/** @param index of the question in its operation */
export function contextNames({ contexts }: EntityQuestion, index: number): ContextNames {
  return new Map(contexts.map(({ name }) => [name, `${name}_${index}`]));
}

/** Undefined where nothing is left to ask. */
export function inContext(
  question: EntityQuestion,
  names: ContextNames,
  lacking: readonly string[],
): EntityQuestion | undefined {
  if (names.size === 0) return question;
  const selectionSet = renamed(withoutLacking(question.selectionSet, lacking), names);
  if (selectionSet.selections.length === 0) return undefined;
  const checkedSelectionSet = question.check(selectionSet).selectionSet;
  return { ...question, operation: renamed(question.operation, names), selectionSet, checkedSelectionSet };
}

function renamed<Node extends EntityQuestion["operation"] | SelectionSetNode>(node: Node, names: ContextNames): Node {
  return visit(node, {
    Variable: ({ name, ...variable }) => {
      const value = names.get(name.value);
      return value === undefined ? undefined : { ...variable, name: { kind: Kind.NAME, value } };
    },
  });
}

function withoutLacking(set: SelectionSetNode, lacking: readonly string[]): SelectionSetNode {
  if (lacking.length === 0) return set;
  return visit(set, {
    Field: {
      enter: (node) => (isGiven(node, lacking) ? null : undefined),
      leave: (node) => (node.selectionSet?.selections.length === 0 ? null : undefined),
    },
    InlineFragment: { leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined) },
  });
}

function isGiven({ arguments: given }: FieldNode | DirectiveNode, names: readonly string[]): boolean {
  return given?.some(({ value }) => value.kind === Kind.VARIABLE && names.includes(value.name.value)) ?? false;
}
