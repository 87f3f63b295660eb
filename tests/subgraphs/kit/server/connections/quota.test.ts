import { describe, expect, test } from "@jest/globals";
import { createQuota } from "#kit/server/connections/quota.ts";

const quotaOf = (limit: number, perCaller: number) => createQuota({ name: "places", limit, perCaller });

const takeAll = (quota: ReturnType<typeof quotaOf>, taker: string | undefined, attempts: number) =>
  Array.from({ length: attempts }, () => quota.take(taker)).filter((isTaken) => isTaken).length;

describe("a quota", () => {
  test("gives one caller its share and no more, and another caller its own", () => {
    const quota = quotaOf(100, 25);

    expect([takeAll(quota, "a", 200), takeAll(quota, "b", 10)]).toEqual([25, 10]);
    expect(quota.usage()).toEqual({ taken: 35, callers: 2, refusals: 175 });
  });

  test("keeps the last tenth for callers that have none, however many others there are", () => {
    const quota = quotaOf(100, 25);
    const taken = ["a", "b", "c", "d", "e"].map((caller) => takeAll(quota, caller, 100));

    expect(taken.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(90 + 1);
    expect(quota.take("newcomer")).toBe(true);
  });

  test("leaves newcomers their tenth where this machine, which has no share, takes all it can", () => {
    const quota = quotaOf(100, 25);

    expect([takeAll(quota, undefined, 200), takeAll(quota, "newcomer", 200)]).toEqual([90, 1]);
  });

  test("never gives more than there is", () => {
    const quota = quotaOf(100, 0);
    const callers = Array.from({ length: 300 }, (_, at) => `caller ${at}`);

    expect(callers.filter((caller) => quota.take(caller))).toHaveLength(100);
  });

  test("has again what was freed", () => {
    const quota = quotaOf(20, 5);
    takeAll(quota, "a", 5);
    expect(quota.take("a")).toBe(false);

    quota.free("a", 2);

    expect(takeAll(quota, "a", 5)).toBe(2);
    quota.free("a", 5);
    expect(quota.usage()).toMatchObject({ taken: 0, callers: 0 });
  });

  test("of nothing gives nobody anything", () => {
    expect([quotaOf(0, 100).take("a"), quotaOf(0, 0).take(undefined)]).toEqual([false, false]);
  });
});
