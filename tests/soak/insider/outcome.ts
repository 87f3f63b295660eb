/** What somebody was told of a change, and to which states that can lead. */
export type Told =
  /** With the version, where one is told. */
  | { readonly kind: "made"; readonly version: number | null }
  /** For what it asks, by one of the codes of the catalogue. */
  | { readonly kind: "refused"; readonly code: string };

export type Outcome =
  | Told
  /** Told that it was made, and that it cannot be shown. */
  | { readonly kind: "saved"; readonly code: string }
  /** Told that it was not made, for a reason that is not its own. */
  | { readonly kind: "notMade"; readonly code: string }
  | { readonly kind: "unknown"; readonly code: string };

export interface Attempt<Change> {
  readonly change: Change;
  readonly outcome: Outcome;
}

/** What must come of a change of a state. */
export type Apply<State, Change> = (change: Change, state: State) => { readonly told: Told; readonly after: State };

/** The states that can be there after attempts at the same time, in any order; none where they contradict each other. */
export function settle<State, Change>(
  possible: readonly State[],
  attempts: readonly Attempt<Change>[],
  apply: Apply<State, Change>,
): readonly State[] {
  const step = (state: State, { change, outcome }: Attempt<Change>): readonly State[] => {
    if (outcome.kind === "notMade") return [state];
    const { told, after } = apply(change, state);
    if (outcome.kind === "unknown") return [state, after];
    if (outcome.kind === "saved") return told.kind === "made" ? [after] : [];
    return isSame(told, outcome) ? [after] : [];
  };
  return distinct(
    ordersOf(attempts).flatMap((order) =>
      order.reduce<readonly State[]>((states, attempt) => states.flatMap((state) => step(state, attempt)), possible),
    ),
  );
}

function isSame(a: Told, b: Told): boolean {
  return a.kind === "made" ? b.kind === "made" && a.version === b.version : b.kind === "refused" && a.code === b.code;
}

function ordersOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first, index) =>
    ordersOf(items.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}

export function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
