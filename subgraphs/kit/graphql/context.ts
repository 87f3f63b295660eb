/** What every resolver of a subgraph is given for one request. */
import type { RecordInterface } from "../records/record.ts";
import type { RecordLoaders } from "../records/source.ts";

export interface SubgraphContext {
  /** Loaders of this request only: nothing read for one caller is kept for another. */
  readonly loaders: Readonly<Record<RecordInterface, RecordLoaders>>;
  /** Whether this caller may change records. */
  readonly mayWrite: boolean;
}
