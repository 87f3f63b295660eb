import { expect, test } from "@jest/globals";
import { openDepartment } from "#kit/department/open.ts";
import { errors } from "#kit/errors.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { ask } from "../../../support/ask.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed } from "../../../support/departments.ts";
import { describeWithSmallDisk, mountSmallDisk, type SmallDisk } from "../../../support/full-disk.ts";
import { eventually } from "../../../support/hub-process.ts";
import { sampleMeasure } from "../../../support/sample-records.ts";
import { serveHub } from "../../../support/test-hub.ts";

const welfare = departmentNamed("welfare");
const [sqlite] = databases;

const mutation = `mutation ($input: CreateWelfareMeasureInput!) {
  createWelfareMeasure(input: $input) { measure { code } userErrors { code } }
}`;
const all = "{ welfareMeasures(first: 100) { nodes { code } } }";

interface Running {
  /** The codes that were acknowledged. */
  create(...codes: readonly string[]): Promise<readonly unknown[]>;
  readiness(): Promise<Readiness>;
  codes(): Promise<readonly string[]>;
  close(): Promise<void>;
}

interface Readiness {
  readonly status: string;
  readonly reasons?: readonly string[];
}

async function start(settings: Settings): Promise<Running> {
  const department = await openDepartment(welfare, settings);
  const hub = await serveHub([department]);
  const long = { summary: { ja: "長".repeat(5_000) } };
  return {
    async create(...codes) {
      const answers = codes.map((code) =>
        ask(hub.url, mutation, { input: { measure: sampleMeasure(code, long) } }).then(({ data, errors: told }) =>
          told ? told[0]?.extensions?.["code"] : data?.["createWelfareMeasure"],
        ),
      );
      return Promise.all(answers);
    },
    readiness: () => readinessAt(hub.url),
    async codes() {
      const { data } = await ask(hub.url, all);
      return data.welfareMeasures.nodes.map(({ code }: { code: string }) => code).toSorted();
    },
    async close() {
      await hub.close();
      await department.close();
    },
  };
}

async function readinessAt(url: string): Promise<Readiness> {
  return JSON.parse(await (await fetch(`${url}/health/ready`)).text());
}

function settingsOn({ folder }: SmallDisk): Settings {
  return { ...sqlite.newSettings(), dataFolder: folder };
}

const made = (code: string) => ({ measure: { code }, userErrors: [] });
const isReady = ({ status }: Readiness) => status === "ready";

describeWithSmallDisk("A disk that is full", () => {
  test("refuses changes one after the other, and loses none that is acknowledged afterwards", async () => {
    const disk = mountSmallDisk(3);
    const running = await start(settingsOn(disk));
    expect(await running.create("before")).toEqual([made("before")]);
    disk.fill();

    const refused = [await running.create("one"), await running.create("two"), await running.create("three")];
    const full = await eventually(running.readiness, (readiness) => !isReady(readiness));
    disk.free();
    const free = await eventually(running.readiness, isReady);
    const after = await running.create("after");
    await running.close();

    expect(refused.flat()).toEqual(Array(3).fill("DATABASE_FULL"));
    expect(full).toEqual({ status: "not ready", reasons: [`welfare: ${errors.databaseFull().message}`] });
    expect(free).toEqual({ status: "ready", notes: [] });
    expect(after).toEqual([made("after")]);
    const again = await start(settingsOn(disk));
    expect(await again.codes()).toEqual(["after", "before"]);
    await again.close();
  }, 400_000);

  test("is told by the department's own process before any change has failed, and is forgotten when there is room", async () => {
    const disk = mountSmallDisk(3);
    const settings = settingsOn(disk);
    const listening = await serveSubgraph(await openDepartment(welfare, settings), settings);
    const readiness = () => readinessAt(listening.url);
    const before = await readiness();

    disk.fill();
    const full = await eventually(readiness, (found) => !isReady(found));
    disk.free();
    const after = await eventually(readiness, isReady);

    expect([before, after]).toEqual(Array(2).fill({ status: "ready", notes: [] }));
    expect(full.reasons).toEqual([`welfare: ${errors.databaseFull().message}`]);
    await listening.close();
  }, 400_000);
});
