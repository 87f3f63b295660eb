import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Database } from "#kit/database/open.ts";
import { parseSubgraphKeys } from "#kit/identity/subgraph-keys.ts";
import { composedBefore } from "../../../gateway/registry/follow/composed-before.ts";
import { type CompositionSeal, createCompositionSeal } from "../../../gateway/registry/store/composition-seal.ts";
import { keepComposition } from "../../../gateway/registry/store/compositions.ts";
import { keepDocuments } from "../../../gateway/registry/store/documents.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { compositionTable } from "../../../gateway/registry/store/tables.ts";
import { compose, type PublishedSubgraph } from "../../../gateway/supergraph/compose.ts";
import { partsDigest } from "../../../gateway/supergraph/parts-digest.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { published, towns } from "./proposals.ts";

const weather = published("weather", `"問い合わせ。" type Query { "天気。" sky: String }`);

function supergraphOf(...parts: readonly PublishedSubgraph[]): string {
  const composition = compose(parts);
  return composition.outcome === "composed" ? composition.supergraphSdl : "";
}

describeOnDatabases("what was composed before", (on) => {
  let database: Database;
  let seal: CompositionSeal;

  beforeAll(async () => {
    const settings = on.newSettings();
    database = await openRegistryDatabase(settings);
    seal = createCompositionSeal(settings);
  });

  afterAll(() => database.close());

  const keep = (parts: readonly PublishedSubgraph[], supergraphSdl: string) =>
    database.transaction((manager) =>
      keepComposition(manager, seal, {
        parts: partsDigest(parts),
        supergraphSdl,
        apiSdl: "type Query { sky: String }",
      }),
    );
  const find = (...parts: readonly PublishedSubgraph[]) => composedBefore(async () => database, seal)(parts);

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

  test("is not taken over where somebody has put a graph without its rules in its place, under digests that are right", async () => {
    const ruled = published("weather", `"問い合わせ。" type Query { "天気。" sky: String @authenticated }`);
    await keep([towns, ruled], supergraphOf(towns, ruled));
    const opened = supergraphOf(towns, weather);
    await database.transaction(async (manager) => {
      const [digest = ""] = await keepDocuments(manager, [opened]);
      await manager.update(compositionTable.entity, { parts: partsDigest([towns, ruled]) }, { digest });
    });

    expect(await find(towns, ruled)).toBeUndefined();

    await keep([towns, ruled], supergraphOf(towns, ruled));
    expect(await find(towns, ruled)).toBe(supergraphOf(towns, ruled));
  });

  test("is taken over by a replica that shares the secret, and by nobody else", async () => {
    const parts = { parts: "a", digest: "b", apiDigest: "c" };
    const sealOf = (keys: string) =>
      createCompositionSeal({ subgraphKeys: parseSubgraphKeys(keys) ?? new Map(), dataFolder: temporaryFolder() });
    const secret = "*=0123456789abcdefghijklmnopqrstuv";
    const sealed = { ...parts, seal: sealOf(secret).of(parts) };

    expect(sealOf(secret).holds(sealed)).toBe(true);
    expect(sealOf(`*=another-0123456789abcdefghijklmnop,${secret}`).holds(sealed)).toBe(true);
    for (const other of ["*=another-0123456789abcdefghijklmnop", "", "weather=0123456789abcdefghijklmnopqrstuv"])
      expect(sealOf(other).holds(sealed)).toBe(false);
    expect(sealOf(secret).holds({ ...parts, seal: null })).toBe(false);
  });

  test("is none where the registry is away", async () => {
    const away = composedBefore(() => Promise.reject(new Error("away")), seal);

    expect(await away([towns])).toBeUndefined();
  });
});
