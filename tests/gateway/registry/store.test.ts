import { afterAll, expect, test } from "@jest/globals";
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import { createCompositionSeal } from "../../../gateway/registry/store/composition-seal.ts";
import { findSupergraph, keepComposition } from "../../../gateway/registry/store/compositions.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { documentTable } from "../../../gateway/registry/store/tables.ts";
import { findToken, issueToken, listTokens, revokeToken, rotateToken } from "../../../gateway/registry/store/tokens.ts";
import {
  commitVersion,
  findVersions,
  type NewVersion,
  readHead,
  seedVersions,
} from "../../../gateway/registry/store/versions.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const seal = createCompositionSeal({ subgraphKeys: new Map(), dataFolder: temporaryFolder() });

const opened: Database[] = [];

afterAll(async () => {
  await Promise.all(opened.map((database) => database.close()));
});

const version = (subgraph: string, text: string): NewVersion => ({
  subgraph,
  action: "published",
  sdl: `type Query { ${text}: Int }`,
  url: `http://localhost/${subgraph}`,
  author: "a test",
});

/** As a publisher does it: judged by what stands, and again where that moved. */
async function publishAnyhow(database: Database, wanted: NewVersion): Promise<void> {
  for (;;) {
    const { revision } = await readHead(database);
    if ((await commitVersion(database, revision, wanted)).outcome === "committed") return;
  }
}

describeOnDatabases("the versions of the registry", (on) => {
  const settings = on.newSettings();
  const open = async () => {
    const database = await openRegistryDatabase(settings);
    opened.push(database);
    return database;
  };

  test("are judged by one state and added to no other", async () => {
    const database = await open();
    const { revision } = await readHead(database);

    const first = await commitVersion(database, revision, version("first", "a"));
    const late = await commitVersion(database, revision, version("second", "b"));

    expect([first.outcome, late.outcome]).toEqual(["committed", "moved"]);
    const head = await readHead(database);
    expect(head.revision).toBe(revision + 1);
    expect(head.subgraphs.map(({ subgraph, version: number, sdl }) => [subgraph, number, sdl])).toEqual([
      ["first", 1, "type Query { a: Int }"],
    ]);
  });

  test("are none of them lost in fifty rounds of two publishes at the same moment, by two processes' databases", async () => {
    const [one, other] = await Promise.all([open(), open()]);

    for (let round = 0; round < 50; round++) {
      await Promise.all([
        publishAnyhow(one, version("towns", `one${round}`)),
        publishAnyhow(other, version(round % 2 === 0 ? "towns" : "weather", `other${round}`)),
      ]);
    }

    const towns = await findVersions(one.reader, "towns");
    const weather = await findVersions(one.reader, "weather");
    expect([towns.length, weather.length]).toEqual([75, 25]);
    expect(towns.map(({ version: number }) => number)).toEqual(Array.from({ length: 75 }, (_, index) => 75 - index));
    const revisions = [...towns, ...weather].map(({ revision }) => revision);
    expect(new Set(revisions).size).toBe(100);
  }, 400_000);

  test("are kept with what the check has composed, or neither is", async () => {
    const database = await open();
    const { revision } = await readHead(database);
    const parts = "a".repeat(64);
    const composed = { parts, supergraphSdl: "type Query { composed: Int }", apiSdl: "type Query { api: Int }" };
    const keep = (manager: EntityManager) => keepComposition(manager, seal, composed).then(() => undefined);

    await expect(
      commitVersion(database, revision, version("weather", "c"), async (manager) => {
        await keep(manager);
        throw new Error("disk full");
      }),
    ).rejects.toThrow("disk full");
    const neither = await findSupergraph(database.reader, seal, parts);
    const both = await commitVersion(database, revision, version("weather", "c"), keep);

    expect([neither, both.outcome]).toEqual([undefined, "committed"]);
    expect(await findSupergraph(database.reader, seal, parts)).toBe(composed.supergraphSdl);
  });

  test("are composed anew where what was kept is spoilt", async () => {
    const database = await open();
    const composed = { parts: "b".repeat(64), supergraphSdl: "type Query { whole: Int }", apiSdl: "" };
    const { digest } = await database.transaction((manager) => keepComposition(manager, seal, composed));

    await database.transaction((manager) => manager.update(documentTable.entity, { digest }, { text: "type Que" }));

    expect(await findSupergraph(database.reader, seal, composed.parts)).toBeUndefined();
  });

  test("begin with what runs, which gives way to what is published", async () => {
    const database = await open();
    const runs = (sdl: string) => [{ name: "welfare", url: "http://localhost/welfare", sdl }];

    await seedVersions(database, runs("type Query { old: Int }"), "hub");
    await seedVersions(database, runs("type Query { old: Int }"), "hub");
    await publishAnyhow(database, version("welfare", "new"));
    await seedVersions(database, runs("type Query { newer: Int }"), "hub");

    const versions = await findVersions(database.reader, "welfare");
    expect(versions.map(({ action, isDeployed }) => [action, isDeployed])).toEqual([
      ["published", false],
      ["seeded", true],
    ]);
  });
});

describeOnDatabases("a token of the registry", (on) => {
  const settings = on.newSettings();
  const inAnHour = () => new Date(Date.now() + 3_600_000);
  const issue = async (expiresAt = inAnHour()) => {
    const database = await openRegistryDatabase(settings);
    opened.push(database);
    const issued = await issueToken(database, {
      department: "welfare",
      responsible: "hanako",
      label: "ci",
      scopes: ["publish"],
      expiresAt,
    });
    return { database, ...issued };
  };

  test("is known by its hash only", async () => {
    const { database, token, row } = await issue();

    expect(await findToken(database.reader, token)).toMatchObject({ department: "welfare", scopes: ["publish"] });
    expect(JSON.stringify(await listTokens(database.reader, "welfare"))).not.toContain(token.slice(21));
    expect(row.secretHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ["with another secret", (token: string) => `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`],
    ["of another form", (token: string) => `${token}x`],
    ["without its secret", (token: string) => token.slice(0, 21)],
  ])("is none %s", async (_, forge) => {
    const { database, token } = await issue();

    expect(await findToken(database.reader, forge(token))).toBeUndefined();
  });

  test("holds no more once it has expired or was revoked", async () => {
    const expired = await issue(new Date(Date.now() - 1));
    const revoked = await issue();
    await revokeToken(revoked.database, revoked.row.id);

    expect(await findToken(expired.database.reader, expired.token)).toBeUndefined();
    expect(await findToken(revoked.database.reader, revoked.token)).toBeUndefined();
  });

  test("is rotated into one with the same rights, and holds beside it only until the overlap ends", async () => {
    const { database, token, row } = await issue();

    const next = await rotateToken(database, row.id, { expiresAt: inAnHour(), overlapEnds: new Date(Date.now() - 1) });

    expect(await findToken(database.reader, next?.token ?? "")).toMatchObject({ label: "ci", scopes: ["publish"] });
    expect(await findToken(database.reader, token)).toBeUndefined();
    expect(await rotateToken(database, row.id, { expiresAt: inAnHour(), overlapEnds: inAnHour() })).toBeUndefined();
  });
});
