/** Pieces of SQL with their values apart: what a caller sent is never part of a statement's text. */

export interface Sql {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/** A template whose holes are values, or pieces of SQL. */
export function sql(strings: TemplateStringsArray, ...holes: readonly (Sql | string | number)[]): Sql {
  const pieces = holes.map(pieceOf);
  const text = strings.map((part, index) => part + (pieces[index]?.text ?? "")).join("");
  return { text, values: pieces.flatMap(({ values }) => values) };
}

function pieceOf(hole: Sql | string | number): Sql {
  return typeof hole === "object" ? hole : { text: "?", values: [hole] };
}

/** Values for `IN (…)`; of none, nothing is one. */
export function valueList(values: readonly (string | number)[]): Sql {
  return values.length === 0 ? sql`NULL` : joined(values.map(pieceOf), ", ");
}

/** All conditions hold; without any, so it is. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`1 = 1` : joined(conditions, " AND ");
}

export function joined(pieces: readonly Sql[], separator: string): Sql {
  return { text: pieces.map(({ text }) => text).join(separator), values: pieces.flatMap(({ values }) => values) };
}

/** For names from our own code only. */
export function raw(text: string): Sql {
  return { text, values: [] };
}
