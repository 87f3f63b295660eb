/** What one operation asks for, found once for each document and for the page sizes in its variables. */
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { Kind, visit } from "graphql";
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { HubError } from "#kit/errors.ts";
import type { CostRules } from "./cost-rules.ts";
import { limitErrors } from "./errors.ts";
import { estimateCost } from "./estimate-cost.ts";
import { fragmentsOf, introspectionCost, largestIntrospection } from "./introspection-cost.ts";
import type { Limits } from "./limits.ts";

export interface AskedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Tells documents apart. */
  readonly digest: string;
}

export interface Judged {
  readonly cost: number;
  readonly error: HubError | undefined;
}

/** Judged operations that are remembered. */
const mostOperations = 5000;

/** Names are as long as a caller likes; in characters. */
const largestNames = 2 * 1024 * 1024;
const keySizes = { sizeOf: (key: string) => key.length, largest: largestNames };
const nameSizes = { sizeOf: (_: string, names: readonly string[]) => names.join().length, largest: largestNames };

export type JudgeOperation = (asked: AskedOperation, limits: Limits) => Judged;

export function createOperationLimits(rules: CostRules): JudgeOperation {
  const judged = new BoundedCache<string, Judged>(mostOperations, keySizes);
  const sizing = new BoundedCache<string, readonly string[]>(mostOperations, nameSizes);
  const introspectionLimits = new WeakMap<GraphQLSchema, number>();
  const introspectionLimit = (schema: GraphQLSchema) => {
    const limit = introspectionLimits.get(schema) ?? largestIntrospection(schema);
    introspectionLimits.set(schema, limit);
    return limit;
  };
  const judge = (asked: AskedOperation, limits: Limits): Judged => {
    const fragments = fragmentsOf(asked.document.definitions);
    const { cost, page, unsliced } = estimateCost({ ...asked, rules, fragments });
    if (unsliced) return { cost, error: limitErrors.unsliced(unsliced) };
    if (page > limits.page) return { cost, error: limitErrors.page(limits.page) };
    if (cost > limits.cost) return { cost, error: limitErrors.cost(limits.cost, cost) };
    const introspection = introspectionCost({ ...asked, fragments });
    const isTooMuch = introspection > 0 && introspection > introspectionLimit(asked.schema);
    return { cost, error: isTooMuch ? limitErrors.introspection() : undefined };
  };
  return (asked, limits) => {
    if (rules.readsInputs && Object.values(asked.variables).some(isComposite)) return judge(asked, limits);
    const names = sizing.get(asked.digest) ?? sizingVariables(asked.document);
    sizing.set(asked.digest, names);
    const key = keyOf(asked, names);
    const found = judged.get(key) ?? judge(asked, limits);
    judged.set(key, found);
    return found;
  };
}

/** Of which more may count than can be remembered. */
function isComposite(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function keyOf({ digest, operation, variables }: AskedOperation, names: readonly string[]): string {
  const sizes = names.map((name) => sizeIn(variables[name]));
  return `${digest}\n${operation.name?.value}\n${sizes.join()}`;
}

/** What a size can depend on, and no more: variables are not kept. */
function sizeIn(value: unknown): string {
  if (value === undefined) return "";
  return String(Array.isArray(value) ? `[${value.length}]` : typeof value === "number" ? value : null);
}

/** Variables that stand as arguments by themselves: one of them may be the size of a page. */
function sizingVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Argument: ({ value }) => {
      if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
