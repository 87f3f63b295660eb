/** What is checked: one department's schema, against what the others have published. */

export interface Proposal {
  /** Name of the subgraph. */
  readonly name: string;
  /** Where it will answer; undefined where only the schema is checked. */
  readonly url: string | undefined;
  readonly sdl: string;
}

/** The access rules that a place had when its subgraph last served it. */
export interface RememberedRules {
  readonly subgraph: string;
  /** `Type` or `Type.field`. */
  readonly coordinate: string;
  /** Under federation's own names. */
  readonly rules: readonly string[];
}

export interface Published {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}
