/** Creates the tables of the registry. */
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";

const code = { kind: "code", required: true } as const;
const key = { kind: "code", key: true } as const;
const numberKey = { kind: "integer", key: true } as const;
const integer = { kind: "integer", required: true } as const;
const moment = { kind: "moment", required: true } as const;
const json = { kind: "json", required: true } as const;
const text = { kind: "text", required: true } as const;

export class CreateRegistry1764800000000 implements MigrationInterface {
  name = "CreateRegistry1764800000000";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "registry_state", { id: numberKey, revision: integer });
    await runner.query("INSERT INTO registry_state (id, revision) VALUES (1, 0)");
    await createTable(runner, "registry_document", { digest: key, text });
    await createTable(runner, "registry_version", {
      subgraph: key,
      version: numberKey,
      action: code,
      digest: { kind: "code" },
      url: { kind: "text" },
      is_deployed: { kind: "boolean", required: true },
      at: moment,
      author: code,
      message: { kind: "text" },
      git_commit: { kind: "code" },
      restores: { kind: "integer" },
      revision: integer,
    });
    await createTable(runner, "registry_launch", { revision: numberKey, digest: key, api_digest: code, at: moment });
    await createTable(runner, "registry_department", {
      name: key,
      title: json,
      audiences: json,
      at: moment,
      author: code,
    });
    await createTable(runner, "registry_token", {
      id: key,
      department: code,
      label: code,
      scopes: json,
      secret_hash: code,
      at: moment,
      expires_at: moment,
      revoked_at: { kind: "moment" },
    });
    await createDrafts(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...drafts, ...others]) await runner.dropTable(table);
  }
}

const drafts = ["registry_answer", "registry_decision", "registry_draft"];
const others = ["token", "department", "launch", "version", "document", "state"].map((name) => `registry_${name}`);

async function createDrafts(runner: QueryRunner): Promise<void> {
  const columns = {
    id: key,
    subgraph: code,
    status: code,
    digest: code,
    url: { kind: "text" },
    at: moment,
    author: code,
    message: { kind: "text" },
    git_commit: { kind: "code" },
    findings: json,
    due_at: { kind: "moment" },
    version: { kind: "integer" },
  } as const;
  await createTable(runner, "registry_draft", columns, [["status"]]);
  await createTable(runner, "registry_decision", {
    claim: key,
    department: key,
    draft: code,
    verdict: code,
    capacity: code,
    author: code,
    reason: text,
    at: moment,
  });
  await createTable(runner, "registry_answer", {
    subgraph: key,
    coordinate: key,
    other: key,
    owner: code,
    answer: code,
    reason: text,
    author: code,
    at: moment,
  });
}
