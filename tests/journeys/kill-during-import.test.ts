import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { dataOf, type Json } from "../support/ask.ts";
import { describeOnDatabases } from "../support/databases.ts";
import { type Environment, eventually, type Served, startProcess, startSubgraph } from "../support/hub-process.ts";

const rowCount = 1_500;

const codeOf = (index: number) => `KILL-${String(index).padStart(5, "0")}`;

function writeTable(folder: string, summary: string): string {
  const file = path.join(folder, `${summary}.csv`);
  const rows = Array.from({ length: rowCount }, (_, index) => {
    return `${codeOf(index)},施策${index},${summary},https://example.jp/${index}`;
  });
  writeFileSync(file, ["code,name_ja,summary_ja,sources_1_url", ...rows].join("\n"));
  return file;
}

interface Row {
  readonly code: string;
  readonly version: number;
  readonly summary: string;
}

/** Every measure of the table, as `list` tells it. */
async function rowsOf(url: string, list: "welfareMeasures" | "measures"): Promise<ReadonlyMap<string, Row>> {
  const query = `query ($after: String) { list: ${list}(first: 100, after: $after) {
    nodes { code version summary { ja } } pageInfo { hasNextPage endCursor }
  } }`;
  const rows = new Map<string, Row>();
  for (let after: string | null = null; ; ) {
    const { list: page }: { list: Json } = await dataOf(url, query, { after });
    for (const { code, version, summary } of page.nodes) {
      if (code.startsWith("KILL-")) rows.set(code, { code, version, summary: summary.ja });
    }
    if (!page.pageInfo.hasNextPage) return rows;
    after = page.pageInfo.endCursor;
  }
}

describeOnDatabases("kill -9 of any process during an import", (database) => {
  let environment: Environment;
  let folder: string;
  let welfare: Served;
  let catalog: Served;

  beforeAll(async () => {
    const { dataFolder, databaseUrl = "" } = database.newSettings();
    folder = dataFolder;
    environment = { JINKATSU_DATA: dataFolder, JINKATSU_DATABASE_URL: databaseUrl };
    welfare = await startSubgraph("welfare", environment);
    environment = { ...environment, JINKATSU_SUBGRAPHS: `welfare=${welfare.url}/graphql` };
    catalog = await startSubgraph("catalog", environment);
  }, 400_000);

  const startImport = (file: string) => startProcess(["gateway/cli/main.ts", "import", "welfare", file], environment);

  const untilImported = (code: string, summary: string) =>
    eventually(
      () =>
        dataOf(
          welfare.url,
          "query ($codes: [String!]) { welfareMeasures(filter: { codes: $codes }) { nodes { summary { ja } } } }",
          { codes: [code] },
        ),
      ({ welfareMeasures }) => welfareMeasures.nodes[0]?.summary.ja === summary,
      60_000,
    );

  const catchesUp = () =>
    eventually(
      async () => [await rowsOf(welfare.url, "welfareMeasures"), await rowsOf(catalog.url, "measures")] as const,
      ([own, indexed]) =>
        own.size === indexed.size && [...own].every(([code, row]) => row.version === indexed.get(code)?.version),
      60_000,
    );

  test("leaves each row old or new, and the catalog catches up", async () => {
    const before = startImport(writeTable(folder, "版0"));
    expect((await before.ended).code).toBe(0);

    let halves = 0;
    for (const [round, share] of [0, 0.3, 0.6].entries()) {
      const old = await rowsOf(welfare.url, "welfareMeasures");
      const summary = `版${round + 1}`;
      const importing = startImport(writeTable(folder, summary));
      await untilImported(codeOf(Math.floor((share + 0.3 * Math.random()) * rowCount)), summary);
      await importing.stop("SIGKILL");

      const now = await rowsOf(welfare.url, "welfareMeasures");

      expect(now.size).toBe(rowCount);
      for (const [code, row] of now) {
        const was = old.get(code);
        const isNew = row.summary === summary;
        expect(row).toEqual(isNew ? { code, version: (was?.version ?? 0) + 1, summary } : was);
      }
      const changed = [...now.values()].filter((row) => row.summary === summary).length;
      if (changed > 0 && changed < rowCount) halves += 1;
    }
    // Or nothing of the above was put to the test.
    expect(halves).toBeGreaterThan(0);
    const [own, indexed] = await catchesUp();
    expect(indexed).toEqual(own);
  }, 400_000);

  test("is mended by importing again, which changes the rest and nothing twice", async () => {
    const old = await rowsOf(welfare.url, "welfareMeasures");
    const file = writeTable(folder, "版3");

    expect((await startImport(file).ended).code).toBe(0);
    const now = await rowsOf(welfare.url, "welfareMeasures");
    expect((await startImport(file).ended).code).toBe(0);

    for (const [code, { summary, version }] of old) {
      expect(now.get(code)).toEqual({ code, summary: "版3", version: summary === "版3" ? version : version + 1 });
    }
    expect(await rowsOf(welfare.url, "welfareMeasures")).toEqual(now);
  }, 400_000);

  test("costs nothing when it strikes the department and the catalog while they are read", async () => {
    const importing = startImport(writeTable(folder, "版4"));
    await untilImported(codeOf(0), "版4");
    const port = new URL(welfare.url).port;
    await Promise.all([welfare.stop("SIGKILL"), catalog.stop("SIGKILL")]);
    welfare = await startSubgraph("welfare", { ...environment, JINKATSU_PORT: port });
    catalog = await startSubgraph("catalog", environment);

    expect((await importing.ended).code).toBe(0);
    const [own, indexed] = await catchesUp();
    expect(indexed).toEqual(own);
    expect([...own.values()].every(({ summary }) => summary === "版4")).toBe(true);
  }, 400_000);
});
