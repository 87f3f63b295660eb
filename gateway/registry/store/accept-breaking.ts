/** Lets what breaks clients, a rollback or a deletion wait for approval like a publish. Each is one statement, since MySQL ends a transaction with each. */
import { type MigrationInterface, type QueryRunner, TableColumn } from "typeorm";

/** Whether a draft of before was a rollback nobody wrote down: it is published as a publish, as it would have been then. */
export class NameWhatIsWanted1765500000000 implements MigrationInterface {
  name = "NameWhatIsWanted1765500000000";

  async up(runner: QueryRunner): Promise<void> {
    if (runner.connection.options.type === "mysql")
      await runner.query(
        `ALTER TABLE registry_draft ADD COLUMN action varchar(191) NOT NULL DEFAULT 'published',
         ADD COLUMN restores integer NULL, ADD COLUMN acceptance longtext NULL`,
      );
    else
      await runner.addColumns("registry_draft", [
        new TableColumn({ name: "action", type: "varchar", length: "191", default: "'published'" }),
        new TableColumn({ name: "restores", type: "integer", isNullable: true }),
        new TableColumn({ name: "acceptance", type: "text", isNullable: true }),
      ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns("registry_draft", ["action", "restores", "acceptance"]);
  }
}
