/** Writes the operation that asks one subgraph for records: one `_entities` field for each question. */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parseType,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from "graphql";
import type { SubgraphOperation } from "../links/subgraph-link.ts";
import type { EntityNames } from "./call.ts";
import type { ContextVariable } from "./context-variables.ts";
import type { CheckedSelection, KeyCheck } from "./key-checks.ts";

export type EntityQuestion = {
  /** Equal for questions that may share one field. */
  readonly identity: string;
  readonly operation: OperationDefinitionNode;
  readonly selectionSet: SelectionSetNode;
  readonly checkedSelectionSet: SelectionSetNode;
  readonly requires: readonly QueryPlanSelectionNode[];
  readonly checks: readonly KeyCheck[];
  /** Its variables whose values each record finds around it. */
  readonly contexts: readonly ContextVariable[];
  /** Asks for the keys beside another selection of the same records. */
  readonly check: (selectionSet: SelectionSetNode) => CheckedSelection;
};

export function entityOperation(questions: readonly EntityQuestion[]): {
  operation: SubgraphOperation;
  names: EntityNames[];
} {
  const [first] = questions;
  if (!first) throw new Error("An entity call needs a question");
  const names = questions.map((_, index) => entityNames(index, questions.length));
  const selections = questions.map(({ selectionSet }, index) => entitiesField(names[index], selectionSet));
  const definition: OperationDefinitionNode = {
    ...first.operation,
    variableDefinitions: [...names.map(representationsDefinition), ...clientDefinitions(questions)],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  return { operation: subgraphOperation(definition), names };
}

export function subgraphOperation(definition: OperationDefinitionNode): SubgraphOperation {
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition] };
  const text = stripIgnoredCharacters(print(document));
  return { kind: definition.operation, name: definition.name?.value, text, quotedText: JSON.stringify(text), document };
}

function entityNames(index: number, count: number): EntityNames {
  if (count === 1) return { answerKey: "_entities", variable: "representations" };
  return { answerKey: `_e${index}`, variable: `representations${index}` };
}

function entitiesField(names: EntityNames | undefined, selectionSet: SelectionSetNode): FieldNode {
  const { answerKey, variable } = names ?? entityNames(0, 1);
  const value = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } } as const;
  return {
    kind: Kind.FIELD,
    ...(answerKey !== "_entities" && { alias: { kind: Kind.NAME, value: answerKey } }),
    name: { kind: Kind.NAME, value: "_entities" },
    arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: "representations" }, value }],
    selectionSet,
  };
}

function representationsDefinition({ variable }: EntityNames): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
    type: parseType("[_Any!]!", { noLocation: true }),
  };
}

function clientDefinitions(questions: readonly EntityQuestion[]): VariableDefinitionNode[] {
  const all = questions.flatMap(({ operation }) => operation.variableDefinitions ?? []);
  const named = new Map(all.map((each) => [each.variable.name.value, each]));
  named.delete("representations");
  const used = usedVariables(questions);
  return [...named.values()].filter(({ variable }) => used.has(variable.name.value));
}

/** A part of what the planner asked may do without some of its variables, and a subgraph refuses what is declared in vain. */
function usedVariables(questions: readonly EntityQuestion[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { selectionSet } of questions) visit(selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  return used;
}
