/** Creates the tables of measures, talent resources, their lists and the change feed. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { type Column, createTable } from "../database/create-table.ts";

const code: Column = { kind: "code", key: true };
const listKey = { code, position: { kind: "integer", key: true } } as const;

const shared = {
  code,
  type_name: { kind: "code", required: true },
  version: { kind: "integer", required: true },
  digest: { kind: "code", required: true },
  updated_at: { kind: "moment", required: true },
  name_ja: { kind: "text", required: true },
  name_en: { kind: "text" },
  summary: { kind: "json" },
  talent_types: { kind: "json" },
  lifecycle: { kind: "code" },
  outcomes: { kind: "json" },
  original_labels: { kind: "json", required: true },
  empty_lists: { kind: "json", required: true },
} as const;

const tables: Readonly<Record<string, Readonly<Record<string, Column>>>> = {
  measure: {
    ...shared,
    predecessor_code: { kind: "code" },
    official_name: { kind: "boolean" },
    purpose: { kind: "json" },
    issue: { kind: "json" },
    owner_unit_id: { kind: "code" },
    delivery_organisations: { kind: "json" },
    pillar: { kind: "code" },
    instrument: { kind: "code" },
    start_fiscal_year: { kind: "integer" },
    end_fiscal_year: { kind: "integer" },
    attested_fiscal_years: { kind: "json" },
    occupations: { kind: "json" },
    eligibility: { kind: "json" },
    benefits: { kind: "json" },
    call_periods: { kind: "json" },
    legal_basis: { kind: "json" },
    relations: { kind: "json" },
    stacking_rules: { kind: "json" },
  },
  talent_resource: {
    ...shared,
    kind: { kind: "code", required: true },
    operator: { kind: "json" },
    sharing_modes: { kind: "json" },
    skills: { kind: "json" },
    availability: { kind: "json" },
    capacity: { kind: "json" },
    conditions: { kind: "json" },
    privacy_level: { kind: "code" },
  },
  organisation_unit: {
    id: code,
    name_ja: { kind: "text", required: true },
    name_en: { kind: "text" },
    parent_ja: { kind: "text" },
    parent_en: { kind: "text" },
    valid_from: { kind: "moment" },
    valid_to: { kind: "moment" },
  },
  ...listTables("measure"),
  ...listTables("talent_resource"),
  change_log: {
    sequence: { kind: "bigInteger", key: true },
    type_name: { kind: "code", required: true },
    code: { kind: "code", required: true },
    version: { kind: "integer", required: true },
    operation: { kind: "code", required: true },
    at: { kind: "moment", required: true },
    record: { kind: "json" },
  },
  feed_position: {
    id: { kind: "integer", key: true },
    last: { kind: "bigInteger", required: true },
    last_at: { kind: "moment", required: true },
  },
};

/** A record's own history is looked up by its code. */
const indexes: Readonly<Record<string, readonly (readonly string[])[]>> = { change_log: [["code", "type_name"]] };

function listTables(record: string) {
  const codes = { ...listKey, value: { kind: "code", required: true } } as const;
  return {
    [`${record}_area`]: codes,
    [`${record}_industry`]: codes,
    [`${record}_target_group`]: codes,
    [`${record}_budget`]: {
      ...listKey,
      fiscal_year: { kind: "integer", required: true },
      stage: { kind: "code" },
      amount: { kind: "bigInteger", required: true },
      funding_source: { kind: "text" },
      note: { kind: "text" },
    },
    [`${record}_source`]: {
      ...listKey,
      url: { kind: "text", required: true },
      title: { kind: "text" },
      retrieved_on: { kind: "moment" },
    },
  } as const;
}

export class CreateRecords1764500000000 implements MigrationInterface {
  readonly name = "CreateRecords1764500000000";

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(tables)) {
      await createTable(runner, name, columns, indexes[name]);
    }
    const quoted = (name: string) => runner.connection.driver.escape(name);
    await runner.query(
      `INSERT INTO feed_position (id, ${quoted("last")}, last_at) VALUES (1, 0, '1970-01-01T00:00:00.000Z')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(tables).reverse()) await runner.dropTable(name);
  }
}
