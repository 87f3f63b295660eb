/** Nodes of a cluster have no lock in common: here they are names on one server, whose locks are apart by them. */
import { afterAll, expect, test } from "@jest/globals";
import { type Connection, createConnection } from "mysql2/promise";
import { takeMigrationTurn } from "#kit/database/migration-turn.ts";
import { describeOnMysql } from "../../../support/databases.ts";

describeOnMysql("the turn to migrate a schema", (place) => {
  const url = new URL(place.newSettings().databaseUrl ?? "");
  const schema = `${url.pathname.slice(1)}_turn`;
  const opened: Connection[] = [];

  async function connect(): Promise<Connection> {
    const connection = await createConnection(new URL("/", url).href);
    opened.push(connection);
    await connection.query("CREATE DATABASE IF NOT EXISTS ??", [schema]);
    return connection;
  }

  afterAll(() => Promise.all(opened.map((connection) => connection.end().catch(() => undefined))));

  test("is one at a time, also on nodes of a cluster that have no lock in common", async () => {
    let holding = 0;
    let most = 0;
    const nodes = ["a", "b", "c", "d"];
    const take = async (node: string) => {
      const connection = await connect();
      const turn = await takeMigrationTurn(connection, schema, { node });
      most = Math.max(most, ++holding);
      await new Promise((resolve) => setTimeout(resolve, 300));
      holding--;
      await turn?.giveBack();
      return turn !== undefined;
    };

    expect(await Promise.all(nodes.map(take))).toEqual([true, true, true, true]);
    expect(most).toBe(1);
  });

  test("is another's at once where its holder on the same node is gone, and on another node only after a while", async () => {
    const gone = await connect();
    await takeMigrationTurn(gone, schema, { node: "a" });
    gone.destroy();

    const elsewhere = await takeMigrationTurn(await connect(), schema, { node: "b", patience: 1_000 });
    const here = await takeMigrationTurn(await connect(), schema, { node: "a", patience: 5_000 });
    await here?.giveBack();

    expect(elsewhere).toBeUndefined();
    expect(here).toBeDefined();
  });
});
