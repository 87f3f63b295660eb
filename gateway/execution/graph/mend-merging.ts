/**
 * The planner merges fetches that ask one subgraph for the same records, and does not look whether one of them waits for the other: it
 * would wait for itself then, and the planner walks that ring until no memory is left. Such two are left as they are. The planner has no
 * place for this, so its class of fetches is mended when the first of them is seen.
 */
import { MultiMap } from "@apollo/federation-internals";

/** What is used here of the planner's class. */
type FetchGroup = {
  isDescendantOf(other: FetchGroup): boolean;
  mergeInWithAllDependencies(other: FetchGroup): void;
};

let isBegun = false;

/** Once for each thread that plans. */
export function mendMerging(): void {
  if (isBegun) return;
  isBegun = true;
  const { add } = MultiMap.prototype;
  MultiMap.prototype.add = function addFirst(key: unknown, value: unknown) {
    if (isFetchGroup(value)) {
      MultiMap.prototype.add = add;
      mend(Object.getPrototypeOf(value));
    }
    return add.call(this, key, value);
  };
}

function isFetchGroup(value: unknown): value is FetchGroup {
  return typeof value === "object" && value !== null && "mergeInWithAllDependencies" in value;
}

function mend(groups: FetchGroup): void {
  const { mergeInWithAllDependencies: merge } = groups;
  groups.mergeInWithAllDependencies = function mergeUnlessOneWaits(other) {
    if (!this.isDescendantOf(other) && !other.isDescendantOf(this)) merge.call(this, other);
  };
}
