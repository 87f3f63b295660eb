/** Says in the log that a department's feed cannot be followed: what follows it is answered on with what was read before. */
import { HubError } from "../errors.ts";
import { faultOf } from "../log/fault.ts";
import type { Log } from "../log/log.ts";
import type { FollowOptions } from "./follower.ts";

/** One that does not answer is usual while departments start; all else is a fault that somebody must mend. */
export function logFailures(log: Log, follower: string): Required<FollowOptions>["onFailure"] {
  return (department, error) => {
    const about = { follower, department };
    if (error instanceof HubError) log.warn({ ...about, code: error.code }, "feed not followed");
    else log.error({ ...about, fault: faultOf(error) }, "feed not followed");
  };
}
