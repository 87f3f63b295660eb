/** A record as resolvers see it: contract values in their stored form, whether they come from rows or from an index. */
import DataLoader from "dataloader";
import type { EntityManager } from "typeorm";
import { createPositionReader } from "../feed/position.ts";
import { readLists, readRows } from "../loaders/by-key.ts";
import { keptUntilChange, type ReadAt } from "../loaders/kept-until-change.ts";
import type { DetailsRow } from "./details.ts";
import { measureKind, talentResourceKind } from "./kinds.ts";
import type { RecordVersion } from "./read-content.ts";
import type { ContractInput, RecordInterface } from "./record.ts";
import type { RecordStore } from "./save.ts";
import type { DepartmentStores } from "./stores.ts";
import {
  type BudgetRow,
  type CodeRow,
  type MeasureRow,
  type OrganisationUnitRow,
  organisationUnitTable,
  type SourceRow,
  type TalentResourceRow,
} from "./tables.ts";

export interface RecordSource {
  readonly typeName: string;
  readonly code: string;
  readonly version: number;
  readonly updatedAt: string;
  /** Code of the owning department. */
  readonly department: string;
  /** The stored value of a contract field, as its input type has it; null where not stated. */
  get(field: string): unknown;
  /** The department's own fields; only the department itself has them. */
  details(): Promise<DetailsRow | null>;
}

/** Loaders of one kind of record; one set a request. */
export interface RecordLoaders {
  readonly rows: DataLoader<string, MeasureRow | TalentResourceRow | null>;
  readonly details: DataLoader<string, DetailsRow | null>;
  readonly units: DataLoader<string, OrganisationUnitRow | null>;
  readonly lists: {
    readonly areas: DataLoader<string, readonly CodeRow[]>;
    readonly industries: DataLoader<string, readonly CodeRow[]>;
    readonly targetGroups: DataLoader<string, readonly CodeRow[]>;
    readonly budgets: DataLoader<string, readonly BudgetRow[]>;
    readonly sources: DataLoader<string, readonly SourceRow[]>;
  };
}

export type LoadersByInterface = Readonly<Record<RecordInterface, RecordLoaders>>;

/** What one request reads from. */
export interface RequestView {
  readonly loaders: LoadersByInterface;
  /** Where the feed stood when it was first asked for. */
  readonly readPosition: () => Promise<string>;
}

/** Makes the loaders of a request, which see all that was written before it. What was read before and still holds is kept. */
export function createLoaderMaker(manager: EntityManager, stores: DepartmentStores): () => RequestView {
  const readPosition = createPositionReader(manager);
  const units = keptUntilChange(readRows(manager, organisationUnitTable, "id"));
  const measures = {
    rows: keptUntilChange(readRows(manager, measureKind.table, "code")),
    ...readersOf(manager, stores.Measure, units),
  };
  const talentResources = {
    rows: keptUntilChange(readRows(manager, talentResourceKind.table, "code")),
    ...readersOf(manager, stores.TalentResource, units),
  };
  return () => {
    const feed = createFeedView(readPosition);
    return {
      loaders: { Measure: loadersOf(measures, feed), TalentResource: loadersOf(talentResources, feed) },
      readPosition: feed,
    };
  };
}

type Readers = ReturnType<typeof readersOf> & {
  readonly rows: ReadAt<MeasureRow | null> | ReadAt<TalentResourceRow | null>;
};

function readersOf(
  manager: EntityManager,
  { kind, details }: RecordStore<never>,
  units: ReadAt<OrganisationUnitRow | null>,
) {
  const { areas, industries, targetGroups, budgets, sources } = kind.lists;
  return {
    units,
    details: keptUntilChange(readRows(manager, details, "code")),
    areas: keptUntilChange(readLists(manager, areas)),
    industries: keptUntilChange(readLists(manager, industries)),
    targetGroups: keptUntilChange(readLists(manager, targetGroups)),
    budgets: keptUntilChange(readLists(manager, budgets)),
    sources: keptUntilChange(readLists(manager, sources)),
  };
}

/** Where the feed stands as one request sees it: it asks once. */
type FeedView = () => Promise<string>;

function createFeedView(readPosition: () => Promise<string>): FeedView {
  let position: Promise<string> | undefined;
  return () => {
    position ??= readPosition();
    return position;
  };
}

function loadersOf(readers: Readers, position: FeedView): RecordLoaders {
  const load = <Found>(read: ReadAt<Found>) =>
    new DataLoader<string, Found>(async (keys) => read(keys, await position()));
  const rows = load<MeasureRow | TalentResourceRow | null>(readers.rows);
  const details = load(readers.details);
  const lists = {
    areas: load(readers.areas),
    industries: load(readers.industries),
    targetGroups: load(readers.targetGroups),
    budgets: load(readers.budgets),
    sources: load(readers.sources),
  };
  return { rows, details, units: load(readers.units), lists };
}

/** A record read from a department's rows; what has a table of its own is loaded when asked for. */
export function sourceOfRow(
  row: MeasureRow | TalentResourceRow,
  department: string,
  loaders: RecordLoaders,
): RecordSource {
  return {
    typeName: row.typeName,
    code: row.code,
    version: row.version,
    updatedAt: row.updatedAt,
    department,
    get: (field) => (field in elsewhere ? elsewhere[field]?.(row, loaders) : (Reflect.get(row, field) ?? null)),
    details: () => loaders.details.load(row.code),
  };
}

type Read = (row: MeasureRow | TalentResourceRow, loaders: RecordLoaders) => unknown;

/** Contract fields that are not columns of the record's own row. */
const elsewhere: Readonly<Record<string, Read>> = {
  name: (row) => ({ ja: row.nameJa, en: row.nameEn }),
  ownerUnit: (row, { units }) =>
    "ownerUnitId" in row && row.ownerUnitId ? units.load(row.ownerUnitId).then(unitOf) : null,
  areas: (row, { lists }) => lists.areas.load(row.code).then((rows) => stated(row, "areas", rows.map(codeOf))),
  industries: (row, { lists }) =>
    lists.industries.load(row.code).then((rows) => stated(row, "industries", rows.map(codeOf))),
  targetGroups: (row, { lists }) =>
    lists.targetGroups.load(row.code).then((rows) => stated(row, "targetGroups", rows.map(codeOf))),
  budgets: (row, { lists }) => lists.budgets.load(row.code).then((rows) => stated(row, "budgets", rows)),
  sources: (row, { lists }) => lists.sources.load(row.code),
};

function stated<T>(row: MeasureRow | TalentResourceRow, field: string, values: readonly T[]): readonly T[] | null {
  return values.length > 0 || row.emptyLists.includes(field) ? values : null;
}

function codeOf({ value }: CodeRow): string {
  return value;
}

function unitOf(unit: OrganisationUnitRow | null) {
  if (unit === null) return null;
  const { nameJa, nameEn, parentJa, parentEn, validFrom, validTo } = unit;
  const parent = parentJa === null ? null : { ja: parentJa, en: parentEn };
  return { name: { ja: nameJa, en: nameEn }, parent, validFrom, validTo };
}

/** A version as it was written, with all that the department itself knows of it. */
export function sourceOfVersion({ details, ...version }: RecordVersion, department: string): RecordSource {
  return { ...sourceOfIndex({ ...version, department }), details: async () => ({ ...details, code: version.code }) };
}

/** What an index keeps of a record: the content of its last change. */
export interface IndexedRecord {
  readonly typeName: string;
  readonly code: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly department: string;
  readonly contract: ContractInput;
}

/** A record read from an index, which has every contract field at hand and none of the department's own. */
export function sourceOfIndex(record: IndexedRecord): RecordSource {
  const { typeName, code, version, updatedAt, department, contract } = record;
  return {
    typeName,
    code,
    version,
    updatedAt,
    department,
    get: (field) => Reflect.get(contract, field) ?? null,
    details: async () => null,
  };
}
