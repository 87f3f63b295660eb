import { expect, test } from "@jest/globals";
import { findKnownDepartments, watchDepartments } from "#kit/follow/known-departments.ts";
import { joinReplicas } from "#kit/replicas/replicas.ts";
import type { ListedDepartment } from "#kit/server/department-list.ts";
import type { Settings } from "#kit/settings.ts";
import { openCatalogDatabase } from "../../../../subgraphs/catalog/open.ts";
import { describeOnDatabases } from "../../../support/databases.ts";
import { eventually } from "../../../support/hub-process.ts";

const older = "type Query { farms: [Int!]! }";
const newer = "type Query { farms: [Int!]! yields: [Int!]! }";

/** As two processes: each with connections of its own. */
async function openTwice(settings: Settings) {
  const databases = [await openCatalogDatabase(settings), await openCatalogDatabase(settings)] as const;
  return { databases, close: () => Promise.all(databases.map((each) => each.close())) };
}

describeOnDatabases("the processes of a subgraph on one database", (database) => {
  test("publish the same, whichever is asked: what both can answer while they run, and the newer when the older has gone", async () => {
    const { databases, close } = await openTwice(database.newSettings());
    const before = await joinReplicas(databases[0], { sdl: older, known: "" });
    const after = await joinReplicas(databases[1], { sdl: newer, known: "" });

    const together = await Promise.all([before.readSdl(), after.readSdl()]);
    await before.leave();
    const alone = await after.readSdl();

    expect(together[0]).toBe(together[1]);
    expect(together[0]).not.toContain("yields");
    expect(alone).toBe(newer);
    await after.leave();
    await close();
  });

  test("take one for gone that was killed, and know it again when it was only silent", async () => {
    const { databases, close } = await openTwice(database.newSettings());
    const silent = await joinReplicas(databases[0], { sdl: older, known: "" });
    const other = await joinReplicas(databases[1], { sdl: newer, known: "" });

    await databases[1].transaction((manager) =>
      manager.query("UPDATE running_replica SET seen_at = seen_at - 60 WHERE sdl = ?", [older]),
    );
    const without = await other.readSdl();
    const again = await eventually(other.readSdl, (sdl) => !sdl.includes("yields"));

    expect(without).toBe(newer);
    expect(again).not.toContain("yields");
    await Promise.all([silent.leave(), other.leave()]);
    await close();
  });

  test("follow the same departments whichever of them was told, and a list that is older than theirs changes nothing", async () => {
    const { databases, close } = await openTwice(database.newSettings());
    const followed: string[][] = [[], []];
    const processes = await Promise.all(
      databases.map(async (each, at) => {
        const replicas = await joinReplicas(each, { sdl: older, known: "" });
        const follow = (listed: readonly ListedDepartment[]) => {
          followed[at] = listed.map(({ name }) => name);
          return `${older} # ${listed.length}`;
        };
        const watched = watchDepartments({ database: each, replicas, digest: "", follow, onFailure: fail });
        return { replicas, watched };
      }),
    );
    const list = (readAt: number, ...names: readonly string[]) =>
      names.map((name) => ({ name, sdl: older, url: `http://${name}.example/graphql`, readAt }));

    await processes[0]?.watched.take(list(4, "welfare", "agriculture"));
    const told = structuredClone(followed);
    await processes[1]?.watched.take(list(3, "welfare"));
    const behind = structuredClone(followed);
    const known = await findKnownDepartments(databases[1]);
    await processes[1]?.watched.take(list(5, "welfare"));
    const restored = structuredClone(followed);
    await processes[0]?.watched.take([]);

    expect(told).toEqual([
      ["welfare", "agriculture"],
      ["welfare", "agriculture"],
    ]);
    expect(behind).toEqual(told);
    expect(known?.departments.map(({ name }) => name)).toEqual(["welfare", "agriculture"]);
    expect(restored).toEqual([["welfare"], ["welfare"]]);
    expect(followed).toEqual([[], []]);
    for (const { watched, replicas } of processes) {
      await watched.close();
      await replicas.leave();
    }
    await close();
  });
});

function fail(error: unknown): never {
  throw error;
}
