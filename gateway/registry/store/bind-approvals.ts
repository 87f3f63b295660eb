/** Tells persons and versions apart in what waits for approval. Each is one statement, since MySQL ends a transaction with each. */
import { type MigrationInterface, type QueryRunner, TableColumn } from "typeorm";

const code = { type: "varchar", length: "191" } as const;
const nullable = (name: string) => new TableColumn({ name, ...code, isNullable: true });
const isMysql = (runner: QueryRunner) => runner.connection.options.type === "mysql";

/** Whether a token that is there already was rotated from another, and who answers for it, nobody knows. */
export class NameWhoAnswers1765400000000 implements MigrationInterface {
  name = "NameWhoAnswers1765400000000";

  async up(runner: QueryRunner): Promise<void> {
    if (isMysql(runner))
      await runner.query(
        "ALTER TABLE registry_token ADD COLUMN lineage varchar(191) NULL, ADD COLUMN responsible varchar(191) NULL",
      );
    else await runner.addColumns("registry_token", [nullable("lineage"), nullable("responsible")]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns("registry_token", ["lineage", "responsible"]);
  }
}

export class NameWhoWants1765400000001 implements MigrationInterface {
  name = "NameWhoWants1765400000001";

  async up(runner: QueryRunner): Promise<void> {
    if (isMysql(runner))
      await runner.query(
        `ALTER TABLE registry_draft ADD COLUMN person varchar(191) NULL, ADD COLUMN lineage varchar(191) NULL,
         ADD COLUMN standing integer NOT NULL DEFAULT 0`,
      );
    else
      await runner.addColumns("registry_draft", [
        nullable("person"),
        nullable("lineage"),
        new TableColumn({ name: "standing", type: "integer", default: 0 }),
      ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns("registry_draft", ["person", "lineage", "standing"]);
  }
}

/** Whatever was proposed since the last version is judged upon it; a person was written down as such. */
export class FillWhoWants1765400000002 implements MigrationInterface {
  name = "FillWhoWants1765400000002";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE registry_draft SET
         person = CASE WHEN author LIKE 'person %' THEN SUBSTR(author, 8) END,
         standing = COALESCE((SELECT MAX(v.version) FROM registry_version v WHERE v.subgraph = registry_draft.subgraph), 0)`,
    );
  }

  async down(): Promise<void> {
    // The columns go with the migration before.
  }
}

/** Two persons may have to decide. What was decided before nobody is known to have decided. */
export class KeyDecisionsByPerson1765400000003 implements MigrationInterface {
  name = "KeyDecisionsByPerson1765400000003";

  async up(runner: QueryRunner): Promise<void> {
    if (isMysql(runner))
      await runner.query(
        `ALTER TABLE registry_decision ADD COLUMN person varchar(191) NOT NULL DEFAULT '',
         DROP PRIMARY KEY, ADD PRIMARY KEY (claim, department, draft, person)`,
      );
    else {
      await runner.addColumn("registry_decision", new TableColumn({ name: "person", ...code, default: "''" }));
      await runner.dropPrimaryKey("registry_decision");
      await runner.createPrimaryKey("registry_decision", ["claim", "department", "draft", "person"]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM registry_decision");
    await runner.dropPrimaryKey("registry_decision");
    await runner.createPrimaryKey("registry_decision", ["claim", "department", "draft"]);
    await runner.dropColumn("registry_decision", "person");
  }
}
