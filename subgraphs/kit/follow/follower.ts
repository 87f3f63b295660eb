/** Follows the departments' change feeds, each on its own: what befalls one never holds up another. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Followed, type Keeper, pullDepartment } from "./pull.ts";

export interface FollowOptions {
  /** Milliseconds between two pulls of a department. Default 1000. */
  readonly interval?: number;
  /** Milliseconds between pulls at most, while a department does not answer. Default 10000. */
  readonly longestPause?: number;
  /** Told of a pull that failed, once until one succeeds or fails otherwise; the next one is tried in any case. */
  readonly onFailure?: (department: string, error: unknown) => void;
  /** Told of each batch of changes that was kept: the number of the last one, and of the last that the department has. */
  readonly onProgress?: (department: string, known: number, last: number) => void;
}

/** What is known of a department's feed since this process started. */
export interface FeedStatus {
  readonly reachable: boolean;
  /** The department's last sequence number when it was last reached; null before. */
  readonly feedPosition: number | null;
  readonly lastPulledAt: string | null;
}

export interface Follower {
  /** Pulls now and then, until closed. */
  follow(): void;
  /** Pulls every department once; one that fails is seen in its status. Resolves when all that could be read is applied. */
  pullNow(): Promise<void>;
  statusOf(department: string): FeedStatus;
  /** From now on pulls these; one whose feed stays the same goes on as it was. */
  replace(departments: readonly Followed[]): void;
  /** Resolves when nothing is under way any more. */
  close(): Promise<void>;
}

interface Feed extends FeedReader {
  readonly source: Followed["feed"];
  readonly closing: AbortController;
  loop: Promise<void> | undefined;
}

export function createFollower(
  keeper: Keeper,
  departments: readonly Followed[],
  {
    interval = 1_000,
    longestPause = 2_000,
    onFailure = () => undefined,
    onProgress = () => undefined,
  }: FollowOptions = {},
): Follower {
  const ended: Promise<unknown>[] = [];
  let feeds = new Map<string, Feed>();
  let isFollowing = false;
  const open = (department: Followed): Feed => {
    const closing = new AbortController();
    const reader = createFeedReader(keeper, department, { onFailure, onProgress, signal: closing.signal });
    return { ...reader, source: department.feed, closing, loop: undefined };
  };
  const begin = (feed: Feed) => {
    feed.loop ??= followOne(feed, { interval, longestPause, signal: feed.closing.signal });
  };
  const end = (feed: Feed) => {
    feed.closing.abort();
    ended.push(Promise.all([feed.loop, feed.idle()]));
  };
  const replace = (wanted: readonly Followed[]) => {
    const before = feeds;
    feeds = new Map(
      wanted.map((each) => {
        const known = before.get(each.code);
        return [each.code, known?.source === each.feed ? known : open(each)];
      }),
    );
    for (const feed of before.values()) if (![...feeds.values()].includes(feed)) end(feed);
    if (isFollowing) for (const feed of feeds.values()) begin(feed);
  };
  replace(departments);
  return {
    replace,
    follow() {
      isFollowing = true;
      for (const feed of feeds.values()) begin(feed);
    },
    async pullNow() {
      await Promise.all([...feeds.values()].map((feed) => feed.pull()));
    },
    statusOf: (code) => feeds.get(code)?.status() ?? unknownStatus,
    async close() {
      for (const feed of feeds.values()) end(feed);
      await Promise.all(ended);
    },
  };
}

const unknownStatus: FeedStatus = { reachable: false, feedPosition: null, lastPulledAt: null };

interface FeedReader {
  /** Whether the department answered. */
  pull(): Promise<boolean>;
  idle(): Promise<unknown>;
  status(): FeedStatus;
}

interface SignalOf {
  readonly signal: AbortSignal;
}

/** Pulls of one department take turns, so that a pull asked for sees all that was written before it was asked for. */
function createFeedReader(
  keeper: Keeper,
  department: Followed,
  { onFailure, onProgress, signal }: Required<Pick<FollowOptions, "onFailure" | "onProgress">> & SignalOf,
): FeedReader {
  let status = unknownStatus;
  let told: string | undefined;
  let last: Promise<boolean> = Promise.resolve(true);
  const tell = (known: number, last: number) => onProgress(department.code, known, last);
  const pullOnce = async () => {
    try {
      const feedPosition = await pullDepartment(keeper, department, { signal, onProgress: tell });
      status = { reachable: true, feedPosition, lastPulledAt: new Date().toISOString() };
      told = undefined;
    } catch (error) {
      status = { ...status, reachable: false };
      const failure = String(error);
      if (failure !== told && !signal.aborted) onFailure(department.code, error);
      told = failure;
    }
    return status.reachable;
  };
  return {
    pull() {
      last = last.then(pullOnce);
      return last;
    },
    idle: () => last,
    status: () => status,
  };
}

interface Pace {
  readonly interval: number;
  readonly longestPause: number;
  readonly signal: AbortSignal;
}

/** The pause doubles with each failure, and is the usual one again after a success. */
async function followOne(feed: FeedReader, { interval, longestPause, signal }: Pace): Promise<void> {
  let pause = interval;
  while (!signal.aborted) {
    const answered = await feed.pull();
    pause = answered ? interval : Math.min(pause * 2, Math.max(interval, longestPause));
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}
