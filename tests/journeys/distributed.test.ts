import { beforeAll, describe, expect, test } from "@jest/globals";
import { ask, dataOf } from "../support/ask.ts";
import { type Distributed, startDistributed } from "../support/distributed.ts";
import { eventually, type Served, startEmbedded } from "../support/hub-process.ts";
import { send } from "../support/raw-http.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { mysqlIsHere, newDatabaseUrl } from "../support/test-schemas.ts";
import { acrossDepartments, forPeopleWithDisabilities, owned, walk } from "./questions.ts";

const describeDistributed = mysqlIsHere ? describe : describe.skip;

interface Readiness {
  readonly httpStatus: number;
  readonly notes?: readonly string[];
  readonly reasons?: readonly string[];
}

const readinessOf = async ({ url }: Served): Promise<Readiness> => {
  const { status, body } = await send(url, { method: "GET", path: "/health/ready" });
  return { httpStatus: status, ...JSON.parse(body) };
};

const ready = ({ httpStatus }: Readiness) => httpStatus === 200;

describeDistributed("six subgraph processes on their own MySQL schemas and the gateway alone", () => {
  let hub: Distributed;
  let gateway: Served;

  beforeAll(async () => {
    hub = await startDistributed(newDatabaseUrl());
    gateway = await hub.startGateway();
    await eventually(() => readinessOf(gateway), ready);
  }, 400_000);

  test("give the same answers as all in one process", async () => {
    const embedded = await startEmbedded({ JINKATSU_DATA: temporaryFolder() });

    for (const department of Object.keys(owned)) {
      const variables = { filter: { departments: [department] } };
      expect(await ask(gateway.url, acrossDepartments, variables)).toEqual(
        await ask(embedded.url, acrossDepartments, variables),
      );
    }
    expect(await ask(gateway.url, acrossDepartments, forPeopleWithDisabilities)).toEqual(
      await ask(embedded.url, acrossDepartments, forPeopleWithDisabilities),
    );
    for (const list of ["measures", "talentResources"] as const) {
      expect(await walk(gateway.url, { list, size: 50 })).toEqual(await walk(embedded.url, { list, size: 100 }));
    }
    await embedded.stop();
  }, 400_000);

  test("give the same answers through the reference engine", async () => {
    const reference = await hub.startGateway({ JINKATSU_ENGINE: "apollo" });
    await eventually(() => readinessOf(reference), ready);

    expect(await ask(reference.url, acrossDepartments, forPeopleWithDisabilities)).toEqual(
      await ask(gateway.url, acrossDepartments, forPeopleWithDisabilities),
    );
    await reference.stop();
  }, 400_000);

  describe("with one department killed", () => {
    const whatElseIsThere =
      "{ measures { totalCount } educationMeasures { totalCount } welfareMeasures { totalCount } }";

    beforeAll(async () => {
      await hub.subgraphs.get("welfare")?.stop("SIGKILL");
    });

    test("answer the rest and say what is missing, and where", async () => {
      const { status, data, errors = [] } = await ask(gateway.url, whatElseIsThere);

      expect([status, data]).toEqual([
        200,
        { measures: { totalCount: 226 }, educationMeasures: { totalCount: 20 }, welfareMeasures: null },
      ]);
      expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
        [["welfareMeasures"], "SUBGRAPH_UNREACHABLE"],
      ]);
      expect(errors[0]?.message).toMatch(/welfare/);
    });

    test("know all that the contract says from the catalog, and only the own fields are missing", async () => {
      const variables = { filter: { departments: ["welfare"] } };
      const { data, errors = [] } = await ask(gateway.url, acrossDepartments, variables);

      expect(data.measures.totalCount).toBe(owned.welfare.measures);
      expect(data.measures.nodes[0]).toMatchObject({ name: { ja: expect.stringMatching(/\S/) }, facilityKinds: null });
      expect(errors.map(({ path }) => path?.slice(0, 2))).toContainEqual(["measures", "nodes"]);
    });

    test("say nothing of addresses or of how the inside is made", async () => {
      const answer = JSON.stringify([
        await ask(gateway.url, whatElseIsThere),
        await ask(gateway.url, acrossDepartments, { filter: { departments: ["welfare"] } }),
      ]);

      expect(answer).not.toMatch(/127\.0\.0\.1|localhost|ECONN|\.ts:|node_modules|stack/);
    });

    test("are ready still, and note it", async () => {
      const noted = await eventually(
        async () => {
          // On a slow machine, what failed before may be too long ago to count.
          await ask(gateway.url, whatElseIsThere);
          return readinessOf(gateway);
        },
        ({ notes = [] }) => notes.length > 0,
      );

      expect(noted).toMatchObject({ httpStatus: 200, status: "ready" });
      expect(noted.notes?.join()).toContain("welfare");
    });

    test("let another gateway start on what each of them has published last", async () => {
      const second = await hub.startGateway();
      await eventually(() => readinessOf(second), ready);

      expect((await ask(second.url, whatElseIsThere)).data.educationMeasures).toEqual({ totalCount: 20 });
      await second.stop();
    }, 400_000);

    test("keep a gateway that nobody has told of them waiting, with 503 and the reason", async () => {
      const newcomer = await hub.startGateway({ JINKATSU_DATA: temporaryFolder(), JINKATSU_DATABASE_URL: "" });

      const waiting = await eventually(
        () => readinessOf(newcomer),
        ({ reasons = [] }) => reasons.join().includes("welfare"),
      );
      const { status, headers } = await send(newcomer.url, {
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: "{ __typename }" }),
      });

      expect(waiting).toMatchObject({ httpStatus: 503, status: "not ready" });
      expect([status, headers["retry-after"]]).toEqual([503, "1"]);
      expect((await newcomer.stop()).code).toBe(0);
    }, 400_000);

    test("are whole again when it is back, with no restart of the gateway", async () => {
      await hub.restart("welfare");

      const data = await eventually(
        async () => (await ask(gateway.url, whatElseIsThere)).data,
        ({ welfareMeasures }) => welfareMeasures !== null,
      );
      const { notes } = await eventually(
        () => readinessOf(gateway),
        (readiness) => readiness.notes?.length === 0,
      );

      expect(data.welfareMeasures).toEqual({ totalCount: 35 });
      expect(notes).toEqual([]);
      expect(await dataOf(gateway.url, acrossDepartments, forPeopleWithDisabilities)).toHaveProperty("measures");
    }, 400_000);
  });
});
