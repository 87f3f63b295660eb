import { beforeAll, describe, expect, test } from "@jest/globals";
import { ask, dataOf, type Json } from "../support/ask.ts";
import { eventually, type Served, startEmbedded } from "../support/hub-process.ts";
import { sampleMeasure } from "../support/sample-records.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let hub: Served;

beforeAll(async () => {
  hub = await startEmbedded({ JINKATSU_DATA: temporaryFolder() });
}, 400_000);

const mutate = async (name: string, input: object): Promise<Json> => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const query = `mutation ($input: ${type}Input!) {
    result: ${name}(input: $input) { measure { id version lifecycle } userErrors { code path message { ja en } } }
  }`;
  return (await dataOf(hub.url, query, { input })).result;
};

const inCatalog = (search: Readonly<Record<string, unknown>>): Promise<Json> =>
  dataOf(
    hub.url,
    `query ($filter: MeasureFilter, $asOf: DateTime) {
      measures(filter: $filter, asOf: $asOf, first: 100) { nodes { id code version name { ja } lifecycle } }
    }`,
    search,
  ).then(({ measures }) => measures.nodes);

const welfare = { filter: { departments: ["welfare"] } };

const found = async (code: string, more: object = {}): Promise<Json> =>
  (await inCatalog({ ...welfare, ...more })).find((measure: Json) => measure.code === code);

describe("the life of a measure", () => {
  const code = "TYM-WEL-900";
  let id: string;
  const moments: string[] = [];

  test("begins: what a department creates is in the catalog soon", async () => {
    const { measure, userErrors } = await mutate("createWelfareMeasure", {
      measure: sampleMeasure(code, { name: { ja: "新しい施策" } }),
      details: { writeOffYears: 3 },
    });
    const started = performance.now();
    const listed = await eventually(
      () => found(code),
      (record) => record !== undefined,
      10_000,
    );
    process.stderr.write(`in the catalog after ${Math.round(performance.now() - started)} ms\n`);

    expect(userErrors).toEqual([]);
    expect(listed).toEqual({ id: measure.id, code, version: 1, name: { ja: "新しい施策" }, lifecycle: null });
    id = listed.id;
    moments.push(new Date().toISOString());
  });

  test("goes on: a change is a new version", async () => {
    const { measure } = await mutate("updateWelfareMeasure", {
      version: 1,
      measure: sampleMeasure(code, { name: { ja: "改めた施策" } }),
    });

    expect(measure.version).toBe(2);
    expect(
      await eventually(
        () => found(code),
        ({ version }) => version === 2,
      ),
    ).toMatchObject({ name: { ja: "改めた施策" } });
    moments.push(new Date().toISOString());
  });

  test("refuses a change by somebody who has not read the last one, and keeps that", async () => {
    const { measure, userErrors } = await mutate("updateWelfareMeasure", {
      version: 1,
      measure: sampleMeasure(code, { name: { ja: "古い版から" } }),
    });
    const own = await dataOf(
      hub.url,
      "query ($id: ID!) { node(id: $id) { ... on WelfareMeasure { version name { ja } } } }",
      { id },
    );

    expect(measure).toBeNull();
    expect(userErrors).toEqual([
      {
        code: "STALE_VERSION",
        path: ["input", "version"],
        message: { ja: expect.stringMatching(/2/), en: expect.stringMatching(/2/) },
      },
    ]);
    expect(own.node).toEqual({ version: 2, name: { ja: "改めた施策" } });
  });

  test("ends: it stays in the graph as ended", async () => {
    const { measure } = await mutate("endWelfareMeasure", { id, version: 2, endFiscalYear: 2026 });

    expect(measure).toEqual({ id, version: 3, lifecycle: "ENDED" });
    expect(
      await eventually(
        () => found(code),
        ({ version }) => version === 3,
      ),
    ).toMatchObject({ lifecycle: "ENDED" });
    moments.push(new Date().toISOString());
  });

  test("is withdrawn: it is gone from every answer about now", async () => {
    const { userErrors } = await mutate("withdrawWelfareMeasure", { id, version: 3 });

    await eventually(
      () => found(code),
      (record) => record === undefined,
    );
    const { node } = await dataOf(hub.url, "query ($id: ID!) { node(id: $id) { id } }", { id });
    expect([userErrors, node]).toEqual([[], null]);
  });

  test("is still told as of every moment", async () => {
    const told = await Promise.all(moments.map((asOf) => found(code, { asOf })));

    expect(told).toEqual([
      expect.objectContaining({ version: 1, name: { ja: "新しい施策" }, lifecycle: null }),
      expect.objectContaining({ version: 2, name: { ja: "改めた施策" }, lifecycle: null }),
      expect.objectContaining({ version: 3, name: { ja: "改めた施策" }, lifecycle: "ENDED" }),
    ]);
    expect(await found(code, { asOf: "2000-01-01T00:00:00Z" })).toBeUndefined();
  });
});

describe("a walk through pages while data change", () => {
  test("shows every record of its beginning once, and none that came later", async () => {
    const page = (after: string | null): Promise<Json> =>
      dataOf(
        hub.url,
        `query ($after: String) {
          measures(filter: { departments: ["welfare"] }, first: 5, after: $after) { nodes { code name { ja } } pageInfo { hasNextPage endCursor } }
        }`,
        { after },
      ).then(({ measures }) => measures);
    const before: Json[] = await inCatalog(welfare);
    const [, , , , , , , changed] = before;

    const walked: Json[] = [];
    let current = await page(null);
    walked.push(...current.nodes);
    await mutate("createWelfareMeasure", { measure: sampleMeasure("TYM-WEL-001-2") });
    await mutate("withdrawWelfareMeasure", { id: changed.id, version: changed.version });
    await eventually(
      () => found(changed.code),
      (record) => record === undefined,
    );
    while (current.pageInfo.hasNextPage) {
      current = await page(current.pageInfo.endCursor);
      walked.push(...current.nodes);
    }

    expect(walked.map(({ code }) => code)).toEqual(before.map(({ code }) => code));
    expect(await found("TYM-WEL-001-2")).toBeDefined();
  });
});

describe("two people who change the same measure at the same moment", () => {
  test("are told apart: one succeeds, the other reads again", async () => {
    await mutate("createWelfareMeasure", { measure: sampleMeasure("TYM-WEL-950") });

    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        mutate("updateWelfareMeasure", {
          version: 1,
          measure: sampleMeasure("TYM-WEL-950", { name: { ja: `案${index}` } }),
        }),
      ),
    );

    expect(results.filter(({ measure }) => measure !== null)).toHaveLength(1);
    expect(results.flatMap(({ userErrors }) => userErrors.map(({ code }: Json) => code))).toEqual(
      Array(7).fill("STALE_VERSION"),
    );
  });

  test("and a change that cannot be understood is refused with its place", async () => {
    const { errors } = await ask(
      hub.url,
      'mutation { createWelfareMeasure(input: { measure: { code: "x" } }) { userErrors { code } } }',
    );

    expect(errors?.map(({ extensions }) => extensions.code)).toContain("GRAPHQL_VALIDATION_FAILED");
  });
});
