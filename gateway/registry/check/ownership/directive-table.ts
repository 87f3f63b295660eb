/**
 * What a directive may be put on, by whom the place belongs to: data that the checks read, that SECURITY.md shows and that a
 * test goes through row by row. A directive that nobody has heard of has a row too.
 */

/** Whose place it is. */
export type PlaceOwner =
  /** A type that every department publishes alike: nobody's own. */
  | "contract"
  /** A record's type of the department itself, where it answers the contract's fields. */
  | "record"
  /** `Query`, `Mutation` and `Subscription` as types; their fields belong to who answers them. */
  | "root"
  | "foreign"
  | "own";

export type Verdict =
  | "free"
  /** For the approval of whose place it is. */
  | "waits"
  | "refused";

export interface DirectiveRow {
  /** Federation's own name, whatever `@link` makes of it. */
  readonly name: string;
  readonly changes: "answers" | "rule" | "visibility" | "cost" | "cache" | "meaning";
  readonly on: Readonly<Record<PlaceOwner, Verdict>>;
}

/** On what belongs to others nothing passes by itself. */
const usual: DirectiveRow["on"] = {
  contract: "refused",
  record: "free",
  root: "refused",
  foreign: "waits",
  own: "free",
};
/** Lists of the contract's interfaces hold records of all departments: what marks one marks the list. */
const marking: DirectiveRow["on"] = { ...usual, record: "refused" };
/** Of whom what is read, given or taken belongs to. */
const reaching: DirectiveRow["on"] = { ...usual, record: "waits", own: "waits" };

export const directiveTable: readonly DirectiveRow[] = [
  { name: "key", changes: "answers", on: usual },
  { name: "shareable", changes: "answers", on: { ...usual, contract: "free", root: "free" } },
  { name: "external", changes: "answers", on: { ...usual, foreign: "free" } },
  { name: "extends", changes: "answers", on: { ...usual, foreign: "free" } },
  { name: "override", changes: "answers", on: reaching },
  { name: "requires", changes: "answers", on: reaching },
  { name: "provides", changes: "answers", on: reaching },
  { name: "interfaceObject", changes: "answers", on: usual },
  { name: "context", changes: "answers", on: usual },
  { name: "fromContext", changes: "answers", on: reaching },
  { name: "authenticated", changes: "rule", on: marking },
  { name: "requiresScopes", changes: "rule", on: marking },
  { name: "policy", changes: "rule", on: marking },
  { name: "inaccessible", changes: "visibility", on: marking },
  { name: "tag", changes: "visibility", on: marking },
  { name: "cost", changes: "cost", on: marking },
  { name: "listSize", changes: "cost", on: marking },
  { name: "cacheControl", changes: "cache", on: usual },
  { name: "cacheTag", changes: "cache", on: usual },
  { name: "deprecated", changes: "meaning", on: usual },
  { name: "specifiedBy", changes: "meaning", on: usual },
  { name: "oneOf", changes: "meaning", on: usual },
];

/** Of one's own, or of a specification that is unknown here. */
export const anyOther: DirectiveRow = { name: "", changes: "meaning", on: usual };

const rows = new Map(directiveTable.map((row) => [row.name, row]));

export function verdictOn(owner: PlaceOwner, directive: string): Verdict {
  return (rows.get(directive) ?? anyOther).on[owner];
}
