/** What a mutation is sent is judged as a table is: the one takes what the other takes, and both keep the same. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { columnsOf } from "#kit/import/columns.ts";
import { createRowReader } from "#kit/import/read-row.ts";
import { planReading } from "#kit/import/reading-plan.ts";
import { recordInputs } from "#kit/import/record-inputs.ts";
import { encodeGlobalId } from "#kit/records/global-id.ts";
import { databases } from "../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../support/departments.ts";
import { sampleMeasure, sampleResource } from "../../support/sample-records.ts";

const welfare = departmentNamed("welfare");
let hub: OpenDepartment;
let codes = 0;

beforeAll(async () => {
  hub = await openForTest(welfare, databases[0].newSettings());
});

async function create(more: object, details: object = {}) {
  codes += 1;
  const measure = { ...sampleMeasure(`A-${codes}`), ...more };
  const { data } = await hub.ask(
    `mutation ($input: CreateWelfareMeasureInput!) {
      createWelfareMeasure(input: $input) {
        measure {
          code name { ja en } sources { url title } budgets { fiscalYear { year } amount note }
          benefits { ratePercent cap } outcomes { indicator { ja } target unit } callPeriods { opensOn }
          deliveryOrganisations { corporateNumber }
        }
        userErrors { code path message { ja en } }
      }
    }`,
    { input: { measure, details } },
  );
  return data.createWelfareMeasure;
}

const addresses = [
  "javascript:alert(1)",
  "JaVa\nscript:alert(1)",
  "data:text/html,<b>",
  "file:///etc/passwd",
  "https://u:p@x.jp/",
];
const name = { ja: "名" };

describe("a mutation", () => {
  test.each(addresses)("takes no source at %j, and says where it stands and what to do", async (url) => {
    const { measure, userErrors } = await create({ sources: [{ url: "https://x.jp/" }, { url }] });

    expect(measure).toBeNull();
    const message = { ja: expect.stringMatching(/[ぁ-ん]/u), en: expect.stringContaining("web address") };
    expect(userErrors).toEqual([{ code: "INVALID_VALUE", path: ["input", "measure", "sources", "1", "url"], message }]);
  });

  test.each([
    [{ budgets: [{ fiscalYear: 1870, amount: 1 }] }, ["budgets", "0", "fiscalYear"]],
    [{ benefits: [{ ratePercent: 0.30000000000000004 }] }, ["benefits", "0", "ratePercent"]],
    [
      { deliveryOrganisations: [{ name, corporateNumber: "1234567890123" }] },
      ["deliveryOrganisations", "0", "corporateNumber"],
    ],
    [{ predecessorCode: "A\u0000" }, ["predecessorCode"]],
    [{ benefits: [{ ratePercent: 150 }] }, ["benefits", "0", "ratePercent"]],
    [{ benefits: [{ cap: -1 }] }, ["benefits", "0", "cap"]],
    [{ startFiscalYear: 2027, endFiscalYear: 2025 }, ["endFiscalYear"]],
    [{ callPeriods: [{ opensOn: "2026-05-31", closesOn: "2026-04-01" }] }, ["callPeriods", "0", "closesOn"]],
    [{ name: { ja: "\u202E \u0007" } }, ["name"]],
    [{ name: { ja: "片\uD800割れ" } }, ["name", "ja"]],
    [{ summary: { ja: "", en: "words" } }, ["summary", "ja"]],
  ])("takes no %j, as a table does not", async (more, path) => {
    const { measure, userErrors } = await create(more);

    expect(measure).toBeNull();
    expect(userErrors).toMatchObject([{ code: "INVALID_VALUE", path: ["input", "measure", ...path] }]);
  });

  test("takes away what nobody can see, and what only turns the direction of a text", async () => {
    const marks = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u061C\u0000\u0007\u001B\u0085\u009B";
    const { measure, userErrors } = await create({
      name: { ja: ` 名${marks}前 `, en: marks },
      sources: [{ url: "https://x.jp/", title: `題${marks}名` }],
      budgets: [{ fiscalYear: 2026, amount: 1, note: `一行目\r\n二行目\t${marks}` }],
    });

    expect(userErrors).toEqual([]);
    expect(measure).toMatchObject({
      name: { ja: "名前", en: null },
      sources: [{ url: "https://x.jp/", title: "題名" }],
      budgets: [{ note: "一行目\n二行目" }],
    });
  });

  test("of a talent resource is judged alike", async () => {
    const talentResource = { ...sampleResource("R", "PLACEMENT_DESK"), sources: [{ url: "javascript:alert(1)" }] };
    const { data } = await hub.ask(
      `mutation ($input: CreateWelfareTalentResourceInput!) {
        createWelfareTalentResource(input: $input) { talentResource { code } userErrors { code path } }
      }`,
      { input: { talentResource } },
    );

    expect(data.createWelfareTalentResource).toEqual({
      talentResource: null,
      userErrors: [{ code: "INVALID_VALUE", path: ["input", "talentResource", "sources", "0", "url"] }],
    });
  });

  test("that ends a measure takes no year that a table does not take", async () => {
    const { data } = await hub.ask(
      `mutation ($input: EndWelfareMeasureInput!) { endWelfareMeasure(input: $input) { userErrors { code path } } }`,
      { input: { id: "x", version: 1, endFiscalYear: 1870 } },
    );

    expect(data.endWelfareMeasure.userErrors).toEqual([{ code: "INVALID_VALUE", path: ["input", "endFiscalYear"] }]);
  });
});

test("a measure ends in no year before the one in which it starts", async () => {
  const { measure } = await create({ startFiscalYear: 2026 });
  const id = encodeGlobalId({ typeName: "WelfareMeasure", code: measure.code });

  const ended = await hub.ask(
    "mutation ($input: EndWelfareMeasureInput!) { endWelfareMeasure(input: $input) { userErrors { code path } } }",
    { input: { id, version: 1, endFiscalYear: 2024 } },
  );

  expect(ended.data.endWelfareMeasure.userErrors).toEqual([
    { code: "INVALID_VALUE", path: ["input", "endFiscalYear"] },
  ]);
});

/** A measure as a row of a table and as an input say it. */
interface Said {
  readonly ja: string;
  readonly en: string;
  readonly url: string;
  readonly title: string;
  readonly year: number;
  readonly amount: number;
  readonly note: string;
  readonly rate: number;
  readonly corporateNumber: string;
}

const strange = fc.constantFrom(
  "\u202E",
  "\u0007",
  "\u0000",
  "\u200B",
  " ",
  "\n",
  "\t",
  "\uD800",
  "名",
  "x",
  "\u2069",
  "\u009B",
);
const text = fc.array(strange, { maxLength: 5 }).map((parts) => parts.join(""));
/** Seven of eight are as an office writes them, so that whole measures are taken too. */
function mostly<Value>(usual: fc.Arbitrary<Value>, any: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 7, arbitrary: usual }, { weight: 1, arbitrary: any });
}

const said: fc.Arbitrary<Said> = fc.record({
  ja: mostly(
    text.map((marks) => `${marks}名${marks}`.toWellFormed()),
    text,
  ),
  en: mostly(
    text.map((marks) => marks.toWellFormed()),
    text,
  ),
  url: mostly(fc.webUrl(), fc.constantFrom(...addresses, "要綱", "mailto:a@b.jp", "ftp://x.jp/", "https://")),
  title: mostly(fc.constant("題"), text),
  year: mostly(fc.integer({ min: 1886, max: 2199 }), fc.integer({ min: 1868, max: 2999 })),
  amount: fc.maxSafeInteger(),
  note: mostly(fc.constant(""), text),
  rate: mostly(
    fc.integer({ min: 0, max: 100_000 }).map((value) => value / 1_000),
    // Below that, what a clerk would type is cut to 0.
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => Math.abs(value) > 1e-80),
  ),
  corporateNumber: mostly(fc.constantFrom("7000012050002", ""), fc.oneof(fc.constant("1234567890123"), text)),
});

function asInput({ ja, en, url, title, year, amount, note, rate, corporateNumber }: Said) {
  return {
    name: { ja, en },
    sources: [{ url, title }],
    budgets: [{ fiscalYear: year, amount, note }],
    benefits: [{ ratePercent: rate === 0 ? 0 : rate }],
    deliveryOrganisations: [{ name, corporateNumber }],
  };
}

/** Numbers as a clerk would type them: without an exponent. */
function typed(value: number): string {
  return value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 100 });
}

function readRow(code: string, { ja, en, url, title, year, amount, note, rate, corporateNumber }: Said) {
  const row = {
    code,
    name_ja: ja,
    name_en: en,
    sources_1_url: url,
    sources_1_title: title,
    budgets_1_fiscal_year: String(year),
    budgets_1_amount: String(amount),
    budgets_1_note: note,
    benefits_1_rate_percent: `${typed(rate === 0 ? 0 : rate)}%`,
    delivery_organisations_1_name_ja: name.ja,
    delivery_organisations_1_corporate_number: corporateNumber,
  };
  const inputs = recordInputs(welfare, "Measure");
  const columns = columnsOf(inputs);
  return createRowReader(welfare, { inputs, columns, cells: planReading(Object.keys(row), columns).cells })(
    new Map(Object.entries(row)),
  );
}

describe("whatever is said of a measure", () => {
  test("a table takes it exactly if a mutation does, and both keep the same", async () => {
    await fc.assert(
      fc.asyncProperty(said, async (each) => {
        const { measure } = await create(asInput(each));
        const row = readRow(`A-${codes}`, each);

        expect([row.kind, each]).toEqual([measure === null ? "faulty" : "content", each]);
        if (row.kind === "content") {
          const again = await hub.ask(
            `mutation ($input: UpdateWelfareMeasureInput!) { updateWelfareMeasure(input: $input) { measure { version } } }`,
            { input: { version: 1, measure: row.content.contract } },
          );
          // Kept the same, it is no new version.
          expect(again.data.updateWelfareMeasure).toEqual({ measure: { version: 1 } });
        }
      }),
      { numRuns: 150 },
    );
  }, 400_000);
});
