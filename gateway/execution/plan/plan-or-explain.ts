/** Plans an operation, or says what of it cannot be planned: the planner's own words name neither a field nor a place. */
import type { QueryPlan } from "@apollo/query-planner";
import { type FieldNode, GraphQLError, Kind, type OperationDefinitionNode, type SelectionNode } from "graphql";
import { errors } from "#kit/errors.ts";
import type { Planner, PlanRequest } from "../graph/planner.ts";

/** Each of the parts is planned by itself to find the one; who asks for more than this is told of the operation. */
const mostTried = 5;

export async function planOrExplain(planner: Planner, request: PlanRequest): Promise<QueryPlan> {
  try {
    return await planner.plan(request);
  } catch (reason) {
    throw notPlannable(await findUnplannable(planner, request), reason);
  }
}

function notPlannable(node: SelectionNode | undefined, reason: unknown): GraphQLError {
  const told = errors.operationNotPlannable(node?.kind === Kind.FIELD ? node.name.value : "the operation");
  told.cause = reason;
  return new GraphQLError(told.text.en, {
    ...(node && { nodes: [node] }),
    extensions: { code: told.code },
    originalError: told,
  });
}

/** The first of the root's selections that cannot be planned even alone. */
async function findUnplannable(planner: Planner, request: PlanRequest): Promise<SelectionNode | undefined> {
  const operation = request.document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const { selections } = operation?.selectionSet ?? { selections: [] };
  if (!operation || selections.length > mostTried) return undefined;
  for (const node of selections) {
    const isPlannable = await planner.plan(withOnly(node, operation, request)).then(
      () => true,
      () => false,
    );
    if (!isPlannable) return fieldIn(node) ?? node;
  }
  return undefined;
}

function fieldIn(node: SelectionNode): FieldNode | undefined {
  if (node.kind === Kind.FIELD) return node;
  return node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet.selections.map(fieldIn).find(Boolean) : undefined;
}

function withOnly(node: SelectionNode, operation: OperationDefinitionNode, request: PlanRequest): PlanRequest {
  const only = { ...operation, selectionSet: { ...operation.selectionSet, selections: [node] } };
  const definitions = request.document.definitions.map((each) => (each === operation ? only : each));
  return { ...request, document: { ...request.document, definitions } };
}
