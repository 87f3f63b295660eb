/** Creates the catalog's tables. */
import { randomUUID } from "node:crypto";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { type Column, createTable } from "#kit/database/create-table.ts";
import { sqlType } from "#kit/database/dialect.ts";

const code: Column = { kind: "code", required: true };
const integer: Column = { kind: "integer", required: true };
const bigInteger: Column = { kind: "bigInteger", required: true };
const moment: Column = { kind: "moment", required: true };
const versionId: Column = { kind: "integer", key: true };

const state = {
  id: { kind: "integer", key: true },
  epoch: code,
  revision: bigInteger,
  last_version_id: integer,
} as const;

const position = {
  department: { kind: "code", key: true },
  sequence: bigInteger,
  digest: code,
  last_change_at: moment,
} as const;

const version = {
  version_id: versionId,
  record_interface: code,
  department: code,
  type_name: code,
  code,
  version: integer,
  valid_from: moment,
  valid_to: moment,
  from_revision: bigInteger,
  to_revision: bigInteger,
  sort_name: code,
  budget_unknown: integer,
  budget_amount: bigInteger,
} as const;

/** One index for each order that pages are read in, and one that finds a record by its code. */
const versionIndexes = [
  ["code", "to_revision"],
  ["record_interface", "code", "type_name"],
  ["record_interface", "sort_name", "code"],
  ["record_interface", "valid_from", "code"],
  ["record_interface", "budget_unknown", "budget_amount"],
] as const;

const content = { version_id: versionId, contract: { kind: "json", required: true } } as const;

export class CreateIndex1764600000000 implements MigrationInterface {
  readonly name = "CreateIndex1764600000000";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "catalog_state", state);
    await createTable(runner, "department_position", position);
    await createTable(runner, "record_version", version, versionIndexes);
    await createTable(runner, "record_content", content);
    await createClustered(runner, "version_facet", { version_id: "integer", facet: "code", value: "code" }, 3);
    await createClustered(runner, "version_budget", { version_id: "integer", amount: "bigInteger" }, 2);
    await createClustered(runner, "posting", { token: "code", version_id: "integer", impact: "integer" }, 2);
    await runner.query("CREATE INDEX version_facet_by_value ON version_facet (facet, value, version_id)");
    await runner.query("CREATE INDEX version_budget_by_amount ON version_budget (amount, version_id)");
    await runner.query("INSERT INTO catalog_state (id, epoch, revision, last_version_id) VALUES (1, ?, 0, 0)", [
      randomUUID(),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of tableNames) await runner.dropTable(name);
  }
}

const tableNames = [
  "posting",
  "version_budget",
  "version_facet",
  "record_content",
  "record_version",
  "department_position",
  "catalog_state",
];

/**
 * A table that lies in the order of its key and has no other copy of its rows: InnoDB's way, which SQLite must be asked
 * for. The postings are most of the catalog, and this halves them.
 */
async function createClustered(
  runner: QueryRunner,
  name: string,
  columns: Readonly<Record<string, Column["kind"]>>,
  keyColumns: number,
): Promise<void> {
  const dialect = runner.connection.options.type === "mysql" ? "mysql" : "sqlite";
  const lines = Object.entries(columns).map(([column, kind]) => `${column} ${sqlType(kind, dialect)} NOT NULL`);
  const key = Object.keys(columns).slice(0, keyColumns).join(", ");
  const suffix = dialect === "sqlite" ? " WITHOUT ROWID" : "";
  await runner.query(`CREATE TABLE ${name} (${lines.join(", ")}, PRIMARY KEY (${key}))${suffix}`);
}
