/** Creates the audit's tables. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { type Column, createTable } from "#kit/database/create-table.ts";

const code: Column = { kind: "code", required: true };
const integer: Column = { kind: "integer", required: true };
const bigInteger: Column = { kind: "bigInteger", required: true };
const moment: Column = { kind: "moment", required: true };
const text: Column = { kind: "text", required: true };
const json: Column = { kind: "json", required: true };

const tables = {
  audit_state: {
    id: { kind: "integer", key: true },
    revision: bigInteger,
    last_version_id: integer,
    changes_since_fit: integer,
    alerted_revision: bigInteger,
  },
  department_position: {
    department: { kind: "code", key: true },
    sequence: bigInteger,
    digest: code,
    last_change_at: moment,
  },
  measure_version: {
    version_id: { kind: "integer", key: true },
    department: code,
    type_name: code,
    code,
    version: integer,
    valid_from: moment,
    valid_to: moment,
    from_revision: bigInteger,
    to_revision: bigInteger,
    digest: code,
    contract: json,
  },
  model_fit: { revision: { kind: "bigInteger", key: true }, at: moment, measures: integer },
  snapshot: {
    id: { kind: "code", key: true },
    at: moment,
    taken_by: code,
    model_revision: bigInteger,
    scope: json,
    version_ids: json,
  },
  trail: { id: { kind: "integer", key: true }, size: bigInteger, last_hash: code, frontier: json },
  trail_event: { sequence: { kind: "bigInteger", key: true }, event: text, hash: code },
  trail_checkpoint: { size: { kind: "bigInteger", key: true }, statement: text },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Column>>>>;

const indexes: Readonly<Record<string, readonly (readonly string[])[]>> = {
  measure_version: [["to_revision"], ["from_revision"], ["department", "code", "to_revision"]],
};

export class CreateAudit1764000000000 implements MigrationInterface {
  readonly name = "CreateAudit1764000000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(tables)) await createTable(runner, name, columns, indexes[name]);
    await runner.query(
      "INSERT INTO audit_state (id, revision, last_version_id, changes_since_fit, alerted_revision) VALUES (1, 0, 0, 0, 0)",
    );
    await runner.query("INSERT INTO trail (id, size, last_hash, frontier) VALUES (1, 0, '', '[]')");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(tables)) await runner.dropTable(name);
  }
}
