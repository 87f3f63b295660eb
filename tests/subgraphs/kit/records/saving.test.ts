import { beforeAll, describe, expect, test } from "@jest/globals";
import { readChanges } from "#kit/feed/read.ts";
import { encodeGlobalId } from "#kit/records/global-id.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import { type Expectation, saveRecords, withdrawRecord } from "#kit/records/save.ts";
import { describeOnDatabases } from "../../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../../support/departments.ts";
import { contentOf, sampleMeasure, sampleResource } from "../../../support/sample-records.ts";

const welfare = departmentNamed("welfare");
const typeName = "WelfareMeasure";

describeOnDatabases("saving a record", ({ newSettings }) => {
  let hub: OpenDepartment;

  beforeAll(async () => {
    hub = await openForTest(welfare, newSettings());
  });

  async function save(contract: MeasureInput, expectation: Expectation) {
    const [outcome] = await hub.database.transaction((manager) =>
      saveRecords(manager, hub.stores.Measure, [{ content: contentOf(welfare, contract), expect: expectation }]),
    );
    return outcome;
  }

  const withdraw = (key: { code: string; typeName: string; version: number }) =>
    hub.database.transaction((manager) => withdrawRecord(manager, hub.stores.Measure, key));

  test("creates it as version 1", async () => {
    expect(await save(sampleMeasure("new"), "new")).toEqual({ outcome: "created", version: 1 });
  });

  test("refuses to create what exists", async () => {
    await save(sampleMeasure("twice"), "new");

    expect(await save(sampleMeasure("twice"), "new")).toEqual({ outcome: "exists" });
  });

  test("changes it to the next version", async () => {
    await save(sampleMeasure("changed"), "new");

    const outcome = await save(sampleMeasure("changed", { pillar: "SECURING" }), { version: 1 });

    expect(outcome).toEqual({ outcome: "changed", version: 2 });
  });

  test("leaves alone what is the same, even if keys stand in another order or nulls are left out", async () => {
    const contract = sampleMeasure("same", { summary: { ja: "要約", en: null }, purpose: null });
    await save(contract, "new");
    const before = await feed();

    const { summary: _, purpose: __, ...rest } = contract;
    const outcome = await save({ summary: { ja: "要約" }, ...rest }, "any");

    expect(outcome).toEqual({ outcome: "unchanged", version: 1 });
    expect(await feed()).toEqual(before);
  });

  test("refuses a stale version and says which one it is", async () => {
    await save(sampleMeasure("stale"), "new");
    await save(sampleMeasure("stale", { pillar: "SECURING" }), { version: 1 });

    expect(await save(sampleMeasure("stale", { pillar: "WORKSTYLE" }), { version: 1 })).toEqual({
      outcome: "stale",
      version: 2,
    });
  });

  test("finds nothing to change where there is nothing", async () => {
    expect(await save(sampleMeasure("nowhere"), { version: 1 })).toEqual({ outcome: "absent" });
  });

  test("leaves a tombstone when it is withdrawn, and goes on counting when it comes back", async () => {
    await save(sampleMeasure("back"), "new");

    expect(await withdraw({ code: "back", typeName, version: 1 })).toEqual({ outcome: "changed", version: 2 });
    expect(await save(sampleMeasure("back"), "new")).toEqual({ outcome: "created", version: 3 });

    const history = (await feed()).filter(({ code }) => code === "back");
    expect(history.map(({ version, operation }) => [version, operation])).toEqual([
      [1, "UPSERT"],
      [2, "TOMBSTONE"],
      [3, "UPSERT"],
    ]);
  });

  test("withdraws nothing by a stale version, an unknown code or another type's name", async () => {
    await save(sampleMeasure("kept"), "new");

    expect(await withdraw({ code: "kept", typeName, version: 7 })).toEqual({ outcome: "stale", version: 1 });
    expect(await withdraw({ code: "unknown", typeName, version: 1 })).toEqual({ outcome: "absent" });
    expect(await withdraw({ code: "kept", typeName: "WelfareTrainingPlace", version: 1 })).toEqual({
      outcome: "absent",
    });
  });

  test("keeps an organisation unit that several records name as one row", async () => {
    const ownerUnit = { name: { ja: "高齢福祉課" }, parent: { ja: "厚生部" }, validFrom: "2020-04-01" };

    await save(sampleMeasure("unit-1", { ownerUnit }), "new");
    await save(sampleMeasure("unit-2", { ownerUnit: { ...ownerUnit, validTo: null } }), "new");
    await save(sampleMeasure("unit-3", { ownerUnit: { ...ownerUnit, validTo: "2026-03-31" } }), "new");

    expect(await hub.database.reader.count("organisation_unit")).toBe(2);
  });

  test("leaves nothing of a transaction that fails", async () => {
    const before = await feed();

    const failing = hub.database.transaction(async (manager) => {
      const write = { content: contentOf(welfare, sampleMeasure("undone")), expect: "new" } as const;
      await saveRecords(manager, hub.stores.Measure, [write]);
      throw new Error("after the write");
    });

    await expect(failing).rejects.toThrow("after the write");
    expect(await feed()).toEqual(before);
    expect(await save(sampleMeasure("undone"), { version: 1 })).toEqual({ outcome: "absent" });
  });

  test("is not seen by readers before the transaction ends", async () => {
    const seen = await hub.database.transaction(async (manager) => {
      const write = { content: contentOf(welfare, sampleMeasure("unseen")), expect: "new" } as const;
      await saveRecords(manager, hub.stores.Measure, [write]);
      return hub.database.reader.countBy("measure", { code: "unseen" });
    });

    expect(seen).toBe(0);
    expect(await hub.database.reader.countBy("measure", { code: "unseen" })).toBe(1);
  });

  describe("of a talent resource", () => {
    test("refuses another type under the same code", async () => {
      const saveAs = async (kind: "PLACEMENT_DESK" | "TRAINING_PLACE", expectation: Expectation) => {
        const content = contentOf(welfare, sampleResource("kind", kind));
        const [outcome] = await hub.database.transaction((manager) =>
          saveRecords(manager, hub.stores.TalentResource, [{ content, expect: expectation }]),
        );
        return outcome;
      };
      await saveAs("PLACEMENT_DESK", "new");

      expect(await saveAs("TRAINING_PLACE", { version: 1 })).toEqual({
        outcome: "otherType",
        typeName: "WelfarePlacementDesk",
      });
    });
  });

  test("tells nothing from none, for every list of a measure", async () => {
    const lists = [
      "deliveryOrganisations",
      "talentTypes",
      "attestedFiscalYears",
      "areas",
      "industries",
      "occupations",
      "targetGroups",
      "benefits",
      "callPeriods",
      "budgets",
      "outcomes",
      "relations",
      "stackingRules",
    ];
    await save(sampleMeasure("none", Object.fromEntries(lists.map((name) => [name, []]))), "new");
    await save(sampleMeasure("unknown-lists"), "new");

    const shown = await show(["none", "unknown-lists"], lists);

    expect(shown[0]).toEqual(Object.fromEntries(lists.map((name) => [name, []])));
    expect(shown[1]).toEqual(Object.fromEntries(lists.map((name) => [name, null])));
  });

  async function show(codes: readonly string[], fields: readonly string[]): Promise<readonly unknown[]> {
    const { data, errors } = await hub.ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${typeName} { ${fields
        .map((name) => (name.endsWith("Types") ? name : `${name} { __typename }`))
        .join(" ")} } } }`,
      { of: codes.map((code) => ({ __typename: typeName, id: encodeGlobalId({ typeName, code }) })) },
    );
    expect(errors ?? []).toEqual([]);
    return data._entities;
  }

  async function feed() {
    return (await readChanges(hub.database.reader, 0, 1_000)).changes;
  }
});
