/** A record as resolvers see it: contract values in their stored form, whether they come from rows or from an index. */
import type DataLoader from "dataloader";
import type { EntityManager } from "typeorm";
import { createListLoader, createRowLoader } from "../loaders/by-key.ts";
import type { DetailsRow } from "./details.ts";
import { measureKind, talentResourceKind } from "./kinds.ts";
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

export function createLoaders(
  manager: EntityManager,
  stores: DepartmentStores,
): Record<RecordInterface, RecordLoaders> {
  const units = createRowLoader(manager, organisationUnitTable, "id");
  return {
    Measure: {
      rows: createRowLoader(manager, measureKind.table, "code"),
      ...loadersOf(manager, stores.Measure, units),
    },
    TalentResource: {
      rows: createRowLoader(manager, talentResourceKind.table, "code"),
      ...loadersOf(manager, stores.TalentResource, units),
    },
  };
}

function loadersOf(manager: EntityManager, { kind, details }: RecordStore<never>, units: RecordLoaders["units"]) {
  const { areas, industries, targetGroups, budgets, sources } = kind.lists;
  return {
    units,
    details: createRowLoader(manager, details, "code"),
    lists: {
      areas: createListLoader(manager, areas),
      industries: createListLoader(manager, industries),
      targetGroups: createListLoader(manager, targetGroups),
      budgets: createListLoader(manager, budgets),
      sources: createListLoader(manager, sources),
    },
  };
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
