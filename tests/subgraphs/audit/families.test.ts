/** What several places do alike is told once: as a family, in the place of its pairs. */
import { beforeAll, expect, test } from "@jest/globals";
import type { Json } from "../../support/ask.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { type AuditHouse, alice, bob, measure, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others } from "./measures.ts";

const cities = Object.entries({ A: "富山市", B: "高岡市", C: "魚津市", D: "滑川市" }).map(([code, city], at) =>
  measure(code, `障害者雇用奨励金（${city}）`, {
    instrument: "SUBSIDY",
    targetGroups: ["PERSONS_WITH_DISABILITIES", "COMPANIES"],
    areas: [["16201", "16202", "16204", "16206"][at] ?? ""],
    summary: { ja: `障害のある人の雇用に対する${city}の企業向け奨励金。` },
    ownerUnit: { name: { ja: city } },
  }),
);

const families = `{ overlapMatrix { families {
  kind text { ja } measures { code }
  finding { id kind code state measures { code } }
  asOne { common { field value } budget { known unknown } }
} } }`;
const findings = "{ auditFindings(kinds: [OVERLAP, FAMILY]) { count findings { id kind state pair { why { ja } } } } }";
const propose = `mutation ($input: ProposeDecisionInput!) {
  proposeDecision(input: $input) { decision { id findingKind measures { name } } problems { code } }
}`;

describeOnDatabases("the same bonus of four cities", (database) => {
  let house: AuditHouse;
  let family: Json;

  beforeAll(async () => {
    house = await openAuditHouse(database.newSettings());
    await house.save("welfare", ...cities, careTraining, ...others);
    await house.save("industry", careCourse);
    await house.audit.pullNow();
    [family] = (await house.ask(families)).overlapMatrix.families;
  }, 120_000);

  test("is one family and one finding, with what would become of it as one", () => {
    expect(family).toMatchObject({ kind: "SIBLING", finding: { kind: "FAMILY", code: "SIBLING", state: "OPEN" } });
    expect(family.finding.measures.map(({ code }: Json) => code)).toEqual(["A", "B", "C", "D"]);
    expect(family.asOne.common).toContainEqual({ field: "instrument", value: "SUBSIDY" });
    expect(family.asOne.budget).toEqual({ known: null, unknown: 4 });
  });

  test("stands among the findings once, in the place of its pairs; others say why by their pair", async () => {
    const { auditFindings } = await house.ask(findings);

    expect(auditFindings.findings.map(({ kind }: Json) => kind).sort()).toEqual(["FAMILY", "OVERLAP"]);
    const [other] = auditFindings.findings.filter(({ kind }: Json) => kind === "OVERLAP");
    expect(other.pair.why.ja).toContain("行うこと");
    expect(auditFindings.findings.find(({ kind }: Json) => kind === "FAMILY").pair).toBeNull();
  });

  test("is decided on as a whole, and a fifth city that joins is told", async () => {
    const option = { kind: "MERGE", text: "県の一つの制度にする" };
    const input = { findingId: family.finding.id, verdict: "CONFIRMED", reason: "五市で同じ", options: [option] };
    const { decision, problems } = (await house.ask(propose, { input })).proposeDecision;
    expect(problems).toEqual([]);
    expect(decision).toMatchObject({ findingKind: "FAMILY" });
    expect(decision.measures).toHaveLength(4);
    await house.ask(`mutation ($id: ID!) { approveDecision(id: $id) { problems { code } } }`, { id: decision.id }, bob);
    const [first] = cities;
    await house.save("industry", {
      ...(first ?? careCourse),
      code: "E",
      areas: ["16208"],
      name: { ja: "障害者雇用奨励金（砺波市）" },
    });
    await house.audit.pullNow();

    const asked = "query ($id: ID!) { auditDecision(id: $id) { alerts { reason } } }";
    expect((await house.ask(asked, { id: decision.id }, alice)).auditDecision.alerts).toEqual([{ reason: "JOINED" }]);
  });
});
