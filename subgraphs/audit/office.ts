/** What the parts of a running audit share. */
import type { Database } from "#kit/database/open.ts";
import type { Nearest } from "./ahead/nearest.ts";
import type { CaseBook } from "./cases/case-book.ts";
import type { Collection } from "./collection/collection.ts";
import type { SimilarityProvider } from "./overlap/similarity-provider.ts";
import type { Trail } from "./trail/trail.ts";

export interface Office {
  readonly database: Database;
  readonly collection: Collection;
  readonly nearest: Nearest;
  readonly trail: Trail;
  readonly cases: CaseBook;
  /** Clients of the graph that used fields of these departments; null where nobody counts that. */
  readonly clientsOf: ClientsOf;
  /** What a department is called in Japanese, by its code. */
  readonly departmentName: (code: string) => string;
  /** Asked where the evidence is not sure; none by default. */
  readonly advisor: SimilarityProvider | undefined;
  /** Whether what is found of now may still change without anybody changing a measure. */
  readonly isPreliminary: () => boolean;
}

export type ClientsOf = (departments: readonly string[]) => Promise<readonly string[] | null>;
