import { expect, test } from "@jest/globals";
import type { FeedStatus } from "#kit/follow/follower.ts";
import { createFollowing } from "../../../subgraphs/audit/follow/following.ts";

const unreached: FeedStatus = { reachable: false, feedPosition: null, lastPulledAt: null };
const reached: FeedStatus = { reachable: true, feedPosition: 5, lastPulledAt: "2026-04-01T00:00:00.000Z" };

test("the audit is behind until each department was reached and all that it has told is known", () => {
  const following = createFollowing();
  const isBehind = (status: FeedStatus) => following.isBehind(["welfare"], () => status);

  expect(isBehind(unreached)).toBe(true);
  following.onProgress("welfare", 3, 5);
  expect(isBehind(reached)).toBe(true);
  following.onProgress("welfare", 5, 5);
  expect(isBehind(reached)).toBe(false);
});

test("what a department has not told in a batch of its own is nothing that is waited for", () => {
  expect(createFollowing().isBehind(["welfare"], () => reached)).toBe(false);
});
