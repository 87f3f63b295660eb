/** The list fields of a department: its own records in the order of their codes, filtered, in Relay pages. */
import { type EntityManager, In, LessThan, MoreThan, type ObjectLiteral, type SelectQueryBuilder } from "typeorm";
import type { Database } from "../database/open.ts";
import { errors } from "../errors.ts";
import type { SubgraphContext } from "../graphql/context.ts";
import {
  type Connection,
  connectionOf,
  decodeCursor,
  encodeCursor,
  type Page,
  type PageArguments,
  readPage,
} from "../graphql/paging.ts";
import type { RecordInterface } from "../records/record.ts";
import { type RecordSource, sourceOfRow } from "../records/source.ts";
import { type MeasureRow, measureTable, type TalentResourceRow, talentResourceTable } from "../records/tables.ts";
import type { Department } from "./definition.ts";

/** Plural filter names with the columns that they bound; every one is a list of accepted values. */
const filterColumns = {
  codes: "code",
  pillars: "pillar",
  instruments: "instrument",
  lifecycles: "lifecycle",
  kinds: "kind",
} as const;

type Filter = { readonly [Name in keyof typeof filterColumns]?: readonly string[] | null };

interface Arguments extends PageArguments {
  readonly filter?: Filter | null;
}

type Row = MeasureRow | TalentResourceRow;

export function createRecordQuery(department: Department, { reader }: Database, interfaceName: RecordInterface) {
  return async (
    _: unknown,
    { filter, ...pageArguments }: Arguments,
    context: SubgraphContext,
  ): Promise<Connection<RecordSource>> => {
    const page = readPage(pageArguments);
    const bounds = boundsOf(filter ?? {});
    const rows = await findRows(from(reader, interfaceName), bounds, page);
    return connectionOf(page, {
      found: rows.map((row) => sourceOfRow(row, department.code, context.loaders[interfaceName])),
      cursorOf: ({ code }) => encodeCursor([code]),
      totalCount: () => from(reader, interfaceName).where(bounds).getCount(),
    });
  };
}

function from(manager: EntityManager, interfaceName: RecordInterface): SelectQueryBuilder<Row & ObjectLiteral> {
  return interfaceName === "Measure"
    ? manager.createQueryBuilder<Row & ObjectLiteral>(measureTable.entity as never, "record")
    : manager.createQueryBuilder<Row & ObjectLiteral>(talentResourceTable.entity as never, "record");
}

function boundsOf(filter: Filter): ObjectLiteral {
  return Object.fromEntries(
    Object.entries(filterColumns).flatMap(([name, column]) => {
      const values = filter[name as keyof Filter];
      return values ? [[column, In([...values])]] : [];
    }),
  );
}

function findRows(query: SelectQueryBuilder<Row & ObjectLiteral>, bounds: ObjectLiteral, page: Page): Promise<Row[]> {
  const { size, backward, cursor } = page;
  query.where(bounds);
  if (cursor !== undefined) query.andWhere({ code: backward ? LessThan(codeIn(cursor)) : MoreThan(codeIn(cursor)) });
  return query
    .orderBy("record.code", backward ? "DESC" : "ASC")
    .limit(size + 1)
    .getMany();
}

function codeIn(cursor: string): string {
  const value = decodeCursor(cursor);
  if (Array.isArray(value) && typeof value[0] === "string") return value[0];
  throw errors.cursorInvalid();
}
