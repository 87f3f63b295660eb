/** What every resolver of a subgraph is given for one request. */
import type { Revised } from "../caching/revision.ts";
import type { LoadersByInterface } from "../records/source.ts";

export interface SubgraphContext extends Revised {
  /** Loaders of this request only. */
  readonly loaders: LoadersByInterface;
  /** Whether this caller may change records. */
  readonly mayWrite: boolean;
  /** Whose idempotency keys are meant. */
  readonly caller: string;
}
