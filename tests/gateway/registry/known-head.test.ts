import { expect, test } from "@jest/globals";
import { createKnownHead } from "../../../gateway/registry/follow/known-head.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { registryTables } from "../../../gateway/registry/store/tables.ts";
import { commitVersion } from "../../../gateway/registry/store/versions.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { copyState } from "../../support/put-back.ts";

describeOnDatabases("what a gateway knows of the registry", (place) => {
  test("is what the registry says, also where it has lost its tail and given the same revision to another publish", async () => {
    const settings = place.newSettings();
    const database = await openRegistryDatabase(settings);
    const head = createKnownHead({
      folder: settings.dataFolder,
      database: async () => database,
      onAway: fail,
      onNotKept: fail,
    });
    const publish = (subgraph: string) =>
      commitVersion(database, 1, {
        subgraph,
        action: "published",
        sdl: "type Query { a: Int }",
        url: "http://a",
        author: "a",
      });
    await commitVersion(database, 0, {
      subgraph: "welfare",
      action: "published",
      sdl: "type Query { a: Int }",
      url: "http://a",
      author: "a",
    });
    const earlier = await copyState(
      database,
      registryTables.map(({ name }) => name),
    );
    await publish("lost");
    const before = await head.read();

    await earlier.putBack();
    await publish("kept");
    const after = await head.read();

    expect([before?.revision, before?.subgraphs.map(({ subgraph }) => subgraph)]).toEqual([2, ["lost", "welfare"]]);
    expect(after?.readAt).toBeGreaterThan(before?.readAt ?? Number.NaN);
    expect([after?.revision, after?.subgraphs.map(({ subgraph }) => subgraph)]).toEqual([2, ["kept", "welfare"]]);
    await database.close();
  });
});

function fail(error: unknown): never {
  throw error;
}
