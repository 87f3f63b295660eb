/** A process of its own that opens the welfare department and creates measures: `<data folder> <database URL or -> <prefix> <count>`. */
import { loadDepartment } from "#kit/department/definition.ts";
import { saveRecords } from "#kit/records/save.ts";
import { openDepartmentDatabase, storesOf } from "#kit/records/stores.ts";
import { contentOf, numbered, sampleMeasure } from "../sample-records.ts";

const [dataFolder = "", url = "-", prefix = "", count = "0"] = process.argv.slice(2);
const databaseUrl = url === "-" ? undefined : url;
const department = await loadDepartment("welfare");
const settings = {
  mode: "development",
  host: "127.0.0.1",
  port: 0,
  dataFolder,
  databaseUrl,
  subgraphs: [],
  subgraphKeys: new Map<string, string[]>(),
  policy: "schema/policy.yaml",
} as const;
const database = await openDepartmentDatabase(department, settings);
process.stdout.write("open\n");

for (const code of numbered(Number(count), prefix)) {
  const content = contentOf(department, sampleMeasure(code));
  await database.transaction((manager) =>
    saveRecords(manager, storesOf(department).Measure, [{ content, expect: "new" }]),
  );
  // What is printed has been acknowledged.
  process.stdout.write(`${code}\n`);
}
await database.close();
