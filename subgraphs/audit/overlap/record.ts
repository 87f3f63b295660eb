/** What the engine compares: a measure, or any other row of a table, in its own words. */

/** The texts that say what a record is; each is one dimension's or several's. */
export const textFields = ["title", "purpose", "description", "target"] as const;

/** Missing is unknown: it neither speaks for a pair nor against it. */
export interface OverlapRecord {
  readonly id: string;
  /** Digits under which texts of others name it, such as a 予算事業ID. */
  readonly publicId?: string | undefined;
  readonly title: string;
  readonly purpose?: string | undefined;
  readonly description?: string | undefined;
  /** Who is addressed. */
  readonly target?: string | undefined;
  /** Who runs it: a filter, never evidence. */
  readonly organisation?: string | undefined;
  /** JIS codes of areas: two digits a prefecture, five a municipality. None is the whole nation. */
  readonly areas?: readonly string[] | undefined;
  /** Fiscal years; unknown ends are open. */
  readonly startYear?: number | undefined;
  readonly endYear?: number | undefined;
  /** Further things that two records may share, such as a plan or a law, by the facet's name. */
  readonly facets?: Readonly<Record<string, readonly string[]>> | undefined;
}
