/** Runs a piece of SQL and gives its rows. */
import type { EntityManager } from "typeorm";
import type { Sql } from "./sql.ts";

/** The columns are those of the statement: whoever writes it says what they are. */
export function selectRows<Row extends object>(manager: EntityManager, { text, values }: Sql): Promise<readonly Row[]> {
  return manager.query<readonly Row[]>(text, [...values]);
}
