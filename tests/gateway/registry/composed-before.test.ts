import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Database } from "#kit/database/open.ts";
import { composedBefore } from "../../../gateway/registry/follow/composed-before.ts";
import { keepComposition } from "../../../gateway/registry/store/compositions.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { compose, type PublishedSubgraph } from "../../../gateway/supergraph/compose.ts";
import { partsDigest } from "../../../gateway/supergraph/parts-digest.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { published, towns } from "./proposals.ts";

const weather = published("weather", `"問い合わせ。" type Query { "天気。" sky: String }`);

function supergraphOf(...parts: readonly PublishedSubgraph[]): string {
  const composition = compose(parts);
  return composition.outcome === "composed" ? composition.supergraphSdl : "";
}

describeOnDatabases("what was composed before", (on) => {
  let database: Database;

  beforeAll(async () => {
    database = await openRegistryDatabase(on.newSettings());
  });

  afterAll(() => database.close());

  const keep = (parts: readonly PublishedSubgraph[], supergraphSdl: string) =>
    database.transaction((manager) =>
      keepComposition(manager, { parts: partsDigest(parts), supergraphSdl, apiSdl: "type Query { sky: String }" }),
    );
  const find = (...parts: readonly PublishedSubgraph[]) => composedBefore(async () => database)(parts);

  test("is taken over for exactly the same parts", async () => {
    await keep([towns, weather], supergraphOf(towns, weather));

    expect(await find(weather, towns)).toBe(supergraphOf(towns, weather));
    expect(await find(towns)).toBeUndefined();
    expect(await find(towns, { ...weather, url: "http://localhost/other" })).toBeUndefined();
  });

  test.each([
    ["calls another address than its parts", supergraphOf({ ...towns, url: "http://localhost/elsewhere" })],
    ["has more parts", supergraphOf(towns, weather)],
    ["cannot be read", "type Query {"],
  ])("is not taken over where it %s", async (_, spoilt) => {
    const parts = [{ ...towns, sdl: `${towns.sdl} type Spoilt { a: Int }` }];
    await database.transaction((manager) => manager.query("DELETE FROM registry_composition"));
    await keep(parts, spoilt);

    expect(await find(...parts)).toBeUndefined();
  });

  test("is none where the registry is away", async () => {
    const away = composedBefore(() => Promise.reject(new Error("away")));

    expect(await away([towns])).toBeUndefined();
  });
});
