/**
 * A process of its own that sends the welfare department one change and is ended by SIGKILL between the commit and the answer:
 * `<data folder> <database URL or -> <idempotency key> <code>`.
 */
import { graphql } from "graphql";
import { loadDepartment } from "#kit/department/definition.ts";
import { createDepartmentSchema } from "#kit/department/schema.ts";
import { openDepartmentDatabase } from "#kit/records/stores.ts";
import { sampleMeasure } from "../sample-records.ts";

const [dataFolder = "", url = "-", idempotencyKey = "", code = ""] = process.argv.slice(2);
const department = await loadDepartment("welfare");
const database = await openDepartmentDatabase(department, {
  mode: "development",
  host: "127.0.0.1",
  port: 0,
  dataFolder,
  databaseUrl: url === "-" ? undefined : url,
  subgraphs: [],
  subgraphKeys: new Map<string, string[]>(),
  policy: "schema/policy.yaml",
});
const schema = createDepartmentSchema(department, {
  ...database,
  async transaction(work) {
    await database.transaction(work);
    process.kill(process.pid, "SIGKILL");
    return new Promise(() => undefined);
  },
});
await graphql({
  schema,
  source:
    "mutation ($input: CreateWelfareMeasureInput!) { createWelfareMeasure(input: $input) { userErrors { code } } }",
  variableValues: { input: { measure: sampleMeasure(code), idempotencyKey } },
  contextValue: { mayWrite: true, caller: "tester" },
});
