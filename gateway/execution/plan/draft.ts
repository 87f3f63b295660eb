/** Flattens the planner's tree into fetches that know what they wait for. */
import type { DeferNode, FetchNode, PlanNode, QueryPlan } from "@apollo/query-planner";
import type { Condition, Target } from "./call.ts";

export type Draft = {
  readonly fetch: FetchNode;
  readonly target: Target;
  readonly after: readonly Draft[];
  /** The deferred part that it is for; undefined where it is for the first answer. */
  readonly part: string | undefined;
  /** How many fetches must end, one after the other, before this one begins. */
  readonly depth: number;
};

type Place = Omit<Target, "place"> & {
  readonly after: readonly Draft[];
  readonly drafts: Draft[];
  readonly part: string | undefined;
  /** By the planner's id, which only those have that deferred parts wait for. */
  readonly fetched: Map<string, Draft>;
  readonly standIns: StandIns;
};

/** By the name of a subgraph that only the planner knows: the one that it stands for. */
type StandIns = ReadonlyMap<string, string>;

export function draftFetches({ node }: QueryPlan, standIns: StandIns): Draft[] {
  const drafts: Draft[] = [];
  const place = { path: [], conditions: [], after: [], drafts, part: undefined, fetched: new Map(), standIns };
  // Each event stands in for the answer of the primary fetch, which comes first.
  if (node?.kind === "Subscription") draftNode(sequence([node.primary, ...(node.rest ? [node.rest] : [])]), place);
  else if (node) draftNode(node, place);
  return drafts;
}

/** Returns the fetches that whatever follows the node must wait for. */
function draftNode(node: PlanNode, place: Place): readonly Draft[] {
  switch (node.kind) {
    case "Fetch":
      return draftFetch(node, place);
    case "Flatten":
      return draftNode(node.node, { ...place, path: [...place.path, ...node.path.map(String)] });
    case "Sequence":
      return node.nodes.reduce((after, each) => draftNode(each, { ...place, after }), place.after);
    case "Parallel":
      return unique(node.nodes.flatMap((each) => draftNode(each, place)));
    case "Condition":
      return unique([
        ...draftBranch(node.ifClause, { variable: node.condition, expected: true }, place),
        ...draftBranch(node.elseClause, { variable: node.condition, expected: false }, place),
      ]);
    case "Defer":
      return draftDefer(node, place);
  }
}

function draftDefer({ primary, deferred }: DeferNode, place: Place): readonly Draft[] {
  const after = primary.node ? draftNode(primary.node, place) : place.after;
  for (const { node, label, depends } of deferred) {
    if (!node) continue;
    const awaited = depends.flatMap(({ id }) => place.fetched.get(id) ?? []);
    draftNode(node, { ...place, after: awaited, part: label });
  }
  return after;
}

function draftFetch(planned: FetchNode, place: Place): readonly Draft[] {
  const { path, conditions, after, drafts, part, fetched, standIns } = place;
  const fetch = { ...planned, serviceName: standIns.get(planned.serviceName) ?? planned.serviceName };
  const depth = 1 + Math.max(-1, ...after.map((each) => each.depth));
  const draft = { fetch, target: { path, place: path.join("\n"), conditions }, after, depth, part };
  drafts.push(draft);
  if (fetch.id !== undefined) fetched.set(fetch.id, draft);
  return [draft];
}

function draftBranch(node: PlanNode | undefined, condition: Condition, place: Place): readonly Draft[] {
  return node ? draftNode(node, { ...place, conditions: [...place.conditions, condition] }) : place.after;
}

function sequence(nodes: PlanNode[]): PlanNode {
  return { kind: "Sequence", nodes };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
