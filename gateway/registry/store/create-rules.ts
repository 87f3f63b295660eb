/** Creates the memory of access rules, and fills it from the versions that there are. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";
import { rememberRules } from "./rules.ts";

export class CreateRules1765400000004 implements MigrationInterface {
  name = "CreateRules1765400000004";

  async up(runner: QueryRunner): Promise<void> {
    const key = { kind: "code", key: true } as const;
    const text = { kind: "text", required: true } as const;
    await createTable(runner, "registry_rule", {
      subgraph: key,
      place: key,
      coordinate: text,
      rules: { kind: "json", required: true },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable("registry_rule");
  }
}

interface Stored {
  readonly subgraph: string;
  readonly digest: string;
}

/** Apart from the table, which MySQL creates for good: broken off, this begins anew. */
export class RememberRules1765400000005 implements MigrationInterface {
  name = "RememberRules1765400000005";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM registry_rule");
    const versions: readonly Stored[] = await runner.query(
      "SELECT subgraph, digest FROM registry_version WHERE digest IS NOT NULL ORDER BY subgraph, version",
    );
    for (const { subgraph, digest } of versions) {
      const [document] = await runner.query("SELECT text FROM registry_document WHERE digest = ?", [digest]);
      if (document) await rememberRules(runner.manager, subgraph, String(document.text));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM registry_rule");
  }
}
