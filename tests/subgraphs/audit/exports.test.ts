import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { strFromU8, unzipSync } from "fflate";
import { readTable } from "#kit/tabular/read-table.ts";
import type { Json } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { type AuditHouse, idOf, measure, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

const hostile = '=HYPERLINK("https://example.jp/")<script>alert(1)</script>';
const mutation =
  "mutation ($format: ExportFormat!) { exportAudit(format: $format) { fileName mediaType content sha256 snapshot { id } } }";

let house: AuditHouse;

beforeAll(async () => {
  house = await openAuditHouse(databases[0].newSettings());
  await house.save("welfare", careTraining, ...others);
  await house.save(
    "industry",
    careCourse,
    snowClearing,
    measure("I-9", hostile, { ...careCourse, code: "I-9", name: { ja: hostile } }),
  );
  await house.audit.pullNow();
  const findingId = `OVERLAP:${[idOf("welfare", "W-1"), idOf("industry", "I-1")].sort().join(":")}`;
  await house.ask("mutation ($input: ProposeDecisionInput!) { proposeDecision(input: $input) { problems { code } } }", {
    input: { findingId, verdict: "CONFIRMED", class: "OVERLAP", warranted: false, reason: "二重の補助" },
  });
});

async function exported(format: string): Promise<Json & { readonly bytes: Buffer }> {
  const { exportAudit } = await house.ask(mutation, { format });
  return { ...exportAudit, bytes: Buffer.from(exportAudit.content, "base64") };
}

async function rowsOf(file: string, sheet: string): Promise<readonly (readonly string[])[]> {
  const rows: string[][] = [];
  for await (const outcome of readTable(file, {}, { sheet }))
    if (outcome.kind === "row") rows.push([...outcome.cells.values()]);
  return rows;
}

test("a workbook has Japanese headings, and numbers and dates that are such", async () => {
  const { bytes, fileName } = await exported("XLSX");

  const parts = unzipSync(bytes);
  const text = (name: RegExp) =>
    Object.entries(parts)
      .filter(([each]) => name.test(each))
      .map(([, part]) => strFromU8(part))
      .join("");
  const sheets = [...text(/workbook\.xml$/).matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name);
  expect(fileName).toMatch(/^audit-.{8}\.xlsx$/);
  expect(sheets).toEqual(["概要", "部局別", "組と根拠", "判断"]);
  expect(text(/sharedStrings|sheet\d/)).toContain("事業名 A");
  expect(text(/worksheets\/sheet3/)).toMatch(/<c [^>]*><v>12000000<\/v>/);
  expect(text(/styles/)).toContain("ggge");
  const file = path.join(temporaryFolder(), fileName);
  writeFileSync(file, bytes);
  const [decision] = await rowsOf(file, "判断");
  expect(decision?.[0]).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test("a CSV is UTF-8 with BOM, and nothing in it is run as a formula", async () => {
  const { bytes } = await exported("CSV");

  const text = bytes.toString("utf8");
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(text).toContain("種類,類似度（スコア）");
  expect(text).toContain(`"'=HYPERLINK(""https://example.jp/"")`);
  expect(text).not.toMatch(/(^|,|")=HYPERLINK/m);
});

test("an export of one pair holds that pair, what was decided about it, and nothing else", async () => {
  const document = `mutation ($only: ExportedPairs) { exportAudit(format: JSON, only: $only) { content } }`;
  const { overlapMatrix } = await house.ask("{ overlapMatrix { pairs(first: 100) { id } } }");
  const decided = `OVERLAP:${[idOf("welfare", "W-1"), idOf("industry", "I-1")].sort().join(":")}`;
  const other = overlapMatrix.pairs.find(({ id }: Json) => id !== decided);
  const contentOf = async (only: Json) => {
    const { exportAudit } = await house.ask(document, { only });
    return JSON.parse(Buffer.from(exportAudit.content, "base64").toString("utf8"));
  };

  const [one, without, across] = [
    await contentOf({ ids: [decided] }),
    await contentOf({ ids: [other.id] }),
    await contentOf({ acrossDepartments: true }),
  ];

  expect([one.pairs.length, one.decisions.length]).toEqual([1, 1]);
  expect([without.pairs.length, without.decisions.length]).toEqual([1, 0]);
  expect(across.pairs.every(({ a, b }: Json) => a.department !== b.department)).toBe(true);
});

test("JSON has the evidence to the bit, the decisions and the limits", async () => {
  const { bytes, snapshot } = await exported("JSON");

  const content = JSON.parse(bytes.toString("utf8"));
  const { overlapMatrix } = await house.ask("{ overlapMatrix { pairs(first: 100) { bits a { code } b { code } } } }");
  expect(content.snapshot.id).toBe(snapshot.id);
  expect(content.pairs.map(({ bits, a, b }: Json) => ({ bits, a: { code: a.code }, b: { code: b.code } }))).toEqual(
    overlapMatrix.pairs,
  );
  expect(content.decisions).toMatchObject([{ reason: "二重の補助" }]);
  expect(content.limits.join()).toContain("判断ではない");
});

test("a work paper fetches and runs nothing, and has its limits at the foot of every sheet", async () => {
  const { bytes, mediaType } = await exported("HTML");

  const html = bytes.toString("utf8");
  expect(mediaType).toBe("text/html; charset=utf-8");
  expect(html).toContain("&lt;script&gt;");
  expect(html).not.toContain("<script");
  expect(html).not.toMatch(/<(img|link|iframe)|src=|url\(/);
  expect(html).toMatch(/<tfoot>.*このデータからわからないこと.*<\/tfoot>/s);
  for (const part of ["目的", "根拠", "結論", "作成者", "作成日", "決裁欄"]) expect(html).toContain(`>${part}</th>`);
  expect(html).toMatch(/令和\d+年（\d{4}年）\d+月\d+日/);
  for (const part of ["部局別", "組と根拠", "判断", "二重の補助"]) expect(html).toContain(part);
});

test.each(["XLSX", "CSV", "JSON", "HTML"])(
  "an export as %s is an event of the trail with its hash, and so is the read of the draft in it",
  async (format) => {
    const { sha256, bytes, snapshot } = await exported(format);

    const { auditTrail } = await house.ask("{ auditTrail { events { kind event } } }");
    const [read, event] = auditTrail.events.slice(-2);
    expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(JSON.parse(event.event)).toMatchObject({
      kind: "EXPORTED",
      body: { format, sha256, snapshot: snapshot.id },
    });
    expect(read.kind).toBe("DRAFTS_READ");
  },
);
