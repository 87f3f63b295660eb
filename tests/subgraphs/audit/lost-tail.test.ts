/** An audit whose database loses what it had last, under processes that have read it: numbers are used again, for other measures. */
import { expect, test } from "@jest/globals";
import type { FeedSource } from "#kit/feed/source.ts";
import { auditTables } from "../../../subgraphs/audit/tables/tables.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { copyState } from "../../support/put-back.ts";
import { type AuditHouse, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

const matrix = `{ overlapMatrix { snapshot { id } pairs { a { code } b { code } } } }`;

/** The tables of what is followed: the trail is watched from outside, and says itself where it was put back. */
const tables = auditTables.map(({ name }) => name).filter((name) => !name.startsWith("trail"));

describeOnDatabases("an audit whose database has lost its tail", (database) => {
  test("shows what the departments say, as one that was started anew", async () => {
    const closed = new Set<string>();
    const between = (name: string, feed: FeedSource): FeedSource => ({
      read: (...asked) => (closed.has(name) ? Promise.reject(new Error("closed")) : feed.read(...asked)),
    });
    const house = await openAuditHouse(database.newSettings(), ["welfare", "industry"], between);
    const other = await house.another();
    await house.save("welfare", careTraining, ...others);
    await house.audit.pullNow();
    const earlier = await copyState(house.database, tables);
    await house.save("industry", careCourse);
    await house.audit.pullNow();
    const before = await pairsIn(house, other);

    await earlier.putBack();
    closed.add("industry");
    await house.save("welfare", { ...snowClearing, code: "W-99" });
    await house.audit.pullNow();
    const after = await pairsIn(house, other);
    const anew = await house.another();
    const lost = await pairsIn(anew);
    closed.clear();
    await house.audit.pullNow();
    const again = await pairsIn(house, other);

    expect(before.map(({ pairs }) => pairs.length)).toEqual([1, 1]);
    expect(after).toEqual([lost[0], lost[0]]);
    expect(lost[0]?.pairs).toEqual([]);
    expect(again.map(({ pairs }) => pairs)).toEqual(before.map(({ pairs }) => pairs));
  });

  test("shows nobody what was written down and lost with it", async () => {
    const house = await openAuditHouse(database.newSettings());
    const trail = ["trail", "trail_event", "trail_checkpoint"];
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", careCourse);
    await house.audit.pullNow();
    const earlier = await copyState(house.database, trail);
    await house.ask(draw);
    const drawn = await labellingsIn(house);

    await earlier.putBack();

    expect(drawn).not.toBe(0);
    expect(await labellingsIn(house)).toBe(0);
  });
});

const draw = "mutation { drawLabelling(size: 1, controlPercent: 0, seed: 1) { problems { code } } }";

async function labellingsIn(house: AuditHouse): Promise<number> {
  return (await house.ask("{ labellings { id } }")).labellings.length;
}

type Matrix = { readonly snapshot: { readonly id: string }; readonly pairs: readonly unknown[] };

async function pairsIn(...houses: readonly AuditHouse[]): Promise<readonly Matrix[]> {
  return Promise.all(houses.map(async (house) => (await house.ask(matrix)).overlapMatrix));
}
