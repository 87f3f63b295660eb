import { beforeAll, describe, expect, test } from "@jest/globals";
import { atOnce } from "#kit/turns/steps.ts";
import { noCases } from "../../../subgraphs/audit/cases/fold.ts";
import { drawPairs, openLottery } from "../../../subgraphs/audit/cases/sample.ts";
import { createCollection } from "../../../subgraphs/audit/collection/collection.ts";
import type { Json } from "../../support/ask.ts";
import { databases, describeOnDatabases } from "../../support/databases.ts";
import { type AuditHouse, bob, measure, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

const sample =
  "id seed controlPercent size judged snapshot { id isKept measureCount } pairs { number judgement } pair(number: $number) { number judgement a { code summary { ja } } b { code } }";
const draw = `mutation ($size: Int! = 2, $control: Int! = 50, $seed: Int, $number: Int) {
  drawLabelling(size: $size, controlPercent: $control, seed: $seed) { labelling { ${sample} } problems { code } }
}`;
const label = `mutation ($id: ID!, $pair: Int!, $judgement: PairJudgement!, $number: Int) {
  labelPair(labelling: $id, number: $pair, judgement: $judgement) { labelling { ${sample} } problems { code } }
}`;
const open = `query ($id: ID!, $number: Int) { labelling(id: $id) { ${sample} } labellings { id } }`;

async function openWithMeasures(settings = databases[0].newSettings()): Promise<AuditHouse> {
  const house = await openAuditHouse(settings);
  await house.save("welfare", careTraining, ...others);
  await house.save("industry", careCourse, snowClearing);
  await house.audit.pullNow();
  return house;
}

async function drawn(house: AuditHouse, variables: Json = {}): Promise<Json> {
  const { drawLabelling } = await house.ask(draw, variables);
  expect(drawLabelling.problems).toEqual([]);
  return drawLabelling.labelling;
}

async function codesOf(house: AuditHouse, { id, size }: Json): Promise<readonly string[]> {
  const pairs = Array.from({ length: size }, async (_, at) => {
    const { a, b } = (await house.ask(open, { id, number: at + 1 })).labelling.pair;
    return `${a.code} ${b.code}`;
  });
  return Promise.all(pairs);
}

async function lastEvent(house: AuditHouse): Promise<Json> {
  const { auditTrail } = await house.ask("{ auditTrail { events { event } } }");
  return JSON.parse(auditTrail.events.at(-1).event);
}

describe("a sample for blind labelling", () => {
  let house: AuditHouse;

  beforeAll(async () => {
    house = await openWithMeasures();
  });

  test("is the same for the same seed, and keeps a seed that nobody has chosen", async () => {
    const [one, again, other] = [
      await drawn(house, { seed: 7 }),
      await drawn(house, { seed: 7 }),
      await drawn(house, { seed: 8 }),
    ];
    const unchosen = [await drawn(house), await drawn(house)];

    expect(await codesOf(house, again)).toEqual(await codesOf(house, one));
    expect(await codesOf(house, other)).not.toEqual(await codesOf(house, one));
    expect([one.seed, other.seed]).toEqual([7, 8]);
    expect(unchosen[0].seed).not.toBe(unchosen[1].seed);
  });

  test("is half a control where that is asked for, and names the kept snapshot that it was drawn from", async () => {
    const { snapshot, size, controlPercent } = await drawn(house, { seed: 9 });

    const { kind, body } = await lastEvent(house);
    expect({ size, controlPercent }).toEqual({ size: 2, controlPercent: 50 });
    expect(snapshot).toMatchObject({ isKept: true, measureCount: 9 });
    expect(kind).toBe("LABELLING_DRAWN");
    expect(body.snapshot).toBe(snapshot.id);
    expect(body.pairs.filter((pair: Json) => pair.sample === "CONTROL")).toHaveLength(1);
  });

  test("offers no score to ask for, nor why a pair was drawn", () => {
    const fieldsOf = (type: string) => Object.keys((house.audit.schema.getType(type) as Json).getFields());

    expect(fieldsOf("PairToLabel")).toEqual(["number", "a", "b", "judgement"]);
    expect(fieldsOf("LabelledPair")).toEqual(["number", "judgement"]);
  });

  test("is seen and labelled by who drew it, and by no other auditor", async () => {
    const { id } = await drawn(house);

    const seen = await house.ask(open, { id }, bob);
    const { labelPair } = await house.ask(label, { id, pair: 1, judgement: "ALIKE" }, bob);

    expect(seen).toEqual({ labelling: null, labellings: [] });
    expect(labelPair).toEqual({ labelling: null, problems: [{ code: "NOT_FOUND" }] });
  });

  test("has no pair but its own", async () => {
    const { id } = await drawn(house);

    const { labelPair } = await house.ask(label, { id, pair: 3, judgement: "ALIKE" });

    expect(labelPair.problems).toEqual([{ code: "NOT_FOUND" }]);
    expect((await house.ask(open, { id, number: 3 })).labelling.pair).toBeNull();
  });
});

describeOnDatabases("labelling", (database) => {
  test("keeps each label with the score that was hidden, goes on with the next pair, and can be left and gone on with", async () => {
    const house = await openWithMeasures(database.newSettings());
    const { id } = await drawn(house, { seed: 7 });

    const { labelling } = (await house.ask(label, { id, pair: 1, judgement: "ALIKE" })).labelPair;
    const { body } = await lastEvent(house);
    const another = await house.another();
    const later = (await another.ask(open, { id })).labelling;

    expect(labelling).toMatchObject({ judged: 1, size: 2, pair: { number: 2, judgement: null } });
    expect(labelling.pairs[0]).toEqual({ number: 1, judgement: "ALIKE" });
    expect(body).toMatchObject({ labelling: id, number: 1, alike: true, seed: 7, bits: expect.any(Number) });
    expect(later).toEqual(labelling);
  });

  test("shows the measures as they were when the sample was drawn, whatever becomes of them", async () => {
    const house = await openWithMeasures(database.newSettings());
    const { id, size } = await drawn(house, { size: 50 });
    const before = await codesOf(house, { id, size });

    await house.save("welfare", measure("W-1", "全く別の事業"));
    await house.withdraw("industry", "I-1");
    await house.audit.pullNow();

    expect(await codesOf(house, { id, size })).toEqual(before);
    expect(before.join()).toContain("I-1");
    const { labelPair } = await house.ask(label, { id, pair: 1, judgement: "NOT_ALIKE" });
    expect(labelPair).toMatchObject({ labelling: { judged: 1 }, problems: [] });
  });
});

describe("a label", () => {
  test("can be taken back, and the last one counts; who is not sure says so", async () => {
    const house = await openWithMeasures();
    const { id } = await drawn(house);
    const learned = async () => (await house.ask("{ calibration { labels alike unsure } }")).calibration;

    await house.ask(label, { id, pair: 1, judgement: "ALIKE" });
    const first = await learned();
    const { labelling } = (await house.ask(label, { id, pair: 1, judgement: "UNSURE" })).labelPair;

    expect(first).toEqual({ labels: 1, alike: 1, unsure: 0 });
    expect(await learned()).toEqual({ labels: 0, alike: 0, unsure: 1 });
    expect(labelling).toMatchObject({ judged: 1, pairs: [{ judgement: "UNSURE" }, { judgement: null }] });
  });

  test("keeps its pair out of later samples, until none is left to draw", async () => {
    const house = await openWithMeasures();
    const whole = await drawn(house, { size: 50 });
    for (let pair = 1; pair < whole.size; pair++) await house.ask(label, { id: whole.id, pair, judgement: "UNSURE" });
    const last = await drawn(house, { size: 50 });

    await house.ask(label, { id: last.id, pair: 1, judgement: "NOT_ALIKE" });

    expect(await codesOf(house, last)).toEqual([(await codesOf(house, whole)).at(-1)]);
    const { drawLabelling } = await house.ask(draw);
    expect(drawLabelling).toEqual({ labelling: null, problems: [{ code: "WRONG_STATE" }] });
    expect((await house.ask(open, { id: last.id })).labelling.pair).toBeNull();
  });

  test("is not in what had been learned before it", async () => {
    const house = await openWithMeasures();
    const { id } = await drawn(house);
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));

    await house.ask(label, { id, pair: 1, judgement: "ALIKE" });

    const learned = await house.ask(
      "query ($at: DateTime!) { calibration { labels } before: calibration(asOf: $at) { labels } }",
      { at: before },
    );
    expect(learned).toEqual({ calibration: { labels: 1 }, before: { labels: 0 } });
  });
});

test("the most uncertain pairs are those of which the probability is nearest to a half", async () => {
  const house = await openWithMeasures();
  const { overlapMatrix } = await house.ask("{ overlapMatrix { pairs { bits } } }");
  const bits = overlapMatrix.pairs[0].bits;
  const lottery = await openLottery(await createCollection(house.database).current(), 1);
  const codes = (middle: number) => {
    const probability = (each: number) =>
      each < middle ? 0.4 - (middle - each) / 1_000 : 0.6 + (each - middle) / 1_000;
    const pairs = atOnce(drawPairs(lottery, noCases(), { size: 1, controlPercent: 0, probability }));
    return pairs.map(({ a, b }) => [a.code, b.code].sort());
  };

  expect(codes(bits)).toEqual([["I-1", "W-1"]]);
  expect(codes(-1_000)).not.toEqual([["I-1", "W-1"]]);
});
