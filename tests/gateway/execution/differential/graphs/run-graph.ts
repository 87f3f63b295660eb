/** One generated graph with several operations: what the engine says beside what is right. */
import { isDeepStrictEqual } from "node:util";
import { type GraphQLError, type GraphQLSchema, Kind, parse, validate } from "graphql";
import { type PlanningRewrite, planningRewrites } from "../../../../../gateway/execution/graph/graph.ts";
import { createHubGateway, createInProcessLink, type SubgraphLink } from "../../../../../gateway/execution/index.ts";
import { apiSchemaOf } from "../../../../../gateway/supergraph/api-schema.ts";
import { tryToCompose } from "../../../../../gateway/supergraph/compose.ts";
import type { Draw } from "../draw.ts";
import { referenceEngine } from "../engines.ts";
import { generateOperation, type Operation } from "../queries.ts";
import { generateGraph } from "./generate-graph.ts";
import { subgraphSdl } from "./graph-sdl.ts";
import { subgraphSchemas } from "./graph-subgraphs.ts";
import type { GraphModel } from "./model.ts";
import { createOracle } from "./oracle.ts";
import { generateTypedOperation } from "./typed-operation.ts";

export type GraphOutcome = {
  readonly operations: number;
  readonly differences: readonly Difference[];
  /** Operations that the planner finds no way for, and that are refused with a code. */
  readonly notPlannable: readonly Operation[];
  /** Operations that Apollo's gateway answers otherwise than is right; undefined where it was not asked. */
  readonly witnessMisses: number | undefined;
};

export type Difference = {
  readonly operation: Operation;
  readonly right: unknown;
  readonly hub: unknown;
  readonly sdl: string;
};

export type RunOptions = {
  readonly withWitness?: boolean;
  readonly rewrites?: readonly PlanningRewrite[];
};

/**
 * @param count operations of any kind, and as many that tell types apart
 * @returns undefined for a graph that cannot be composed
 */
export async function runGraph(
  draw: Draw,
  count: number,
  { withWitness = false, rewrites = planningRewrites }: RunOptions = {},
): Promise<GraphOutcome | undefined> {
  const model = generateGraph(draw);
  const sdls = model.subgraphs.map((name) => ({ name, url: `http://${name}.invalid/`, sdl: subgraphSdl(model, name) }));
  const composed = tryToCompose(sdls);
  if (composed.outcome === "refused") return undefined;
  const { supergraphSdl } = composed;
  const schema = apiSchemaOf(supergraphSdl);
  const drawn = Array.from({ length: count }, () => generateOperation(draw, schema, false));
  const typed = Array.from({ length: count }, () => generateTypedOperation(draw, schema));
  const operations = [...drawn, ...typed].filter((each) => each !== undefined);
  const right = createOracle(model, schema);
  const answer = await openHub(supergraphSdl, model, rewrites);
  const differences: Difference[] = [];
  const notPlannable: Operation[] = [];
  for (const operation of operations) {
    const expected = { data: right(operation) };
    const hub = await answer(operation);
    if (isDeepStrictEqual(hub, refusal)) notPlannable.push(operation);
    else if (JSON.stringify(hub) !== JSON.stringify(expected))
      differences.push({
        operation,
        right: expected,
        hub,
        sdl: sdls.map(({ name, sdl }) => `# ${name}\n${sdl}`).join("\n"),
      });
  }
  const witnessMisses = withWitness ? await missesOfWitness(supergraphSdl, model, operations, right) : undefined;
  return { operations: operations.length, differences, notPlannable, witnessMisses };
}

const refusal = { errors: ["OPERATION_NOT_PLANNABLE"] };

async function openHub(
  supergraphSdl: string,
  model: GraphModel,
  rewrites: readonly PlanningRewrite[],
): Promise<(operation: Operation) => Promise<unknown>> {
  const schemas = subgraphSchemas(model);
  const gateway = createHubGateway({ supergraphSdl, rewrites, linkFor: (name) => checkedLink(name, schemas) });
  const { executor } = await gateway.load({ apollo: {} });
  const { apiSchema } = gateway.current().graph;
  return async ({ query, variables }) => {
    const document = parse(query);
    const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    if (!executor || !operation) throw new Error("Nothing to execute");
    const request = {
      request: { query, variables },
      document,
      operation,
      operationName: "Generated",
      queryHash: query,
    };
    const run = executor({ ...request, schema: apiSchema, context: {}, metrics: {} } as unknown as Parameters<
      typeof executor
    >[0]);
    return JSON.parse(
      JSON.stringify(
        await run.catch((error: GraphQLError) => ({ errors: [error.extensions?.["code"] ?? error.message] })),
      ),
    );
  };
}

/** Refuses, as a subgraph would, what is no valid operation of its own schema, and a record that it is not told the key of. */
function checkedLink(name: string, schemas: ReadonlyMap<string, GraphQLSchema>): SubgraphLink {
  const schema = schemas.get(name);
  if (!schema) throw new Error(`No subgraph ${name}`);
  const link = createInProcessLink({ schema });
  return {
    execute(request) {
      const errors = validate(schema, request.operation.document);
      const lists = Object.values(request.variables).filter((each) => Array.isArray(each));
      const isNameless = lists.flat().some((each) => typeof each === "object" && each !== null && !("id" in each));
      if (errors[0] || isNameless) throw new Error(errors[0]?.message ?? "A representation without a key");
      return link.execute(request);
    },
  };
}

async function missesOfWitness(
  supergraphSdl: string,
  model: GraphModel,
  operations: readonly Operation[],
  right: (operation: Operation) => unknown,
): Promise<number> {
  const witness = await referenceEngine(supergraphSdl, subgraphSchemas(model));
  let misses = 0;
  for (const operation of operations) {
    const { data } = await witness.run(operation);
    if (JSON.stringify(sorted(data)) !== JSON.stringify(sorted(right(operation)))) misses++;
  }
  await witness.stop();
  return misses;
}

/** It does not keep the order of fields. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
