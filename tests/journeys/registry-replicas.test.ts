/** Publishing to a hub of several processes on MySQL: every replica and every worker takes it, and no request is lost by it. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createConnection } from "mysql2/promise";
import { agriculture } from "../support/agriculture/department.ts";
import { ask, dataOf, type Json } from "../support/ask.ts";
import { databases, describeOnDatabases } from "../support/databases.ts";
import { type Distributed, startDistributed } from "../support/distributed.ts";
import { eventually, type Served, startProcess } from "../support/hub-process.ts";
import { type Registry, registryAt, schemaFile } from "../support/registry.ts";
import { type SteadyLoad, startLoad } from "../support/steady-load.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describeOnDatabases("a hub of two gateways, one of them of two workers,", ({ dialect }) => {
  if (dialect === "sqlite") {
    test("needs a database that several processes share: see MySQL", () => expect(databases).not.toEqual([]));
    return;
  }
  const databaseUrl = databases.find((each) => each.dialect === "mysql")?.newSettings().databaseUrl ?? "";
  const dataFolder = temporaryFolder();
  let hub: Distributed;
  let gateways: readonly Served[];
  let registry: Registry;
  let token: string;
  let url: string;
  let load: readonly SteadyLoad[] = [];

  beforeAll(async () => {
    hub = await startDistributed(databaseUrl);
    gateways = await Promise.all([
      hub.startGateway({ JINKATSU_DATA: dataFolder }),
      hub.startGateway({ JINKATSU_DATA: temporaryFolder(), JINKATSU_WORKERS: "2" }),
    ]);
    const keys = hub.environment["JINKATSU_SUBGRAPH_KEYS"] ?? "";
    registry = registryAt({
      url: gateways[0]?.url ?? "",
      dataFolder,
      databaseUrl,
      more: { JINKATSU_SUBGRAPH_KEYS: keys },
    });
    const admitted = registry.admit("agriculture");
    const { output: key } = await registry.operate("key", "agriculture");
    const department = startProcess(["tests/support/processes/serve-agriculture.ts"], {
      JINKATSU_PORT: "0",
      JINKATSU_DATA: temporaryFolder(),
      JINKATSU_SUBGRAPH_KEYS: key.trim().replace("JINKATSU_SUBGRAPH_KEYS=", ""),
    });
    url = `${await department.said(/agriculture: (\S+)\/graphql/)}/graphql`;
    token = await admitted;
    const question = { perSecond: 20, query: "{ welfareMeasures { totalCount } }" };
    const expected = JSON.stringify(await ask(gateways[0]?.url ?? "", question.query).then(({ data }) => ({ data })));
    load = gateways.map((gateway) => startLoad(gateway.url, { ...question, expected }));
  }, 600_000);

  afterAll(async () => {
    await Promise.all(load.map((each) => each.stop()));
  });

  const publish = (sdl: string, ...more: readonly string[]) =>
    registry.run(token, "publish", "agriculture", "--schema", schemaFile(sdl), "--json", ...more);
  /** Each with one field more than the one before. */
  const version = (number: number) => {
    const fields = Array.from({ length: number }, (_, index) => `"番号。" field${index + 1}: Int`);
    return agriculture.sdl.replace("trainingFarmAres: Int", `trainingFarmAres: Int ${fields.join(" ")}`);
  };

  /** What the gateways' processes have written of each supergraph that they took up. */
  const takenUp = () => gateways.flatMap((gateway) => gateway.log()).filter(({ msg }) => msg === "supergraph");

  /** Asked on connections of their own, so that each worker has its turn. */
  const everywhere = (query: string, isWanted: (data: Json) => boolean) =>
    Promise.all(
      gateways.flatMap((gateway) =>
        Array.from({ length: 4 }, () =>
          eventually(
            () => ask(gateway.url, query, {}, { connection: "close" }),
            ({ data }) => data !== undefined && isWanted(data),
          ),
        ),
      ),
    );

  test("takes a new department in every process, and the catalog follows it under its key", async () => {
    const { code, json } = await publish(agriculture.sdl, "--url", url);

    expect([code, json.outcome, json.key.isRequired]).toEqual([0, "published", true]);
    await everywhere("{ agricultureMeasures { totalCount } }", (data) => data.agricultureMeasures?.totalCount === 0);
    const { departments } = await eventually(
      () => dataOf(gateways[1]?.url ?? "", "{ departments { code freshness { reachable } } }"),
      (data) =>
        data.departments.some(({ code: name, freshness }: Json) => name === "agriculture" && freshness.reachable),
    );
    expect(departments).toHaveLength(5);
    expect(takenUp().at(-1)).toMatchObject({ origin: "composed", isTakenOver: true });
  }, 400_000);

  test("takes one version after another as the check has composed it, without dropping a request", async () => {
    const before = takenUp().length;
    const outcomesOf = [];
    for (const number of [1, 2]) outcomesOf.push((await publish(version(number), "--not-yet-running")).json.outcome);
    expect(outcomesOf).toEqual(["published", "published"]);
    // Answered with an error, as the department serves less than it has published; until then it is refused as unknown.
    await everywhere("{ agricultureMeasures { nodes { field1 field2 } } }", () => true);
    const processes = 3;
    const taken = await eventually(
      () => takenUp().slice(before),
      ({ length }) => length >= 2 * processes,
    );
    expect(taken.map(({ isTakenOver }) => isTakenOver)).toEqual(Array(2 * processes).fill(true));

    const outcomes = await Promise.all(load.map((each) => each.stop()));
    for (const { dropped, refused, answered } of outcomes) {
      expect([dropped, refused]).toEqual([[], 0]);
      expect(answered).toBeGreaterThan(50);
    }
  }, 600_000);

  test("is served on with the registry's database gone, also by a gateway that starts then", async () => {
    const connection = await createConnection(databaseUrl.replace(/\/[^/]*$/, ""));
    await connection.query("DROP DATABASE ??", [`${new URL(databaseUrl).pathname.slice(1)}_registry`]);
    await connection.end();

    await everywhere("{ agricultureMeasures { totalCount } }", (data) => data.agricultureMeasures?.totalCount === 0);
    await gateways[0]?.stop();
    const anew = await hub.startGateway({ JINKATSU_DATA: dataFolder });

    await eventually(
      () => ask(anew.url, "{ agricultureMeasures { totalCount } }"),
      ({ data }) => data?.agricultureMeasures?.totalCount === 0,
    );
  }, 400_000);
});
