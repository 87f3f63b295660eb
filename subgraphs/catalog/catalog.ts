/** What the parts of a running catalog share. */
import type { Database } from "#kit/database/open.ts";
import type { Follower } from "#kit/follow/follower.ts";
import type { NamedDepartment } from "./query/departments.ts";
import type { DepartmentTitles } from "./query/facet-names.ts";
import type { RecordReader } from "./query/records.ts";
import type { State } from "./query/snapshot.ts";
import type { SnapshotReader } from "./query/snapshot-reader.ts";
import type { Search } from "./search/search.ts";

export interface Catalog {
  readonly database: Database;
  readonly readState: () => Promise<State>;
  readonly snapshots: SnapshotReader;
  readonly search: Search;
  readonly records: RecordReader;
  readonly departments: readonly NamedDepartment[];
  readonly titles: DepartmentTitles;
  /** Names of the published types, which alone are in the graph. */
  readonly typeNames: readonly string[];
  readonly follower: Follower;
}
