/** What a department tells of a change: what is so, once or repeated, whatever becomes of its connections. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { beforeEach, expect, test } from "@jest/globals";
import { graphql } from "graphql";
import { outcomeTable } from "#kit/changes/tables.ts";
import { createDepartmentSchema } from "#kit/department/schema.ts";
import { errors } from "#kit/errors.ts";
import type { Settings } from "#kit/settings.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { type Answer, departmentNamed, type OpenDepartment, openForTest } from "../../support/departments.ts";
import { sampleMeasure, sampleResource } from "../../support/sample-records.ts";

const create = `mutation ($input: CreateWelfareMeasureInput!) {
  createWelfareMeasure(input: $input) {
    measure { id code version name { ja } summary { ja } areas { code } ownerUnit { name { ja } } sources { url } quotaPlaces }
    userErrors { code path }
  }
}`;
const update = `mutation ($input: UpdateWelfareMeasureInput!) {
  updateWelfareMeasure(input: $input) { measure { version name { ja } } userErrors { code } }
}`;
const end = `mutation ($input: EndWelfareMeasureInput!) {
  endWelfareMeasure(input: $input) { measure { version lifecycle } userErrors { code } }
}`;
const withdraw = `mutation ($input: WithdrawWelfareMeasureInput!) {
  withdrawWelfareMeasure(input: $input) { measure { version } userErrors { code } }
}`;

describeOnDatabases("a change", (testDatabase) => {
  let hub: OpenDepartment;
  let settings: Settings;

  beforeEach(async () => {
    settings = testDatabase.newSettings();
    hub = await openForTest(departmentNamed("welfare"), settings);
  });

  async function versions(): Promise<readonly string[]> {
    const rows: { code: string; version: number }[] = await hub.database.transaction((manager) =>
      manager.query("SELECT code, version FROM change_log ORDER BY sequence"),
    );
    return rows.map(({ code, version }) => `${code} ${version}`);
  }

  const keyed = (code: string, idempotencyKey: string, more: object = {}) => ({
    input: { measure: sampleMeasure(code, more), idempotencyKey },
  });

  function codesOf({ errors: told = [] }: Pick<Answer, "errors">): readonly unknown[] {
    return told.map(({ originalError, extensions }) =>
      originalError && "code" in originalError ? originalError.code : extensions["code"],
    );
  }

  test("that is stored is shown, though nothing can be read beside its transaction any more", async () => {
    await hub.database.reader.connection.destroy();
    const measure = sampleMeasure("A", {
      summary: { ja: "概要" },
      areas: ["16201"],
      ownerUnit: { name: { ja: "高齢福祉課" } },
    });

    const { data, errors: told } = await hub.ask(create, { input: { measure, details: { quotaPlaces: 3 } } });

    await hub.database.reader.connection.initialize();
    expect(told).toBeUndefined();
    expect(data.createWelfareMeasure).toEqual({
      measure: {
        id: expect.any(String),
        code: "A",
        version: 1,
        name: { ja: "施策A" },
        summary: { ja: "概要" },
        areas: [{ code: "16201" }],
        ownerUnit: { name: { ja: "高齢福祉課" } },
        sources: [{ url: "https://example.jp/source" }],
        quotaPlaces: 3,
      },
      userErrors: [],
    });
  });

  test("of two in one request tells its own fate: the first is stored, the second is proven not to be", async () => {
    const failing = openFailingAfter(hub, 1);

    const { data, errors: told } = await failing.ask(
      `mutation ($a: CreateWelfareMeasureInput!, $b: CreateWelfareMeasureInput!) {
        first: createWelfareMeasure(input: $a) { measure { code version } }
        second: createWelfareMeasure(input: $b) { measure { code version } }
      }`,
      { a: { measure: sampleMeasure("A") }, b: { measure: sampleMeasure("B") } },
    );

    expect(data).toEqual({ first: { measure: { code: "A", version: 1 } }, second: null });
    expect(told?.map((error) => error.path)).toEqual([["second"]]);
    expect(codesOf({ errors: told ?? [] })).toEqual(["CHANGE_NOT_MADE"]);
    expect(told?.[0]?.message).toContain("This change was not made");
    expect(await versions()).toEqual(["A 1"]);
  });

  test("that is repeated with its key is made once, and told as the first time, whatever was changed since", async () => {
    const first = await hub.ask(create, keyed("A", "key-1"));
    await hub.ask(update, { input: { version: 1, measure: sampleMeasure("A", { name: { ja: "新" } }) } });

    const again = await hub.ask(create, keyed("A", "key-1"));

    expect(again).toEqual(first);
    expect(first.data.createWelfareMeasure).toMatchObject({ measure: { version: 1 }, userErrors: [] });
    expect(await versions()).toEqual(["A 1", "A 2"]);
  });

  test("of every kind is told as the first time when it is repeated", async () => {
    const { data } = await hub.ask(create, keyed("A", "key-1"));
    const { id } = data.createWelfareMeasure.measure;
    const changes = [
      [update, { input: { version: 1, measure: sampleMeasure("A", { name: { ja: "新" } }), idempotencyKey: "k2" } }],
      [end, { input: { id, version: 2, idempotencyKey: "k3" } }],
      [withdraw, { input: { id, version: 3, idempotencyKey: "k4" } }],
    ] as const;

    const first: Answer[] = [];
    for (const [document, variables] of changes) first.push(await hub.ask(document, variables));
    const again: Answer[] = [];
    for (const [document, variables] of changes) again.push(await hub.ask(document, variables));

    expect(first.map((answer) => answer.errors)).toEqual([undefined, undefined, undefined]);
    expect(again).toEqual(first);
    expect(await versions()).toEqual(["A 1", "A 2", "A 3", "A 4"]);
  });

  test("that was refused with its key is refused again for the same reason", async () => {
    const stale = { input: { version: 7, measure: sampleMeasure("A"), idempotencyKey: "key-1" } };
    const first = await hub.ask(update, stale);
    await hub.ask(create, { input: { measure: sampleMeasure("A") } });

    const again = await hub.ask(update, stale);

    expect(first.data.updateWelfareMeasure).toEqual({ measure: null, userErrors: [{ code: "NOT_FOUND" }] });
    expect(again).toEqual(first);
  });

  test("with the key of another change is refused with a code, and nothing is changed", async () => {
    await hub.ask(create, keyed("A", "key-1"));

    const other = await hub.ask(create, keyed("B", "key-1"));

    expect(codesOf(other)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(await versions()).toEqual(["A 1"]);
  });

  test("of another caller has keys of its own", async () => {
    await hub.ask(create, keyed("A", "key-1"));

    const other = await hub.ask(create, keyed("B", "key-1"), { mayWrite: true, caller: "another" });

    expect(other.data.createWelfareMeasure).toMatchObject({ measure: { code: "B" }, userErrors: [] });
  });

  test("repeated while it is being made waits, and is told the same", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => hub.ask(create, keyed("A", "key-1"))));

    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty("size", 1);
    expect(answers[0]?.data.createWelfareMeasure.userErrors).toEqual([]);
    expect(await versions()).toEqual(["A 1"]);
  });

  test("whose process is killed between the commit and the answer is told to who repeats it, in another process", async () => {
    const script = path.resolve(import.meta.dirname, "../../support/processes/die-after-commit.ts");
    const { dataFolder, databaseUrl = "-" } = settings;
    const child = spawn(process.execPath, [script, dataFolder, databaseUrl, "key-1", "A"], { stdio: "inherit" });
    await once(child, "exit");
    expect(child.signalCode).toBe("SIGKILL");

    const again = await hub.ask(create, keyed("A", "key-1"));

    expect(again.data.createWelfareMeasure).toMatchObject({ measure: { code: "A", version: 1 }, userErrors: [] });
    expect(await versions()).toEqual(["A 1"]);
  }, 400_000);

  test("may be sent anew with a key that has expired, which is not kept any longer", async () => {
    await hub.ask(create, keyed("A", "key-1"));
    const dayAndMore = new Date(Date.now() - 25 * 3_600_000).toISOString();
    await hub.database.transaction((manager) =>
      manager.update(outcomeTable.entity, { caller: "tester" }, { at: dayAndMore }),
    );

    const again = await hub.ask(create, keyed("A", "key-1"));
    await hub.ask(create, keyed("B", "key-2"));

    expect(again.data.createWelfareMeasure.userErrors).toMatchObject([{ code: "ALREADY_EXISTS" }]);
    const kept = await hub.database.transaction((manager) => manager.find(outcomeTable.entity));
    expect(kept.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual(["key-1", "key-2"]);
  });

  test("of a caller with very many keys makes room by the oldest of its own", async () => {
    await hub.ask(create, keyed("A", "key-1"));
    await hub.ask(create, keyed("B", "key-2"), { mayWrite: true, caller: "another" });
    await hub.database.transaction((manager) =>
      manager.query("UPDATE idempotent_outcome SET number = number - 9999 WHERE idempotency_key = 'key-1'"),
    );
    const filler = {
      caller: "tester",
      idempotencyKey: "key-0",
      number: 1,
      requestDigest: "",
      at: new Date().toISOString(),
    };
    await hub.database.transaction((manager) => manager.insert(outcomeTable.entity, { ...filler, outcome: {} }));

    await hub.ask(create, keyed("C", "key-3"));

    const kept = await hub.database.transaction((manager) => manager.find(outcomeTable.entity));
    expect(kept.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual(["key-0", "key-2", "key-3"]);
  });

  test.each(["", "two words", "日本", "x".repeat(192)])("takes no key like %j", async (key) => {
    expect(codesOf(await hub.ask(create, keyed("A", key)))).toEqual(["IDEMPOTENCY_KEY_INVALID"]);
    expect(await versions()).toEqual([]);
  });

  test("of a talent resource takes a key as well", async () => {
    const variables = {
      input: { talentResource: sampleResource("R", "PLACEMENT_DESK"), idempotencyKey: "key-1" },
    };
    const document = `mutation ($input: CreateWelfareTalentResourceInput!) {
      createWelfareTalentResource(input: $input) { talentResource { code version } userErrors { code } }
    }`;

    const [first, again] = [await hub.ask(document, variables), await hub.ask(document, variables)];

    expect(again).toEqual(first);
    expect(again.data.createWelfareTalentResource).toMatchObject({ talentResource: { code: "R" }, userErrors: [] });
  });
});

/** The same department over a database that is away from the so-manieth transaction on, before it would commit. */
function openFailingAfter(hub: OpenDepartment, transactions: number): OpenDepartment {
  let done = 0;
  const schema = createDepartmentSchema(hub.department, {
    ...hub.database,
    transaction: (work) =>
      hub.database.transaction(async (manager) => {
        const result = await work(manager);
        done += 1;
        // As a connection that is lost at the last statement before the commit is told.
        if (done > transactions) throw errors.databaseAway();
        return result;
      }),
  });
  return {
    ...hub,
    ask: (source, variableValues = {}) =>
      graphql({
        schema,
        source,
        variableValues,
        contextValue: { mayWrite: true, caller: "tester" },
      }) as Promise<Answer>,
  };
}
