/**
 * Draws records for the subgraph that is asked to complete them. A fetch says once what it requires of a record; but where @skip or
 * @include takes away a field, what only that field required was never asked for, and must not be waited for either. What a field that
 * is asked for requires must be there: a subgraph that computes from less would give a wrong answer for a missing one. So a record that
 * lacks it is asked for the other fields only.
 */
import type { QueryPlanSelectionNode } from "@apollo/query-planner";
import type { SelectionSetNode } from "graphql";
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { Graph } from "../graph/graph.ts";
import type { KeyTree } from "../graph/subgraph-keys.ts";
import type { JsonObject } from "../json.ts";
import { filterRecordFields } from "./fetch-document.ts";
import { compileKeyPresence } from "./key-presence.ts";
import { isRead, type Reader, readersIn } from "./readers.ts";
import { compileIdentity, compileRepresentation, type Identity, type Represent } from "./representation.ts";
import type { FetchVersion } from "./required-versions.ts";
import type { Rewrite } from "./rewrites.ts";
import { type TreesByType, treesOf, withoutSkipped } from "./skipped-requirements.ts";
import type { TypeMembership } from "./type-membership.ts";
import { withNeeds } from "./with-needs.ts";

export type Drawing = {
  readonly identity: Identity;
  /** Undefined where the record lacks what some field requires, or a key. */
  readonly represent: Represent;
  /** For such a record; undefined where it can be asked for nothing at all. */
  readonly representInPart: (record: JsonObject) => InPart | undefined;
};

export type InPart = { readonly representation: JsonObject; readonly reduction: Reduction };

/** What a record that lacks something is asked for. */
export type Reduction = { readonly id: string; readonly selectionSet: SelectionSetNode };

export type DrawingFor = (conditions: JsonObject) => Drawing;

export type DrawingOptions = {
  readonly subgraph: string;
  readonly graph: Graph;
  readonly membersOf: TypeMembership;
  readonly correct: Rewrite | undefined;
};

/** Few of the possible combinations of conditions ever occur. */
const drawingsKept = 32;

export function compileDrawing(planned: FetchVersion, options: DrawingOptions): DrawingFor {
  const readers = readersIn(planned.selectionSet, options);
  const version = { ...planned, requires: withNeeds(planned.requires, readers, options.membersOf) };
  const drawer = new Drawer(version, readers, options);
  const whole = drawer.drawing(readers);
  if (readers.every(({ conditions }) => conditions.length === 0)) return () => whole;
  const kept = new BoundedCache<string, Drawing>(drawingsKept);
  return (conditions) => {
    const states = readers.map((reader) => isRead(reader, conditions));
    const known = kept.get(states.join());
    if (known) return known;
    const drawing = drawer.drawing(readers.filter((_, index) => states[index]));
    kept.set(states.join(), drawing);
    return drawing;
  };
}

class Drawer {
  readonly #version: FetchVersion;
  readonly #readers: readonly Reader[];
  readonly #options: DrawingOptions;
  readonly #keys: TreesByType;

  constructor(version: FetchVersion, readers: readonly Reader[], options: DrawingOptions) {
    this.#version = version;
    this.#readers = readers;
    this.#options = options;
    this.#keys = options.graph.keys.get(options.subgraph) ?? new Map<string, KeyTree>();
  }

  /** @param read those of the readers that are asked for */
  drawing(read: readonly Reader[]): Drawing {
    const nodes = this.#requiredBy(read);
    return {
      identity: compileIdentity(nodes),
      represent: this.#represent(nodes),
      representInPart: read.length === 0 ? () => undefined : this.#inPart(read),
    };
  }

  #inPart(read: readonly Reader[]): Drawing["representInPart"] {
    const tries = read.map((reader) => ({ reader, represent: this.#represent(this.#requiredBy([reader])) }));
    const kept = new Map<string, InPartDrawing | undefined>();
    return (record) => {
      const unmet = tries.filter(({ represent }) => !represent(record)).map(({ reader }) => reader);
      const id = unmet.map((reader) => this.#readers.indexOf(reader)).join(" ");
      if (!kept.has(id)) kept.set(id, this.#reduced(id, read, new Set(unmet)));
      const reduced = kept.get(id);
      const representation = reduced?.represent(record);
      return reduced && representation && { representation, reduction: reduced.reduction };
    };
  }

  /** @param id the same for the same fields that are not asked for */
  #reduced(id: string, read: readonly Reader[], unmet: ReadonlySet<Reader>): InPartDrawing | undefined {
    const lost = new Set([...unmet].map(({ field }) => field));
    const selectionSet = filterRecordFields(this.#version.selectionSet, (_, field) => !lost.has(field));
    if (selectionSet.selections.length === 0) return undefined;
    const met = read.filter((reader) => !unmet.has(reader));
    return { represent: this.#represent(this.#requiredBy(met)), reduction: { id, selectionSet } };
  }

  #requiredBy(read: readonly Reader[]): readonly QueryPlanSelectionNode[] {
    if (read.length === this.#readers.length) return this.#version.requires;
    const others = this.#readers.filter((each) => !read.includes(each));
    const needs = { live: treesOf(read), skipped: treesOf(others), keys: this.#keys };
    return withoutSkipped(this.#version.requires, needs, this.#options.membersOf);
  }

  #represent(nodes: readonly QueryPlanSelectionNode[]): Represent {
    const { membersOf, graph, correct, subgraph } = this.#options;
    const draw = compileRepresentation(nodes, membersOf, graph.required);
    const hasKey = compileKeyPresence(nodes, graph.entityKeys.get(subgraph) ?? new Map(), membersOf);
    if (!correct && !hasKey) return draw;
    return (record) => {
      const representation = draw(record);
      correct?.(representation);
      return representation && (!hasKey || hasKey(representation)) ? representation : undefined;
    };
  }
}

type InPartDrawing = { readonly represent: Represent; readonly reduction: Reduction };
