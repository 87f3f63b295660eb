/**
 * Two things that the planner does wrong with its fetches. It has no place for this, so its class of them is mended when the first one is
 * seen:
 *
 * - It merges fetches that ask one subgraph for the same records, and does not look whether one of them waits for the other: it would wait
 *   for itself then, and the planner walks that ring until no memory is left. Such two are left as they are.
 * - It puts the conditions of a fetch around all that wait for it, also where these were asked for without them, and are never fetched
 *   then. A fetch has only the conditions that all have that it takes with it; its others stay in what it selects.
 */
import { MultiMap } from "@apollo/federation-internals";

/** What is used here of the planner's class. */
type FetchGroup = {
  readonly deferRef: string | undefined;
  children(): readonly FetchGroup[];
  parents(): readonly { readonly group: FetchGroup }[];
  conditions(): Conditions;
  isDescendantOf(other: FetchGroup): boolean;
  mergeInWithAllDependencies(other: FetchGroup): void;
};

/** All of them; `false` is never met and `true` always. */
type Conditions = boolean | readonly Condition[];

type Condition = { readonly variable: { readonly name: string }; readonly negated: boolean };

let isBegun = false;

/** Once for each thread that plans. */
export function mendPlanner(): void {
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
  const { mergeInWithAllDependencies: merge, conditions: ownConditions } = groups;
  groups.mergeInWithAllDependencies = function mergeUnlessOneWaits(other) {
    if (!this.isDescendantOf(other) && !other.isDescendantOf(this)) merge.call(this, other);
  };
  groups.conditions = function commonConditions() {
    const own = ownConditions.call(this);
    if (own === true) return true;
    return [...takenWith(this)].map((each) => ownConditions.call(each)).reduce(common);
  };
}

/** A fetch, and those that wait for nothing but such as are taken with it. */
function takenWith(group: FetchGroup): ReadonlySet<FetchGroup> {
  const taken = new Set([group]);
  for (const each of taken)
    for (const child of each.children())
      if (child.deferRef === group.deferRef && child.parents().every((parent) => taken.has(parent.group)))
        taken.add(child);
  return taken;
}

/** What is asked for never has every condition. */
function common(a: Conditions, b: Conditions): Conditions {
  if (a === false) return b;
  if (b === false) return a;
  if (a === true || b === true) return true;
  const both = a.filter((one) => b.some((other) => isSame(one, other)));
  return both.length > 0 ? both : true;
}

function isSame(a: Condition, b: Condition): boolean {
  return a.variable.name === b.variable.name && a.negated === b.negated;
}
