/** Whether the audit has followed all that the departments have told: until then its answers are preliminary. */
import type { FeedStatus, FollowOptions } from "#kit/follow/follower.ts";

type OnProgress = NonNullable<FollowOptions["onProgress"]>;

export interface Following {
  /** Given to the follower, which tells of each batch. */
  readonly onProgress: OnProgress;
  /** Whether a department has not been reached since this process started, or has told more than is known here. */
  isBehind(departments: Iterable<string>, statusOf: (department: string) => FeedStatus): boolean;
}

/** `tell` hears of each batch, too. */
export function createFollowing(tell: OnProgress = () => undefined): Following {
  const isWhole = new Map<string, boolean>();
  return {
    onProgress(department, known, last) {
      isWhole.set(department, known >= last);
      tell(department, known, last);
    },
    isBehind: (departments, statusOf) =>
      [...departments].some((code) => statusOf(code).feedPosition === null || isWhole.get(code) === false),
  };
}
