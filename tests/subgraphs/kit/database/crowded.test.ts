/** A server of the test's own that has no connection left, or may only be read. */
import { afterAll, expect, test } from "@jest/globals";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { saveRecords } from "#kit/records/save.ts";
import { answers } from "../../../setup/database-server.ts";
import { type PrivateServer, startPrivateServer } from "../../../setup/private-database-server.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../../support/departments.ts";
import { eventually } from "../../../support/hub-process.ts";
import { describeWithServerProgram } from "../../../support/own-database-server.ts";
import { contentOf, sampleMeasure } from "../../../support/sample-records.ts";

const welfare = departmentNamed("welfare");
const [sqlite] = databases;
let server: PrivateServer | undefined;

afterAll(() => server?.stop());

/** A user without privileges of an administrator, whom the server would let in, and let write, all the same. */
async function openOnOwnServer() {
  server ??= await startPrivateServer(answers, ["--max-connections=10"]);
  if (server === undefined) throw new Error("no server program");
  const operator = await createConnection(server.url);
  await operator.query("CREATE USER IF NOT EXISTS hub@'%'");
  await operator.query("GRANT ALL ON `jinkatsu\\_%`.* TO hub@'%'");
  const databaseUrl = `${server.url.replace("root@", "hub@")}/jinkatsu_${Date.now()}`;
  const department = await openForTest(welfare, { ...sqlite.newSettings(), databaseUrl });
  return { operator, department, url: server.url.replace("root@", "hub@") };
}

function create({ database, stores }: OpenDepartment, code: string) {
  const content = contentOf(welfare, sampleMeasure(code));
  return database.transaction((manager) => saveRecords(manager, stores.Measure, [{ content, expect: "new" }]));
}

async function endOthers(operator: Connection): Promise<void> {
  const [rows] = await operator.query<RowDataPacket[]>(
    "SELECT id FROM information_schema.processlist WHERE user = 'hub'",
  );
  for (const { id } of rows) await operator.query("KILL ?", [id]);
}

/** Takes all that are left. */
async function takeConnections(url: string): Promise<readonly Connection[]> {
  const taken: Connection[] = [];
  for (;;) {
    const connection = await createConnection(url).catch(() => undefined);
    if (connection === undefined) return taken;
    taken.push(connection);
  }
}

describeWithServerProgram("a database server", () => {
  test("without a connection left is told as such, and one that comes free in time is waited for", async () => {
    const { operator, department, url } = await openOnOwnServer();
    await create(department, "before");
    await endOthers(operator);
    const taken = await takeConnections(url);
    const read = () => department.database.reader.query("SELECT code FROM measure");

    const refused = await Promise.allSettled([read(), create(department, "refused")]);
    const obstacle = await department.database.findObstacle();
    const waiting = Promise.all([read(), create(department, "waited")]);
    for (const connection of taken) await connection.end();
    await waiting;

    expect(refused).toMatchObject([
      { status: "rejected", reason: { code: "DATABASE_CROWDED" } },
      { status: "rejected", reason: { code: "DATABASE_CROWDED" } },
    ]);
    expect(obstacle).toMatchObject({ code: "DATABASE_CROWDED" });
    expect((await read()).map(({ code }: { code: string }) => code).sort()).toEqual(["before", "waited"]);
    await department.database.close();
    await operator.end();
  });

  test("that may only be read refuses a change, says so, answers what is read, and takes changes when it may", async () => {
    const { operator, department } = await openOnOwnServer();
    await operator.query("SET GLOBAL read_only = 1");
    const refused = create(department, "refused");

    await expect(refused).rejects.toMatchObject({ code: "DATABASE_READ_ONLY" });
    expect(await department.database.findObstacle()).toMatchObject({ code: "DATABASE_READ_ONLY" });
    expect(await department.database.reader.query("SELECT code FROM measure")).toEqual([]);
    await operator.query("SET GLOBAL read_only = 0");
    await create(department, "taken");
    await eventually(department.database.findObstacle, (obstacle) => obstacle === undefined);
    await department.database.close();
    await operator.end();
  });
});
