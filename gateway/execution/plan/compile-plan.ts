/**
 * Compiles the planner's tree into calls. Entity fetches to one subgraph that wait for equally many others become one call with a part
 * for each question, and a question asked about several places becomes one part with several targets: fewer requests, and each record
 * asked for once. The price is that such a call waits for all of its places; the planner's own order is never broken.
 */
import type { FetchNode, QueryPlan } from "@apollo/query-planner";
import { type OperationDefinitionNode, print, type SelectionSetNode } from "graphql";
import type { Graph } from "../graph/graph.ts";
import type { Call, EntityPart, PassedVariable, RootCall } from "./call.ts";
import { inContextOrder } from "./context-order.ts";
import { contextVariables } from "./context-variables.ts";
import { type Draft, draftFetches } from "./draft.ts";
import { compileDrawing } from "./drawing.ts";
import { type EntityQuestion, entityOperation, subgraphOperation } from "./entity-operation.ts";
import { entitySelection, parseFetch } from "./fetch-document.ts";
import { withKeyChecks } from "./key-checks.ts";
import { reducer } from "./reduced-call.ts";
import { versionsOf } from "./required-versions.ts";
import { compileRewrites, renamedKeysOf } from "./rewrites.ts";
import { clientVariable } from "./travelling-operation.ts";
import { typeMembership } from "./type-membership.ts";

export type PlanOptions = { readonly checkKeys: boolean };

type Group = { readonly drafts: Draft[]; readonly index: number };

export function compilePlan(plan: QueryPlan, graph: Graph, options: PlanOptions): Call[] {
  const drafts = inContextOrder(draftFetches(plan, graph.standIns));
  const groups = groupDrafts(drafts);
  const indexes = new Map(
    [...groups.values()].flatMap(({ drafts, index }) => drafts.map((draft) => [draft, index] as const)),
  );
  const compiler = new Compiler(graph, options);
  return [...groups.values()].map(({ drafts }) => {
    const after = new Set(drafts.flatMap((draft) => draft.after.flatMap((each) => indexes.get(each) ?? [])));
    return compiler.call(drafts, [...after]);
  });
}

function groupDrafts(drafts: readonly Draft[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const [position, draft] of drafts.entries()) {
    const { serviceName, requires } = draft.fetch;
    const key = requires ? `${draft.depth} ${serviceName} ${draft.part ?? ""}` : `root ${position}`;
    const group = groups.get(key) ?? { drafts: [], index: groups.size };
    group.drafts.push(draft);
    groups.set(key, group);
  }
  return groups;
}

class Compiler {
  readonly #graph: Graph;
  readonly #options: PlanOptions;
  readonly #membersOf;

  constructor(graph: Graph, options: PlanOptions) {
    this.#graph = graph;
    this.#options = options;
    this.#membersOf = typeMembership(graph.members);
  }

  call(drafts: readonly Draft[], after: readonly number[]): Call {
    const [first] = drafts;
    if (!first) throw new Error("A call needs a fetch");
    return first.fetch.requires ? this.#entityCall(drafts, first.fetch, after) : this.#rootCall(first, after);
  }

  #rootCall({ fetch, target, part }: Draft, after: readonly number[]): RootCall {
    const operation = parseFetch(fetch, this.#graph.required);
    return {
      kind: "root",
      after,
      part,
      target,
      subgraph: fetch.serviceName,
      operation: subgraphOperation(operation),
      variables: this.#passedVariables([fetch]),
      rewrite: compileRewrites(fetch.outputRewrites, this.#membersOf),
      renamedKeys: renamedKeysOf(fetch.outputRewrites),
    };
  }

  #entityCall(drafts: readonly Draft[], first: FetchNode, after: readonly number[]): Call {
    const questions = new Map<string, EntityQuestion & { draft: Draft; targets: Draft["target"][] }>();
    for (const draft of drafts)
      for (const question of this.#questionsOf(draft)) {
        const known = questions.get(question.identity);
        if (known) known.targets.push(draft.target);
        else questions.set(question.identity, { ...question, draft, targets: [draft.target] });
      }
    const all = [...questions.values()];
    const { operation, names } = entityOperation(
      all.map((each) => ({ ...each, selectionSet: each.checkedSelectionSet })),
    );
    const unchecked = entityOperation(all).operation;
    const proof = { isPossible: all.some(({ checks }) => checks.length > 0) };
    const parts = all.map((question, index) => this.#part(question, question.draft, question.targets, names[index]));
    const variables = this.#passedVariables(drafts.map(({ fetch }) => fetch));
    return {
      kind: "entities",
      after,
      part: drafts[0]?.part,
      subgraph: first.serviceName,
      operation,
      uncheckedOperation: unchecked,
      proof,
      variables,
      parts,
      reduce: reducer(all, parts),
    };
  }

  #questionsOf({ fetch }: Draft): EntityQuestion[] {
    const operation = parseFetch(fetch, this.#graph.required);
    const whole = { selectionSet: entitySelection(operation), requires: fetch.requires ?? [] };
    const enumName = this.#graph.enumNames.get(fetch.serviceName) ?? "";
    return versionsOf(whole, enumName, this.#graph.required).map((version) =>
      this.#question(fetch, operation, version),
    );
  }

  #question(
    fetch: FetchNode,
    operation: OperationDefinitionNode,
    version: Pick<EntityQuestion, "selectionSet" | "requires">,
  ): EntityQuestion {
    const { inputRewrites, outputRewrites, contextRewrites } = fetch;
    const keys = this.#options.checkKeys ? this.#graph.keys.get(fetch.serviceName) : undefined;
    const check = (selectionSet: SelectionSetNode) =>
      withKeyChecks({ requires: version.requires, selectionSet, inputRewrites, keys, names: this.#graph.names });
    const checked = check(version.selectionSet);
    const identity = [
      print(version.selectionSet),
      JSON.stringify([version.requires, inputRewrites, outputRewrites, contextRewrites]),
    ].join();
    return {
      identity,
      operation,
      ...version,
      checkedSelectionSet: checked.selectionSet,
      checks: checked.checks,
      contexts: contextVariables(fetch, this.#membersOf),
      check,
    };
  }

  #part(
    question: EntityQuestion,
    { fetch }: Draft,
    targets: EntityPart["targets"],
    names: Pick<EntityPart, "answerKey" | "variable"> | undefined,
  ): EntityPart {
    if (!names) throw new Error("An entity question was not put into the operation");
    return {
      ...names,
      targets,
      checks: question.checks,
      contexts: question.contexts,
      drawingFor: compileDrawing(question, {
        subgraph: fetch.serviceName,
        graph: this.#graph,
        membersOf: this.#membersOf,
        correct: compileRewrites(fetch.inputRewrites, this.#membersOf),
      }),
      rewrite: compileRewrites(fetch.outputRewrites, this.#membersOf),
      renamedKeys: renamedKeysOf(fetch.outputRewrites),
    };
  }

  #passedVariables(fetches: readonly FetchNode[]): PassedVariable[] {
    const told = fetches.flatMap(({ contextRewrites = [] }) => contextRewrites.map(({ renameKeyTo }) => renameKeyTo));
    const used = fetches.flatMap((fetch) => fetch.variableUsages ?? []);
    const names = new Set(used.filter((name) => !told.includes(name)));
    return [...names].map((to) => ({ from: clientVariable(to, this.#graph.names), to }));
  }
}
