import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { ask, dataOf, type Json } from "../support/ask.ts";
import { type Served, startEmbedded } from "../support/hub-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { acrossDepartments, forPeopleWithDisabilities, type List, owned, walk } from "./questions.ts";

const folder = temporaryFolder();
const departments = Object.keys(owned) as (keyof typeof owned)[];
const counts = { measures: 226, talentResources: 26 } as const;
const lists = Object.keys(counts) as List[];

let hub: Served;

beforeAll(async () => {
  hub = await startEmbedded({ JINKATSU_DATA: folder });
}, 400_000);

describe("the first start", () => {
  test("says what it loads, and what to try", () => {
    const said = hub.stdout();

    for (const department of departments) {
      const { measures, resources } = owned[department];
      expect(said).toMatch(new RegExp(`loaded ${measures} measures and ${resources} talent resources`));
    }
    expect(said.match(/curl -s \S+\/graphql/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test("tells queries that answer without errors when they are typed as they stand", async () => {
    const bodies = [...hub.stdout().matchAll(/-d '(\{.*\})'/g)].map(([, body = ""]) => JSON.parse(body).query);

    const answers = await Promise.all(bodies.map((query) => ask(hub.url, query)));

    for (const { status, errors } of answers) expect([status, errors]).toEqual([200, undefined]);
  });
});

describe("one question across departments", () => {
  test("finds measures for people with disabilities with all that a caller needs to know of each", async () => {
    const { measures } = await dataOf(hub.url, acrossDepartments, forPeopleWithDisabilities);

    expect(measures.totalCount).toBeGreaterThan(0);
    expect(measures.nodes).toHaveLength(measures.totalCount);
    for (const measure of measures.nodes) {
      expect(measure.name.ja).toMatch(/\S/);
      expect(measure.department.name.ja).toMatch(/\S/);
      expect(measure).toHaveProperty("pillar");
      expect(measure).toHaveProperty("ownerUnit");
      expect(measure).toHaveProperty("areas");
      expect(measure.sources.length).toBeGreaterThan(0);
    }
  });

  test.each(["README.md", "README.ja.md"])("answers what %s asks as it is printed there", async (page) => {
    const [, query = "", answer = ""] =
      /```graphql\n(.*?)```\s*```json\n(.*?)```/s.exec(readFileSync(page, "utf8")) ?? [];

    expect({ data: await dataOf(hub.url, query) }).toEqual(JSON.parse(answer));
  });

  test("gives fields that only one department has, through a fragment", async () => {
    const { measures } = await dataOf(hub.url, acrossDepartments, forPeopleWithDisabilities);

    const triggers = measures.nodes.map(({ paymentTrigger }: Json) => paymentTrigger ?? null);

    expect(triggers.some((trigger: unknown) => trigger !== null)).toBe(true);
  });

  test("counts by facet what the list holds", async () => {
    const { measures } = await dataOf(hub.url, acrossDepartments, forPeopleWithDisabilities);

    const listed: Record<string, number> = {};
    for (const { department } of measures.nodes) listed[department.code] = (listed[department.code] ?? 0) + 1;

    const counted = measures.facets.departments.filter(({ count }: Json) => count > 0);
    expect(Object.fromEntries(counted.map(({ code, count }: Json) => [code, count]))).toEqual(listed);
  });

  test("reaches all four departments at once, each with its own fields", async () => {
    const { measures } = await dataOf(hub.url, acrossDepartments, { filter: { departments } });

    const reached = new Set(measures.nodes.map(({ department }: Json) => department.code));
    expect(measures.facets.departments).toEqual(
      departments.map((code) => expect.objectContaining({ code, count: owned[code].measures })),
    );
    expect(reached.size).toBeGreaterThan(1);
  });

  test.each(departments)("shows own fields of the real measures of %s", async (department) => {
    const { measures } = await dataOf(hub.url, acrossDepartments, { filter: { departments: [department] } });

    const own = ["schoolKinds", "paymentTrigger", "productivityGrowthPercent", "facilityKinds", "writeOffYears"];
    const known = measures.nodes.flatMap((measure: Json) => own.filter((field) => (measure[field] ?? null) !== null));
    expect(measures.totalCount).toBe(owned[department].measures);
    expect(known.length).toBeGreaterThan(0);
  });
});

describe("the records", () => {
  test("are all there, department by department", async () => {
    const { departments: statuses } = await dataOf(
      hub.url,
      "{ departments { code measureCount talentResourceCount freshness { lag } } }",
    );

    expect(statuses).toEqual(
      departments.map((code) => ({
        code,
        measureCount: owned[code].measures,
        talentResourceCount: owned[code].resources,
        freshness: { lag: 0 },
      })),
    );
  });

  const sizes = [1, 7, 50, 100];
  const walks = lists.flatMap((list) =>
    sizes.flatMap((size) => [false, true].map((backward) => ({ list, size, backward }))),
  );

  test.each(walks)(
    "are walked whole and none twice: $list by pages of $size, backward: $backward",
    async ({ list, size, backward }) => {
      const ids = await walk(hub.url, { list, size, backward });

      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(counts[list]);
      expect(ids).toEqual(await walk(hub.url, { list, size: 100 }));
    },
    400_000,
  );

  test.each(lists)("are each found by id: %s", async (list) => {
    const ids = await walk(hub.url, { list, size: 100 });

    const found: Json[] = [];
    for (let start = 0; start < ids.length; start += 100) {
      const { nodes } = await dataOf(hub.url, "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {
        ids: ids.slice(start, start + 100),
      });
      found.push(...nodes);
    }
    const [first] = ids;
    const { node } = await dataOf(hub.url, "query ($id: ID!) { node(id: $id) { __typename id } }", { id: first });

    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(node).toEqual(found[0]);
  });

  test("are what the departments themselves say", async () => {
    for (const code of departments) {
      const own = await dataOf(
        hub.url,
        `{ list: ${code}Measures(first: 100) { totalCount nodes { id name { ja } version } } }`,
      );
      const { measures } = await dataOf(
        hub.url,
        "query ($filter: MeasureFilter) { measures(filter: $filter, first: 100) { nodes { id name { ja } version } } }",
        { filter: { departments: [code] } },
      );
      expect(own.list.totalCount).toBe(owned[code].measures);
      expect(measures.nodes).toEqual(own.list.nodes);
    }
  });

  test("that do not exist are null, wherever the id points", async () => {
    const { data, errors } = await ask(hub.url, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
      ids: ["", "nonsense", Buffer.from("WelfareMeasure:none").toString("base64url")],
    });

    expect([data, errors]).toEqual([{ nodes: [null, null, null] }, undefined]);
  });
});

describe("the engines", () => {
  test("ours and the reference give the same answer to the question", async () => {
    const reference = await startEmbedded({ JINKATSU_DATA: folder, JINKATSU_ENGINE: "apollo" });

    for (const variables of [forPeopleWithDisabilities, { filter: { departments } }]) {
      const ours = await ask(hub.url, acrossDepartments, variables);
      const theirs = await ask(reference.url, acrossDepartments, variables);

      expect(ours).toEqual(theirs);
    }
    await reference.stop();
  }, 400_000);
});

describe("the second start", () => {
  test("loads nothing again and knows every record under the same id", async () => {
    const before = await walk(hub.url, { list: "measures", size: 100 });
    const { code } = await hub.stop();

    hub = await startEmbedded({ JINKATSU_DATA: folder });

    expect(code).toBe(0);
    expect(hub.stdout()).not.toContain("loaded");
    expect(await walk(hub.url, { list: "measures", size: 100 })).toEqual(before);
  }, 400_000);
});
