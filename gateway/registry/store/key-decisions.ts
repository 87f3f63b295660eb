/** Keeps decisions for each proposal: an owner that has refused a change may think better of it when it is proposed again. */
import type { MigrationInterface, QueryRunner } from "typeorm";

export class KeyDecisionsByProposal1765100000000 implements MigrationInterface {
  name = "KeyDecisionsByProposal1765100000000";

  async up(runner: QueryRunner): Promise<void> {
    await keyBy(runner, ["claim", "department", "draft"]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await keyBy(runner, ["claim", "department"]);
  }
}

async function keyBy(runner: QueryRunner, names: string[]): Promise<void> {
  // One statement, since MySQL ends a transaction with each; SQLite makes the table anew within it.
  if (runner.connection.options.type === "mysql")
    await runner.query(`ALTER TABLE registry_decision DROP PRIMARY KEY, ADD PRIMARY KEY (${names.join(", ")})`);
  else {
    await runner.dropPrimaryKey("registry_decision");
    await runner.createPrimaryKey("registry_decision", names);
  }
}
