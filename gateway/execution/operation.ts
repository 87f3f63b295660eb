/** A client's operation, made ready once: planned, compiled, and able to write its answer. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import { BoundedCache } from "#kit/bounded-cache.ts";
import { compileObject, type WriterInput } from "./answer/answer-writer.ts";
import { collectFields } from "./answer/collect-fields.ts";
import { introspect } from "./answer/introspection.ts";
import type { WriteObject } from "./answer/writing.ts";
import type { Deferral } from "./defer/deferral.ts";
import { type PartPlans, partPlans } from "./defer/part-plans.ts";
import { type PartWriters, partWriters } from "./defer/part-writers.ts";
import { type DeferredPart, shape } from "./defer/shape.ts";
import type { Graph } from "./graph/graph.ts";
import type { Planner } from "./graph/planner.ts";
import type { JsonObject } from "./json.ts";
import type { Call } from "./plan/call.ts";
import { type ClientPath, clientPaths } from "./plan/client-paths.ts";
import { compilePlan, type PlanOptions } from "./plan/compile-plan.ts";
import { planOrExplain } from "./plan/plan-or-explain.ts";
import { askedRootKeys, requireRootFields } from "./plan/root-coverage.ts";
import { type DataKeys, prepareForTravel } from "./plan/travelling-operation.ts";

export type PreparedOperation = {
  readonly operation: OperationDefinitionNode;
  readonly calls: readonly Call[];
  /** Whether some call tells its records of those around them. */
  readonly isApart: boolean;
  readonly clientPath: ClientPath;
  writerFor(variables: JsonObject): WriteObject;
  /** What is told after the first answer. */
  readonly parts: readonly DeferredPart[];
  readonly plans: PartPlans;
  partWritersFor(variables: JsonObject): PartWriters;
};

export type OperationInput = {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly overrides: readonly string[];
  readonly deferral: Deferral;
};

/** Each combination of @skip and @include has a writer of its own; few of the possible ones ever occur. */
const writersKept = 32;

/** An operation whose parts cannot be planned (the planner fails at some @requires within nested parts) is answered whole. */
export async function prepareOperation(
  input: OperationInput,
  ...rest: [graph: Graph, planner: Planner, options: PlanOptions]
): Promise<PreparedOperation> {
  if (typeof input.deferral !== "object") return prepareAs(input, ...rest);
  return prepareAs(input, ...rest).catch(() => prepareAs({ ...input, deferral: "inline" }, ...rest));
}

async function prepareAs(
  input: OperationInput,
  graph: Graph,
  planner: Planner,
  options: PlanOptions,
): Promise<PreparedOperation> {
  const { overrides } = input;
  const { document, operation, parts } = shape(input.document, input.operation, input.deferral);
  const travelling = prepareForTravel(graph.apiSchema, document, operation, graph.names);
  const plan = travelling.document
    ? await planOrExplain(planner, { document: travelling.document, overrides })
    : undefined;
  const calls = plan ? compilePlan(plan, graph, options) : [];
  return {
    operation,
    calls,
    isApart: calls.some((call) => call.kind === "entities" && call.parts.some(({ contexts }) => contexts.length > 0)),
    clientPath: clientPaths(operation.selectionSet, fragmentsOf(document), travelling.dataKeys),
    parts,
    plans: parts.length > 0 ? partPlans(calls, parts) : new Map(),
    ...writers(document, operation, travelling.dataKeys, askedRootKeys(calls), graph),
  };
}

function writers(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  dataKeys: DataKeys,
  askedKeys: ReadonlySet<string>,
  graph: Graph,
) {
  const names = conditionNames(document);
  const rootType = rootTypeOf(operation, graph);
  const kept = new BoundedCache<string, WriteObject>(writersKept);
  const inputFor = (variables: JsonObject): WriterInput => {
    const asked = { schema: graph.apiSchema, document, operation, variables };
    return {
      schema: graph.apiSchema,
      fragments: fragmentsOf(document),
      conditions: variables,
      dataKeys,
      introspect: (nodes, responseKey) => introspect(asked, nodes, responseKey),
      subgraphsWith: graph.subgraphsWith,
    };
  };
  const writerFor = (variables: JsonObject): WriteObject => {
    const key = asksForSchema(operation, document)
      ? JSON.stringify(variables)
      : names.map((name) => variables[name]).join();
    const known = kept.get(key);
    if (known) return known;
    const input = inputFor(variables);
    const roots = [...collectFields(rootType, [operation.selectionSet], input).values()].flatMap((nodes) =>
      nodes.slice(0, 1),
    );
    requireRootFields(roots, dataKeys, askedKeys);
    const write = compileObject(rootType, [operation.selectionSet], input);
    kept.set(key, write);
    return write;
  };
  return { writerFor, partWritersFor: (variables: JsonObject) => partWriters(rootType, inputFor(variables)) };
}

function rootTypeOf({ operation }: OperationDefinitionNode, { apiSchema }: Graph): GraphQLObjectType {
  const type = apiSchema.getRootType(operation);
  if (!type) throw new Error(`The schema has no ${operation}`);
  return type;
}

function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((each) => [each.name.value, each]));
}

function conditionNames(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: args }) => {
      if (name.value !== "skip" && name.value !== "include") return;
      for (const { value } of args ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** Variables may be arguments of `__type` or conditions within it. */
function asksForSchema(operation: OperationDefinitionNode, document: DocumentNode): boolean {
  if (!operation.variableDefinitions?.length) return false;
  let found = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value === "__schema" || name.value === "__type") found = true;
    },
  });
  return found;
}
