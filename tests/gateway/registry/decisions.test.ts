import { afterAll, expect, test } from "@jest/globals";
import { type Database, openDatabase } from "#kit/database/open.ts";
import type { Finding } from "../../../gateway/registry/check/finding.ts";
import { type Decision, recordDecision } from "../../../gateway/registry/publish/record-decision.ts";
import { CreateCompositions1764900000000 } from "../../../gateway/registry/store/create-compositions.ts";
import { CreateDeliveries1765000000000 } from "../../../gateway/registry/store/create-deliveries.ts";
import { CreateRegistry1764800000000 } from "../../../gateway/registry/store/create-registry.ts";
import { findDecisions, findDraft, keepDraft, type NewDraft } from "../../../gateway/registry/store/drafts.ts";
import { KeyDecisionsByProposal1765100000000 } from "../../../gateway/registry/store/key-decisions.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { findRules } from "../../../gateway/registry/store/rules.ts";
import type { DraftRow } from "../../../gateway/registry/store/tables.ts";
import {
  findToken,
  issueToken,
  lineageOf,
  listTokens,
  rotateToken,
  type Scope,
  scopesOf,
} from "../../../gateway/registry/store/tokens.ts";
import { commitVersion, readHead } from "../../../gateway/registry/store/versions.ts";
import { describeOnDatabases } from "../../support/databases.ts";

const opened: Database[] = [];

afterAll(async () => {
  await Promise.all(opened.map((database) => database.close()));
});

async function kept(database: Promise<Database>): Promise<Database> {
  opened.push(await database);
  return database;
}

const text = { ja: "型", en: "type" };
const finding = (awaits: string): Finding => ({
  code: "FIELD_TAKEN",
  severity: "error",
  message: text,
  remedy: text,
  awaits,
});
const inAWeek = () => new Date(Date.now() + 7 * 24 * 3_600_000).toISOString();
const inAnHour = () => new Date(Date.now() + 3_600_000);
const around = { remindAfterDays: 7, announce: async () => undefined };
let proposals = 0;

function propose(database: Database, more: Partial<NewDraft> = {}): Promise<DraftRow> {
  proposals += 1;
  const draft: NewDraft = {
    subgraph: "weather",
    action: "published",
    restores: null,
    acceptance: null,
    status: "waiting",
    sdl: `type Query { a${proposals}: Int }`,
    url: null,
    author: "token pipeline",
    person: "wanter",
    lineage: "pipeline",
    standing: 0,
    message: null,
    gitCommit: null,
    findings: [finding("towns")],
    dueAt: inAWeek(),
    ...more,
  };
  return keepDraft(database, draft, async () => undefined);
}

const decision = (draft: string, more: Partial<Decision> = {}): Decision => ({
  draft,
  department: "towns",
  verdict: "approved",
  capacity: "approver",
  author: "person taro",
  person: "taro",
  lineage: undefined,
  reason: "agreed",
  ...more,
});

const codeOf = ({ code }: { readonly code: string }) => code;
const outcomeOf = (recording: ReturnType<typeof recordDecision>) => recording.then(({ awaits }) => awaits, codeOf);

describeOnDatabases("a decision", (on) => {
  const settings = on.newSettings();
  const open = () => kept(openRegistryDatabase(settings));

  test("is one of two that are made at the same moment, in fifty rounds, and the other is told which", async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const outcomes = new Set<string>();

    for (let round = 0; round < 50; round++) {
      const { id } = await propose(one);
      const [first, second] = round % 2 === 0 ? [one, other] : [other, one];
      const told = await Promise.allSettled([
        recordDecision(first, decision(id), around),
        recordDecision(second, decision(id, { verdict: "refused", person: "jiro", author: "person jiro" }), around),
      ]);
      const decisions = await findDecisions(one.reader, id);
      const { status } = (await findDraft(one.reader, id)) ?? {};
      const winners = told.filter((each) => each.status === "fulfilled").length;
      const refusals = told.flatMap((each) => (each.status === "rejected" ? [each.reason.text.en] : []));
      outcomes.add(
        JSON.stringify({ winners, verdicts: decisions.map(({ verdict }) => verdict), status, refusals }).replaceAll(
          id,
          "X",
        ),
      );
    }

    const refused = { winners: 1, verdicts: ["refused"], status: "refused" };
    const approved = { winners: 1, verdicts: ["approved"], status: "waiting" };
    const possible = [
      JSON.stringify({ ...refused, refusals: ["Publish X was refused already. Nothing was changed."] }),
      JSON.stringify({ ...approved, refusals: ["Publish X was approved already. Nothing was changed."] }),
    ];
    expect(possible).toEqual(expect.arrayContaining([...outcomes]));
  }, 400_000);

  test.each<[string, Partial<Decision>]>([
    ["the person who wants it, whatever that person is called", { person: "wanter", author: "person else" }],
    ["a token that the same person answers for", { person: "wanter", lineage: "another", author: "token else" }],
    ["a token of the lineage that wants it", { lineage: "pipeline" }],
  ])("is not taken from %s", async (_, who) => {
    const database = await open();
    const { id } = await propose(database);

    expect(await outcomeOf(recordDecision(database, decision(id, who), around))).toBe("APPROVAL_BY_WANTER");
    expect(await outcomeOf(recordDecision(database, decision(id, { ...who, capacity: "deputy" }), around))).toBe(
      "APPROVAL_BY_WANTER",
    );
    expect(await findDecisions(database.reader, id)).toEqual([]);
  });

  test("is not taken from who answered for an earlier token of the lineage that wants it", async () => {
    const database = await open();
    const issue = { department: "weather", label: "ci", scopes: ["publish"] as const, expiresAt: inAnHour() };
    const first = await issueToken(database, { ...issue, responsible: "hanako" });
    const next = await rotateToken(database, first.row.id, {
      expiresAt: inAnHour(),
      overlapEnds: inAnHour(),
      responsible: "jiro",
    });
    if (!next) throw new Error("not rotated");
    const { id } = await propose(database, { person: "jiro", lineage: lineageOf(next.row) });

    const told = (person: string) => outcomeOf(recordDecision(database, decision(id, { person }), around));
    expect([await told("hanako"), await told("jiro"), await told("taro")]).toEqual([
      "APPROVAL_BY_WANTER",
      "APPROVAL_BY_WANTER",
      [],
    ]);
    expect(lineageOf(next.row)).toBe(first.row.id);
  });

  test("is not taken from who has asked for the same before a colleague did, and is from who has asked for something else", async () => {
    const database = await open();
    const of = (person: string, more: Partial<NewDraft> = {}) =>
      propose(database, { subgraph: "tides", person, lineage: `pipeline of ${person}`, ...more });
    await of("taro");
    await of("jiro", { findings: [{ ...finding("towns"), coordinate: "Town.name" }] });
    await of("saburo", { standing: 1 });
    const { id } = await of("hanako");

    const told = (more: Partial<Decision>) => outcomeOf(recordDecision(database, decision(id, more), around));
    expect([
      await told({ person: "taro" }),
      await told({ person: "shiro", lineage: "pipeline of taro" }),
      await told({ person: "jiro" }),
      await told({ person: "saburo" }),
    ]).toEqual(["APPROVAL_BY_WANTER", "APPROVAL_BY_WANTER", [], []]);
  });

  test("is not taken from a token that nobody answers for", async () => {
    const database = await open();
    const { id } = await propose(database);

    expect(await outcomeOf(recordDecision(database, decision(id, { person: undefined }), around))).toBe(
      "REGISTRY_FORBIDDEN",
    );
  });

  test("needs a second person where nobody answers for who wants the change", async () => {
    const database = await open();
    const { id } = await propose(database, { subgraph: "waves", person: null, lineage: null });
    const told = (person: string) => outcomeOf(recordDecision(database, decision(id, { person }), around));

    expect([await told("taro"), await told("taro"), await told("jiro")]).toEqual([["towns"], ["towns"], []]);
  });

  test("counts for the proposal that it was made of, and for no other of the same schema", async () => {
    const database = await open();
    const sdl = "type Query { same: Int }";
    const first = await propose(database, { sdl });
    await recordDecision(database, decision(first.id), around);
    const again = await propose(database, { sdl, findings: [finding("towns"), finding("sea")] });

    expect(await outcomeOf(recordDecision(database, decision(again.id, { department: "sea" }), around))).toEqual([
      "towns",
    ]);
    expect(await outcomeOf(recordDecision(database, decision(first.id), around))).toBe("DRAFT_UNKNOWN");
  });
});

describeOnDatabases("a token of the registry", (on) => {
  const settings = on.newSettings();
  const issue = async (scopes: readonly Scope[], responsible: string | undefined) => {
    const database = await kept(openRegistryDatabase(settings));
    const expiresAt = inAnHour();
    return issueToken(database, { department: "welfare", label: "ci", scopes, responsible, expiresAt });
  };

  test.each<[readonly Scope[]]>([[["publish", "approve"]], [["read", "publish", "deputise"]]])(
    "is not issued for %j together",
    async (scopes) => {
      await expect(issue(scopes, "hanako")).rejects.toMatchObject({ code: "TOKEN_SCOPES_APART" });
    },
  );

  test.each<[readonly Scope[]]>([[["publish"]], [["approve"]], [["deputise"]]])(
    "is issued for %j only with somebody who answers for it",
    async (scopes) => {
      await expect(issue(scopes, undefined)).rejects.toMatchObject({ code: "TOKEN_RESPONSIBLE_MISSING" });
    },
  );

  test("that only reads and checks needs nobody who answers for it", async () => {
    expect((await issue(["read", "check"], undefined)).row.responsible).toBeNull();
  });

  test("holds a year at most, whatever its row says", async () => {
    const { token, row } = await issue(["read"], undefined);
    const database = await kept(openRegistryDatabase(settings));
    await database.transaction((manager) =>
      manager.query("UPDATE registry_token SET at = '2020-01-01T00:00:00.000Z', expires_at = ? WHERE id = ?", [
        "2036-01-01T00:00:00.000Z",
        row.id,
      ]),
    );

    expect(await findToken(database.reader, token)).toBeUndefined();
  });
});

describeOnDatabases("a registry of before", (on) => {
  const settings = on.newSettings();
  const before = () =>
    openDatabase({
      name: "registry",
      folder: settings.dataFolder,
      url: settings.databaseUrl,
      holds: "records",
      entities: [],
      migrations: [
        CreateRegistry1764800000000,
        CreateCompositions1764900000000,
        CreateDeliveries1765000000000,
        KeyDecisionsByProposal1765100000000,
      ],
    });
  const ruled = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [{name: "@policy", as: "@p"}])
    type Query { pay: Int @p(policies: [["hr"]]) town: Int @p(policies: [["hr"]]) }`;
  const versions = [
    ["staff", 1, ruled.replace('"hr"', '"all"'), "1"],
    ["staff", 2, ruled, "2"],
    ["staff", 3, "type Query { town: Int }", "3"],
    ["staff", 4, null, null],
  ] as const;

  test("is taken over: with the last rules of what it ever served, and tokens and drafts of which nobody is known", async () => {
    const old = await before();
    await old.transaction(async (manager) => {
      for (const [subgraph, version, sdl, digest] of versions) {
        if (sdl) await manager.query("INSERT INTO registry_document (digest, text) VALUES (?, ?)", [digest, sdl]);
        await manager.query(
          `INSERT INTO registry_version (subgraph, version, action, digest, is_deployed, at, author, revision)
           VALUES (?, ?, 'published', ?, 0, '2026-11-01T00:00:00.000Z', 'token ci', ?)`,
          [subgraph, version, digest, version],
        );
      }
      for (const [id, author] of [
        ["d1", "person 0123456789abcdef"],
        ["d2", "token ci (1)"],
      ])
        await manager.query(
          `INSERT INTO registry_draft (id, subgraph, status, digest, at, author, findings)
           VALUES (?, 'staff', 'waiting', '1', '2026-11-01T00:00:00.000Z', ?, '[]')`,
          [id, author],
        );
      await manager.query(
        `INSERT INTO registry_decision (claim, department, draft, verdict, capacity, author, reason, at)
         VALUES ('c', 'staff', 'd1', 'approved', 'approver', 'token ci (1)', 'x', '2026-11-01T00:00:00.000Z')`,
      );
      await manager.query(
        `INSERT INTO registry_token (id, department, label, scopes, secret_hash, at, expires_at)
         VALUES ('t1', 'staff', 'ci', '["read","publish","approve"]', 'h', '2026-11-01T00:00:00.000Z', '2036-11-01T00:00:00.000Z')`,
      );
    });
    await old.close();

    const { reader } = await kept(openRegistryDatabase(settings));

    expect((await findRules(reader)).map(({ coordinate, rules }) => [coordinate, rules])).toEqual([
      ["Query.pay", ['@policy(policies: [["hr"]])']],
    ]);
    expect([await findDraft(reader, "d1"), await findDraft(reader, "d2")]).toMatchObject([
      { person: "0123456789abcdef", standing: 4 },
      { person: null, lineage: null, standing: 4 },
    ]);
    expect(await findDecisions(reader, "d1")).toMatchObject([{ person: "" }]);
    const [token] = await listTokens(reader, "staff");
    expect(token && [lineageOf(token), token.responsible, scopesOf(token)]).toEqual(["t1", null, ["read", "publish"]]);
  });
});

describeOnDatabases("the rules of what was served", (on) => {
  const settings = on.newSettings();
  const head = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])';
  const sdl = (fields: string) => `${head} type Query { ${fields} }`;

  test("are remembered over deletions, and another rule takes the place of the last one", async () => {
    const database = await kept(openRegistryDatabase(settings));
    const add = async (text: string | undefined) => {
      const { revision } = await readHead(database);
      const action = text === undefined ? ("deleted" as const) : ("published" as const);
      const url = "http://127.0.0.1:1/graphql";
      await commitVersion(database, revision, { subgraph: "staff", action, sdl: text, url, author: "a test" });
      return (await findRules(database.reader)).map(({ coordinate }) => coordinate).sort();
    };

    expect([
      await add(sdl("a: Int @authenticated b: Int @authenticated")),
      await add(sdl("a: Int")),
      await add(undefined),
      await add(sdl("c: Int @authenticated")),
    ]).toEqual([["Query.a", "Query.b"], ["Query.b"], ["Query.b"], ["Query.b", "Query.c"]]);
  });
});
