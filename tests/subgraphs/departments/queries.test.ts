import { beforeAll, expect, test } from "@jest/globals";
import { encodeCursor } from "#kit/graphql/paging.ts";
import { encodeGlobalId } from "#kit/records/global-id.ts";
import { saveRecords } from "#kit/records/save.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../support/departments.ts";
import { contentOf, numbered, sampleMeasure, sampleResource } from "../../support/sample-records.ts";

const welfare = departmentNamed("welfare");
const codes = numbered(13);

const pageQuery = `query ($filter: DepartmentMeasureFilter, $first: Int, $after: String, $last: Int, $before: String) {
  welfareMeasures(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

describeOnDatabases("a department's list", ({ newSettings }) => {
  let hub: OpenDepartment;

  beforeAll(async () => {
    hub = await openForTest(welfare, newSettings());
    const writes = codes.map((code, index) => ({
      content: contentOf(welfare, sampleMeasure(code, { pillar: index % 2 === 0 ? "SECURING" : "WORKSTYLE" })),
      expect: "new" as const,
    }));
    const desk = contentOf(welfare, sampleResource("desk", "PLACEMENT_DESK"), { freeOfCharge: true });
    await hub.database.transaction(async (manager) => {
      await saveRecords(manager, hub.stores.Measure, writes);
      await saveRecords(manager, hub.stores.TalentResource, [{ content: desk, expect: "new" }]);
    });
  });

  async function page(variables: Readonly<Record<string, unknown>>) {
    const { data, errors } = await hub.ask(pageQuery, variables);
    expect(errors ?? []).toEqual([]);
    const { nodes, ...rest } = data.welfareMeasures;
    return { ...rest, codes: nodes.map(({ code }: { code: string }) => code) };
  }

  test.each([1, 2, 3, 5, 12, 13, 14, 100])(
    "is walked whole in pages of %i, forward and backward, none twice",
    async (size) => {
      const forward: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const { codes: found, pageInfo } = await page({ first: size, after });
        forward.push(...found);
        after = pageInfo.endCursor;
        more = pageInfo.hasNextPage;
      }
      const backward: string[] = [];
      for (let before: string | null = null, more = true; more; ) {
        const { codes: found, pageInfo } = await page({ last: size, before });
        backward.unshift(...found);
        before = pageInfo.startCursor;
        more = pageInfo.hasPreviousPage;
      }

      expect(forward).toEqual(codes);
      expect(backward).toEqual(codes);
    },
  );

  test("answers a page of none with the total", async () => {
    expect(await page({ first: 0 })).toMatchObject({ totalCount: 13, codes: [], pageInfo: { hasNextPage: true } });
  });

  test("is filtered by each list of accepted values, and by all of them together", async () => {
    expect((await page({ filter: { pillars: ["WORKSTYLE"] } })).totalCount).toBe(6);
    expect((await page({ filter: { codes: ["code-001", "code-002", "none"] } })).codes).toEqual([
      "code-001",
      "code-002",
    ]);
    expect((await page({ filter: { codes: ["code-001", "code-002"], pillars: ["WORKSTYLE"] } })).codes).toEqual([
      "code-002",
    ]);
    expect((await page({ filter: { codes: [] } })).codes).toEqual([]);
    expect((await page({ filter: { pillars: null } })).totalCount).toBe(13);
  });

  const invalid = [
    ["first and last together", { first: 1, last: 1 }, "PAGE_ARGUMENTS_INVALID"],
    ["a negative size", { first: -1 }, "PAGE_ARGUMENTS_INVALID"],
    ["a page of more than 100", { last: 101 }, "PAGE_ARGUMENTS_INVALID"],
    ["after with last", { last: 1, after: encodeCursor(["code-001"]) }, "PAGE_ARGUMENTS_INVALID"],
    ["before with first", { first: 1, before: encodeCursor(["code-001"]) }, "PAGE_ARGUMENTS_INVALID"],
    ["a broken cursor", { after: "%%%" }, "CURSOR_INVALID"],
    ["an empty cursor", { after: "" }, "CURSOR_INVALID"],
    ["a cursor of another list", { after: encodeCursor({ score: 1 }) }, "CURSOR_INVALID"],
  ] as const;

  test.each(invalid)("refuses %s in both languages", async (_, variables, code) => {
    const { errors } = await hub.ask(pageQuery, variables);

    expect(errors).toEqual([expect.objectContaining({ originalError: expect.objectContaining({ code }) })]);
    expect(errors?.[0]?.message).toMatch(/[A-Za-z]+.* \/ .*[ぁ-ん]/u);
  });

  test("finds entities by id, and null for a forged, foreign or missing one", async () => {
    const idOf = (typeName: string, code: string) => encodeGlobalId({ typeName, code });
    const ids = [
      idOf("WelfareMeasure", "code-001"),
      idOf("WelfareMeasure", "none"),
      idOf("IndustryMeasure", "code-001"),
      idOf("WelfarePlacementDesk", "desk"),
      `${idOf("WelfareMeasure", "code-001")}=`,
      "' OR 1=1 --",
      "",
    ];

    const { data, errors } = await hub.ask(
      "query ($of: [_Any!]!) { _entities(representations: $of) { ... on WelfareMeasure { code } } }",
      { of: ids.map((id) => ({ __typename: "WelfareMeasure", id })) },
    );

    expect(errors ?? []).toEqual([]);
    expect(data._entities).toEqual([{ code: "code-001" }, null, null, null, null, null, null]);
  });

  test("shows the own fields of a resource's type, and nothing under the id of another type", async () => {
    const { data } = await hub.ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on WelfarePlacementDesk { freeOfCharge establishedYear } ... on WelfareTrainingPlace { freeOfCharge }
      } }`,
      {
        of: ["WelfarePlacementDesk", "WelfareTrainingPlace"].map((typeName) => ({
          __typename: typeName,
          id: encodeGlobalId({ typeName, code: "desk" }),
        })),
      },
    );

    expect(data._entities).toEqual([{ freeOfCharge: true, establishedYear: null }, null]);
  });

  const mutations = [
    ["a code that no id can be made from", { code: "" }, ["input", "measure", "code"]],
    ["a code with a control character", { code: "code\u202E001" }, ["input", "measure", "code"]],
    ["a code that is too long", { code: "x".repeat(192) }, ["input", "measure", "code"]],
    ["a measure without a source", { code: "new", sources: [] }, ["input", "measure", "sources"]],
  ] as const;

  test.each(mutations)("takes no record with %s", async (_, more, path) => {
    const { data } = await hub.ask(
      `mutation ($input: CreateWelfareMeasureInput!) {
        createWelfareMeasure(input: $input) { measure { code } userErrors { code path message { ja en } } }
      }`,
      { input: { measure: { ...sampleMeasure("x"), ...more } } },
    );

    const message = { ja: expect.stringMatching(/[ぁ-ん]/u), en: expect.stringMatching(/[A-Za-z]/) };
    expect(data.createWelfareMeasure).toEqual({
      measure: null,
      userErrors: [{ code: "INVALID_VALUE", path, message }],
    });
  });

  test.each(["TRAINING_PLACE", "UNIVERSITY"] as const)("refuses to turn a placement desk into %s", async (kind) => {
    const { data } = await hub.ask(
      `mutation ($input: UpdateWelfareTalentResourceInput!) {
        updateWelfareTalentResource(input: $input) { talentResource { code } userErrors { code path } }
      }`,
      { input: { version: 1, talentResource: sampleResource("desk", kind) } },
    );

    expect(data.updateWelfareTalentResource).toEqual({
      talentResource: null,
      userErrors: [{ code: "INVALID_VALUE", path: ["input", "talentResource", "kind"] }],
    });
  });

  test("stores no own field of another kind of resource", async () => {
    const { data } = await hub.ask(
      `mutation ($input: UpdateWelfareTalentResourceInput!) {
        updateWelfareTalentResource(input: $input) { talentResource { code } userErrors { code path message { en } } }
      }`,
      {
        input: {
          version: 1,
          talentResource: sampleResource("desk", "PLACEMENT_DESK"),
          details: { freeOfCharge: true, subsidyCap: 5 },
        },
      },
    );

    expect(data.updateWelfareTalentResource).toEqual({
      talentResource: null,
      userErrors: [
        {
          code: "INVALID_VALUE",
          path: ["input", "details", "subsidyCap"],
          message: { en: "The type WelfarePlacementDesk has no field subsidyCap. Leave it out, or check the kind." },
        },
      ],
    });
  });

  test.each(["create", "update", "end", "withdraw"])("lets nobody %s who may not change records", async (verb) => {
    const id = encodeGlobalId({ typeName: "WelfareMeasure", code: "code-001" });
    const whole = { measure: sampleMeasure("code-001") };
    const input = { create: whole, update: { ...whole, version: 1 } }[verb] ?? { id, version: 1 };
    const name = `${verb}WelfareMeasure`;
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;

    const { errors } = await hub.ask(
      `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`,
      { input },
      { mayWrite: false },
    );

    expect(errors).toEqual([
      expect.objectContaining({ originalError: expect.objectContaining({ code: "WRITES_CLOSED" }) }),
    ]);
  });

  test("ends and withdraws nothing by the id of another type", async () => {
    const id = encodeGlobalId({ typeName: "IndustryMeasure", code: "code-001" });

    for (const verb of ["end", "withdraw"]) {
      const name = `${verb}WelfareMeasure`;
      const { data } = await hub.ask(
        `mutation { ${name}(input: { id: "${id}", version: 1 }) { userErrors { code } } }`,
      );
      expect(data[name].userErrors).toEqual([{ code: "NOT_FOUND" }]);
    }
  });
});
