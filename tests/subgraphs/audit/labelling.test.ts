import { beforeAll, describe, expect, test } from "@jest/globals";
import { atOnce } from "#kit/turns/steps.ts";
import { calibrationOf } from "../../../subgraphs/audit/cases/calibration.ts";
import { noCases } from "../../../subgraphs/audit/cases/fold.ts";
import { pairsToLabel } from "../../../subgraphs/audit/cases/labelling.ts";
import type { Json } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { type AuditHouse, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

const ask =
  "query ($seed: Int!) { labelling(first: 2, controlPercent: 50, seed: $seed) { seed pairs { sample a { code measure { id } } b { code measure { id } } } } }";
const label =
  "mutation ($a: ID!, $b: ID!) { labelPair(a: $a, b: $b, alike: true, sample: CONTROL, seed: 7) { labels problems { code } } }";

describe("blind labelling", () => {
  let house: AuditHouse;

  beforeAll(async () => {
    house = await openAuditHouse(databases[0].newSettings());
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", careCourse, snowClearing);
    await house.audit.pullNow();
  });

  test("draws the same pairs for the same seed, half of them as a control", async () => {
    const { labelling } = await house.ask(ask, { seed: 7 });
    const again = await house.ask(ask, { seed: 7 });
    const other = await house.ask(ask, { seed: 8 });

    expect(again.labelling).toEqual(labelling);
    expect(other.labelling).not.toEqual(labelling);
    expect(labelling.pairs.filter(({ sample }: Json) => sample === "CONTROL")).toHaveLength(1);
    expect(labelling.pairs).toHaveLength(2);
  });

  test("offers no score to ask for", () => {
    expect(Object.keys((house.audit.schema.getType("PairToLabel") as Json).getFields())).toEqual(["a", "b", "sample"]);
  });

  test("keeps a label with the score that was hidden, and shows the pair no more", async () => {
    const { labelling } = await house.ask(ask, { seed: 7 });
    const [{ a, b }] = labelling.pairs;

    const { labelPair } = await house.ask(label, { a: a.measure.id, b: b.measure.id });

    const { auditTrail } = await house.ask("{ auditTrail { events { kind event } } }");
    const { body } = JSON.parse(auditTrail.events.at(-1).event);
    const left = (await house.ask(ask, { seed: 7 })).labelling.pairs;
    expect(labelPair).toEqual({ labels: 1, problems: [] });
    expect(body).toMatchObject({ alike: true, sample: "CONTROL", seed: 7, bits: expect.any(Number) });
    expect(left.map((pair: Json) => [pair.a.code, pair.b.code])).not.toContainEqual([a.code, b.code]);
  });

  test("takes no label for what is no pair", async () => {
    const { labelPair } = await house.ask(label, { a: "x", b: "y" });

    expect(labelPair.problems).toEqual([{ code: "NOT_FOUND" }]);
  });
});

describe("what labels teach", () => {
  const casesWith = (labels: readonly (readonly [bits: number, alike: boolean])[]) => {
    const cases = noCases();
    labels.forEach(([bits, alike], at) => {
      cases.labels.set(String(at), { a: String(at), b: "b", bits, alike, sample: "CONTROL" });
    });
    return cases;
  };

  test("is no probability before there are fifty", () => {
    const cases = casesWith(Array.from({ length: 49 }, (_, at) => [at, at > 20]));

    expect(calibrationOf(cases)).toMatchObject({ labels: 49, needed: 50, curve: null });
  });

  test("is a curve that never falls, and precision by band with an interval that narrows", () => {
    const labels = (count: number) =>
      casesWith(Array.from({ length: count }, (_, at) => [at % 20, at % 20 > 9 || at % 7 === 0]));
    const few = calibrationOf(labels(60));
    const many = calibrationOf(labels(600));
    const width = ({ bands }: Json) => bands[3].high - bands[3].low;

    const curve = few.curve ?? [];
    expect(curve.map(({ probability }) => probability)).toEqual(
      curve.map(({ probability }) => probability).toSorted((a, b) => a - b),
    );
    expect(few.bands[3]).toMatchObject({ from: 10, below: 15, labels: 15, precision: 1, high: 1 });
    expect(width(many)).toBeLessThan(width(few));
    expect(many.bands[0]).toEqual({
      from: null,
      below: 0,
      labels: 0,
      alike: 0,
      precision: null,
      low: null,
      high: null,
    });
  });

  test("Wilson's interval of 8 out of 10 is 49 % to 94 %", () => {
    const { bands } = calibrationOf(casesWith(Array.from({ length: 10 }, (_, at) => [1, at < 8])));

    expect([bands[1]?.low?.toFixed(3), bands[1]?.high?.toFixed(3)]).toEqual(["0.490", "0.943"]);
  });
});

test("the most uncertain pairs are those of which the probability is nearest to a half", async () => {
  const house = await openAuditHouse(databases[0].newSettings());
  await house.save("welfare", careTraining, ...others);
  await house.save("industry", careCourse, snowClearing);
  await house.audit.pullNow();
  const { overlapMatrix } = await house.ask("{ overlapMatrix { pairs { bits } } }");
  const bits = overlapMatrix.pairs[0].bits;
  const codes = async (middle: number) => {
    const { createCollection } = await import("../../../subgraphs/audit/collection/collection.ts");
    const view = await createCollection(house.database).current();
    const probability = (each: number) =>
      each < middle ? 0.4 - (middle - each) / 1_000 : 0.6 + (each - middle) / 1_000;
    const pairs = atOnce(pairsToLabel(view, noCases(), { first: 1, controlPercent: 0, seed: 1, probability }));
    return pairs.map(({ a, b }) => [a.code, b.code].sort());
  };

  expect(await codes(bits)).toEqual([["I-1", "W-1"]]);
  expect(await codes(-1_000)).not.toEqual([["I-1", "W-1"]]);
});
